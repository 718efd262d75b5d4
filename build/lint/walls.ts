/**
 * Who may import whom, as a lint rule over two tables: the rooms and their doors (`rooms.ts`), and who may know which
 * domain (`domains.ts`). That nothing is imported in a circle is another check (`circles.config.ts`).
 */
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';
import { domainRefusal, isWithin } from './domains.ts';
import { roomOf } from './rooms.ts';

/** Package imports of package.json, as folders. */
export const aliases: Readonly<Record<string, string>> = {
  '#shared/': 'src-shared/',
  '#core/': 'src-main/core/',
  '#platform/': 'src-main/demo-platform/',
  '#app/': 'src-renderer/',
};

const packageMatches = (specifier: string, name: string): boolean =>
  name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : isWithin(specifier, name);

/** The file that is meant, from the project's root; undefined for a package. */
export function targetOf(file: string, specifier: string): string | undefined {
  const alias = Object.keys(aliases).find((prefix) => specifier.startsWith(prefix));
  if (alias) return `${aliases[alias] ?? ''}${specifier.slice(alias.length)}`;
  if (!specifier.startsWith('.')) return undefined;
  return relative('/', resolve('/', dirname(file), specifier))
    .split(sep)
    .join('/');
}

/** How an import that climbs out of its neighbourhood is to be written; undefined where it is fine. */
function aliasInstead(specifier: string, target: string): string | undefined {
  const alias = specifier.startsWith('../../') && Object.keys(aliases).find((one) => target.startsWith(aliases[one]!));
  return alias ? `write "${alias}${target.slice(aliases[alias]!.length)}" instead of "${specifier}".` : undefined;
}

/** Why `file` may not import `specifier`; undefined where it may. Both paths are relative to the project's root. */
export const refusal = (file: string, specifier: string): string | undefined => {
  const room = roomOf(file);
  if (!room) return undefined;
  const refused = (why: string) => `${room.folder} may not import "${specifier}": ${why}`;
  const target = targetOf(file, specifier);
  if (target !== undefined) {
    const owner = roomOf(target);
    // A page of another folder than a room is resources, migrations or the like: data, not code of a colleague.
    if (!owner) return /^src-|^test\/|^scripts\//.test(target) ? refused(room.why) : undefined;
    const allowed = owner.folder === room.folder || room.rooms.some((door) => isWithin(target, door));
    if (!allowed) return refused(room.why);
    const unknown = domainRefusal(file, target);
    return unknown === undefined ? aliasInstead(specifier, target) : `"${specifier}": ${unknown}`;
  }
  if (specifier.startsWith('#') || specifier.startsWith('/') || specifier.startsWith('file:')) return refused(room.why);
  if (isBuiltin(specifier)) return room.node ? undefined : refused(room.why);
  const named = 'only' in room.packages ? room.packages.only : room.packages.except;
  const isNamed = named.some((name) => packageMatches(specifier, name));
  return isNamed === 'only' in room.packages ? undefined : refused(room.why);
};

const literal = (node: { type: string; value?: unknown } | null | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

const walls: Rule.RuleModule = {
  meta: { type: 'problem', messages: { wall: '{{reason}}' }, schema: [] },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node: Rule.Node, specifier: string | undefined): void => {
      const reason = specifier === undefined ? undefined : refusal(file, specifier);
      if (reason) context.report({ node, messageId: 'wall', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => {
        check(node, literal(node.source));
      },
      ExportNamedDeclaration: (node) => {
        check(node, literal(node.source));
      },
      ExportAllDeclaration: (node) => {
        check(node, literal(node.source));
      },
      ImportExpression: (node) => {
        check(node, literal(node.source));
      },
      CallExpression: (node) => {
        const name = node.callee.type === 'Identifier' ? node.callee.name : '';
        if (name === 'require') check(node, literal(node.arguments[0]));
      },
      /** `import('…').Type` in TypeScript. */
      TSImportType: (node: Rule.Node & { source?: { type: string; value?: unknown } }) => {
        check(node, literal(node.source));
      },
    };
  },
};

/** The plugin as eslint.config.js uses it. */
export const wallsPlugin = { rules: { walls } };
