/**
 * The rooms of the house and their doors: one table, read by the rule of the walls, by its test and by people.
 *
 * A room is a folder; the longest matching folder owns a file. A file may import its own room and the rooms in `rooms`;
 * of packages, what `packages` allows. Files outside every room (tests, scripts, configuration) are free.
 */
import { isWithin } from './domains.ts';

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
    rooms: ['src-shared', 'src-main/core/sync', 'src-main/core/database'],
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
    folder: 'src-main/core/database',
    rooms: ['src-shared', 'src-main/core/environment.ts'],
    node: true,
    packages: { except: [...electronPackages, ...screenPackages, ...httpServerAdapters] },
    why: 'the database is the ground of the core: nothing lies below it.',
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

/** The room that owns a file (path from the project's root with `/`), or undefined. */
export const roomOf = (file: string): Room | undefined =>
  rooms.filter((room) => isWithin(file, room.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
