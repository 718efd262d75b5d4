/**
 * Who may import whom. The rooms and their doors, as a lint rule: one table, read by the rule, by its test and by people.
 *
 * A room is a folder; the longest matching folder owns a file. A file may import its own room and the rooms in `rooms`;
 * of packages, what `packages` allows. Files outside every room (tests, scripts, configuration) are free. Which of them
 * may know a domain is said by another table, `domains.ts`; that nothing is imported in a circle, by `circles.config.ts`.
 */
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';
import { domainRefusal, isWithin } from './domains.ts';

export interface Room {
  readonly folder: string;
  /** Other folders (or single files) that it may import. */
  readonly rooms: readonly string[];
  /** Node's own modules. */
  readonly node: boolean;
  /** npm packages: only these, or all but these. `vue` also means `vue/…`; a trailing `*` is a prefix. */
  readonly packages: { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Said with every refusal. */
  readonly why: string;
}

const screenPackages = ['vue', 'vue-router', 'pinia', 'element-plus', '@element-plus/*', '@vue/*'];
const electronPackages = ['electron', 'electron-updater', 'electron-builder', '@electron/*'];
const httpServerAdapters = ['@orpc/server/node', '@orpc/server/fetch', '@orpc/server/fastify', '@orpc/openapi/node'];

export const rooms: readonly Room[] = [
  {
    folder: 'src-shared',
    rooms: [],
    node: false,
    packages: { only: ['zod', '@orpc/contract'] },
    why: 'src-shared runs anywhere: no Node, no DOM, no Electron, and it knows no other room.',
  },
  {
    folder: 'src-main/core',
    rooms: ['src-shared', 'src-main/core/sync'],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages, ...httpServerAdapters] },
    why: 'the core is headless: it knows no shell, no screen and no server.',
  },
  {
    folder: 'src-main/core/sync',
    rooms: [
      'src-shared',
      'src-main/core/database',
      'src-main/core/audit',
      // Who is signed in at the platform is asked by every call to it; accounts are no domain.
      'src-main/core/accounts/platform-session.ts',
      'src-main/core/environment.ts',
      'src-main/core/workspace.ts',
      // The base that every router starts from; app.ts, which names the domains, is another file.
      'src-main/core/router.ts',
    ],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages, ...httpServerAdapters] },
    why: 'sync moves records and operations and knows no domain.',
  },
  {
    folder: 'src-main/shell',
    rooms: ['src-shared', 'src-main/core'],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages] },
    why: 'what both shells share knows neither of them.',
  },
  {
    folder: 'src-main/browser',
    rooms: ['src-shared', 'src-main/core', 'src-main/shell'],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages] },
    why: 'the browser shell runs where there is no Electron.',
  },
  {
    folder: 'src-main/electron',
    rooms: ['src-shared', 'src-main/core', 'src-main/shell'],
    node: true,
    packages: { except: screenPackages },
    why: 'the desktop shell hosts the core and draws nothing itself.',
  },
  {
    folder: 'src-main/electron/preload',
    rooms: ['src-shared'],
    node: false,
    packages: { only: ['electron'] },
    why: 'the preload runs in the sandbox and hands over one port.',
  },
  {
    folder: 'src-main/demo-platform',
    rooms: ['src-shared'],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages] },
    why: 'the demo platform stands for a foreign system: it shares the interface and nothing else.',
  },
  {
    folder: 'src-renderer',
    rooms: ['src-shared'],
    node: false,
    packages: {
      except: [
        ...electronPackages,
        'better-sqlite3',
        'drizzle-orm',
        'exceljs',
        'axios',
        '@orpc/server',
        '@orpc/openapi',
      ],
    },
    why: 'pages speak to the core through the contract and to nobody else.',
  },
];

/** Package imports of package.json, as folders. */
export const aliases: Readonly<Record<string, string>> = {
  '#shared/': 'src-shared/',
  '#core/': 'src-main/core/',
  '#platform/': 'src-main/demo-platform/',
  '#app/': 'src-renderer/',
};

/** The room that owns a file (path from the project's root with `/`), or undefined. */
export const roomOf = (file: string): Room | undefined =>
  rooms.filter((room) => isWithin(file, room.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];

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
