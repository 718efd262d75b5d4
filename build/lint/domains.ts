/**
 * Which files may know which domains: one table, read by the rule of the walls, by its test and by people.
 *
 * A domain is a folder in `src-shared/domains`, and the folders of the same name in the other roots. It knows itself and
 * the domains in `knownToAll`. Every other file in `src-*` knows none, unless a door in the table opens some. So a new room
 * knows none from its first day.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const domainFolders = ['src-shared/domains', 'src-main/core', 'src-main/demo-platform', 'src-renderer/features'];

/** By the names of their folders. */
export const domains: readonly string[] = readdirSync(join(import.meta.dirname, '../../src-shared/domains'), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Whatever a domain is about, it is about enterprises. */
const knownToAll: readonly string[] = ['enterprises'];

export interface Door {
  /** A file or folder. Of several that hold a file the longest counts. */
  readonly path: string;
  readonly knows: 'all' | readonly string[];
  readonly why: string;
}

/** Who knows domains beside its own, and why. */
export const doors: readonly Door[] = [
  { path: 'src-shared/contract.ts', knows: 'all', why: 'the contract is the sum of the domains' },
  { path: 'src-shared/openapi.ts', knows: 'all', why: 'the sync interface describes every record' },
  { path: 'src-main/core/domains.ts', knows: 'all', why: 'one line a domain' },
  { path: 'src-main/core/tables.ts', knows: 'all', why: 'one line a domain' },
  { path: 'src-main/core/app.ts', knows: 'all', why: 'puts the core together' },
  { path: 'src-main/core/worker.ts', knows: 'all', why: 'the thread of the core' },
  { path: 'src-main/core/export-worker.ts', knows: 'all', why: 'the thread that writes sheets and papers' },
  { path: 'src-main/demo-platform/domains.ts', knows: 'all', why: 'one line a domain' },
  { path: 'src-main/demo-platform/domain.ts', knows: ['enterprises'], why: 'a county is its enterprises first of all' },
  { path: 'src-main/demo-platform/seed.ts', knows: ['enterprises'], why: 'a county is its enterprises first of all' },
  { path: 'src-renderer', knows: ['enterprises'], why: 'names and signs of enterprises stand on every page' },
  ...domainFolders.map((folder): Door => {
    return { path: `${folder}/inspections`, knows: ['inspectors'], why: 'the people of the roster inspect' };
  }),
];

/** Files of the core that know all domains: whoever imports one of them knows all domains, too. */
const sums: readonly string[] = ['src-main/core/app.ts', 'src-main/core/domains.ts', 'src-main/core/tables.ts'];

/** Whether a path is this folder or file, or lies in it. */
export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** The domain that a file belongs to, or undefined. Paths from the project's root with `/`. */
const domainOf = (path: string): string | undefined =>
  domains.find((domain) => domainFolders.some((folder) => isWithin(path, `${folder}/${domain}`)));

/** The feature of the pages that a file belongs to, or undefined. */
const featureOf = (path: string): string | undefined => /^src-renderer\/features\/([^/]+)\//.exec(path)?.[1];

const doorOf = (file: string): Door | undefined =>
  doors.filter(({ path }) => isWithin(file, path)).sort((a, b) => b.path.length - a.path.length)[0];

/** Why `file` may not import `target`; undefined where it may. */
export function domainRefusal(file: string, target: string): string | undefined {
  const feature = featureOf(target);
  if (feature !== undefined && feature !== featureOf(file))
    return `nobody reaches into the feature ${feature}; what others need of it is no part of it.`;
  const own = domainOf(file);
  const knows = doorOf(file)?.knows ?? [];
  if (knows === 'all') return undefined;
  if (sums.includes(target) && isWithin(file, 'src-main/core'))
    return `it knows all domains; ${own ?? 'this room'} gets what it needs handed over.`;
  const other = domainOf(target);
  if (other === undefined || other === own || knows.includes(other)) return undefined;
  if (own === undefined) return `only ${other} itself, and whom build/lint/domains.ts names, know ${other}.`;
  if (knownToAll.includes(other)) return undefined;
  return `${own} knows no other domain; what both need belongs to a room below both.`;
}
