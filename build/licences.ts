/**
 * The licences of what is shipped, for 关于: every package that a source imports, and all that those need. Some of it falls
 * away when the build drops what nobody calls; a licence too many does no harm, one too few would.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

const sources = ['src-main', 'src-shared', 'src-renderer'];
/** No import names it: the typeface is a file beside the program, and the program itself is Electron. */
const beside = ['@expo-google-fonts/noto-serif-sc', '@jsquash/jpeg', 'electron'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Names of packages that sources of this folder import. */
function importedBy(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, folder, file), 'utf8');
      const lines = text.matchAll(
        /^\s*(?:import|export)\b(?! type)[^'";=]*\bfrom\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm,
      );
      return [...lines].map(([, from, effect, later]) => from ?? effect ?? later ?? '');
    })
    .filter((target) => /^@?[a-z]/.test(target) && !isBuiltin(target) && !target.includes(':'))
    .map((target) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

/** The folder of a package as its dependant finds it; null for one that is not installed on this system. */
function folderOf(name: string, from: string): string | null {
  const place = join(from, 'node_modules', name);
  if (existsSync(join(place, 'package.json'))) return place;
  return dirname(from) === from ? null : folderOf(name, dirname(from));
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '见许可全文';
}

/** All of them by name, each text once. `root`: the project's folder. Throws where a source imports what is not installed. */
export function findLicences(root: string) {
  const found = new Map<string, { name: string; version: string; licence: string; text: string | null }>();
  const visit = (folder: string): void => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const key = `${manifest.name}@${manifest.version}`;
    if (found.has(key)) return;
    const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
    found.set(key, {
      name: manifest.name,
      version: manifest.version,
      licence: licenceOf(manifest),
      text:
        files.length === 0 ? null : files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n'),
    });
    // What Electron needs brings it here and is no part of it.
    if (manifest.name === 'electron') return;
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const needed = folderOf(name, folder);
      if (needed !== null) visit(needed);
    }
  };
  for (const name of new Set([...sources.flatMap((folder) => importedBy(root, folder)), ...beside])) {
    const folder = folderOf(name, root);
    if (folder === null) throw new Error(`a source imports "${name}", which is not installed`);
    visit(folder);
  }
  const packages = [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const texts = [...new Set(packages.flatMap(({ text }) => text ?? []))];
  return {
    packages: packages.map((one) => ({ ...one, text: one.text === null ? null : texts.indexOf(one.text) })),
    texts,
  };
}

/** The module `virtual:licences` of the pages; read only when somebody asks for it. */
export function licences(root: string) {
  const name = 'virtual:licences';
  return {
    name: 'licences',
    resolveId: (id: string) => (id === name ? `\0${name}` : null),
    load: (id: string) =>
      id === `\0${name}` ? `export const licences = ${JSON.stringify(findLicences(root))};` : null,
  };
}
