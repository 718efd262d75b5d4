/** The walls between the rooms: each forbidden import fails, by every way in which it can be written. */
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { rooms } from '../../../build/lint/rooms.ts';
import { lint, root } from './lint.ts';

const forbidden: [file: string, text: string, why: string][] = [
  ['src-shared/trade/x.ts', "import { readFile } from 'node:fs/promises';", 'shared uses Node'],
  ['src-shared/trade/x.ts', "import { readFile } from 'fs';", 'shared uses Node without its prefix'],
  ['src-shared/trade/x.ts', "import { ref } from 'vue';", 'shared uses a package that it may not'],
  ['src-shared/trade/x.ts', "import { createCore } from '../../src-main/core/app.ts';", 'shared knows the core'],
  ['src-main/core/notices/x.ts', "import { app } from 'electron';", 'core uses Electron'],
  ['src-main/core/notices/x.ts', "import { app } from 'electron/main';", 'core uses a part of Electron'],
  ['src-main/core/notices/x.ts', "const electron = await import('electron');", 'core uses Electron at run time'],
  ['src-main/core/notices/x.ts', "export { app } from 'electron';", 'core passes Electron on'],
  ['src-main/core/notices/x.ts', "type App = import('electron').App;", 'core uses a type of Electron'],
  ['src-main/core/x.ts', "import { startServer } from '../browser/server.ts';", 'core knows a shell'],
  ['src-main/core/x.ts', "import { createStore } from '#platform/store.ts';", 'core knows the demo platform'],
  ['src-main/core/x.ts', "import { router } from '../../src-renderer/app/router.ts';", 'core knows the pages'],
  ['src-main/core/x.ts', "import { RPCHandler } from '@orpc/server/node';", 'core serves HTTP'],
  ['src-main/core/x.ts', "import { helper } from '../../test/helper.ts';", 'code uses a test'],
  ['src-main/core/sync/outbox.ts', "import { receive } from '../notices/commands.ts';", 'sync knows a domain'],
  [
    'src-main/core/sync/outbox.ts',
    "import { receive } from '#core/notices/commands.ts';",
    'sync knows a domain by alias',
  ],
  [
    'src-main/core/sync/outbox.ts',
    "import type { Rows } from '../inspections/queries.ts';",
    'sync knows a type of a domain',
  ],
  ['src-main/core/sync/outbox.ts', "import { createCore } from '../app.ts';", 'sync knows the composition'],
  ['src-main/core/database/x.ts', "import { appendAudit } from '../audit/audit.ts';", 'the ground stands on a room'],
  ['src-main/core/database/x.ts', "import * as tables from '../tables.ts';", 'the ground knows all tables'],
  ['src-main/shell/x.ts', "import { app } from 'electron';", 'the shared part of the shells uses Electron'],
  [
    'src-main/shell/x.ts',
    "import { open } from '../browser/server.ts';",
    'the shared part of the shells knows a shell',
  ],
  ['src-main/browser/x.ts', "import { shell } from 'electron';", 'the browser shell uses Electron'],
  [
    'src-main/browser/x.ts',
    "import { open } from '../electron/window.ts';",
    'the browser shell knows the desktop shell',
  ],
  [
    'src-main/electron/x.ts',
    "import { open } from '../browser/server.ts';",
    'the desktop shell knows the browser shell',
  ],
  ['src-main/electron/preload/index.ts', "import { join } from 'node:path';", 'the preload uses Node'],
  [
    'src-main/electron/preload/index.ts',
    "import { createCore } from '../../core/app.ts';",
    'the preload knows the core',
  ],
  [
    'src-main/demo-platform/x.ts',
    "import { open } from '../core/database/open.ts';",
    'the demo platform knows the core',
  ],
  [
    'src-main/demo-platform/x.ts',
    "import { open } from '#core/database/open.ts';",
    'the demo platform knows the core by alias',
  ],
  ['src-renderer/app/x.ts', "import { createCore } from '#core/app.ts';", 'a page knows the core'],
  [
    'src-renderer/app/x.ts',
    "import type { Row } from '../../src-main/core/notices/queries.ts';",
    'a page knows a type of the core',
  ],
  ['src-renderer/app/x.ts', "import { ipcRenderer } from 'electron';", 'a page uses Electron'],
  ['src-renderer/app/x.ts', "import { join } from 'node:path';", 'a page uses Node'],
  ['src-renderer/features/notices/X.vue', "import { join } from 'node:path';", 'a component uses Node'],
  ['src-renderer/features/notices/X.vue', "import Database from 'better-sqlite3';", 'a component opens a database'],
];

const allowed: [file: string, text: string][] = [
  ['src-main/core/database/x.ts', "import type { Clock } from '../environment.ts'; import 'better-sqlite3';"],
  [
    'src-shared/contract/x.ts',
    "import { z } from 'zod'; import { oc } from '@orpc/contract'; import '../trade/delivery.ts';",
  ],
  [
    'src-main/core/notices/x.ts',
    "import { noticeStages } from '#shared/domains/notices/words.ts'; import { open } from '../database/open.ts';",
  ],
  [
    'src-main/core/notices/x.ts',
    "import type { SyncedCollection } from '../sync/collection.ts'; import 'node:fs'; import 'exceljs';",
  ],
  [
    'src-main/core/calendar/x.ts',
    "import calendar from '../../../resources/calendars/china.json' with { type: 'json' };",
  ],
  [
    'src-main/core/sync/x.ts',
    "import type { Database } from '../database/types.ts'; import '../environment.ts'; import './outbox.ts';",
  ],
  ['src-main/shell/x.ts', "import { createServer } from 'node:http'; import type { CoreOptions } from '#core/app.ts';"],
  [
    'src-main/browser/x.ts',
    "import { readStatic } from '../shell/static-files.ts'; import { contract } from '#shared/contract.ts';",
  ],
  ['src-main/electron/x.ts', "import { app } from 'electron'; import { readStatic } from '../shell/static-files.ts';"],
  ['src-main/electron/preload/index.ts', "import { contextBridge } from 'electron';"],
  [
    'src-main/demo-platform/notices/x.ts',
    "import { noticeSchema } from '#shared/domains/notices/words.ts'; import Database from 'better-sqlite3';",
  ],
  [
    'src-renderer/features/notices/X.vue',
    "import { ref } from 'vue'; import { noticeStages } from '#shared/domains/notices/words.ts';",
  ],
  ['test/unit/core/x.test.ts', "import { createCore } from '../../../src-main/core/app.ts'; import 'node:fs';"],
];

describe('the walls between the rooms', () => {
  it.each(forbidden)('refuses in %s: %s (%s)', async (file, text) => {
    expect(await lint(file, text)).toEqual([expect.stringMatching(/^house\/walls: .* may not import "/)]);
  });

  it.each(allowed)('lets %s import what it may: %s', async (file, text) => {
    expect(await lint(file, text)).toEqual([]);
  });

  it('has imports that climb written by their alias', async () => {
    expect(await lint('src-main/core/sync/pull/x.ts', "import { readMeta } from '../../database/meta.ts';")).toEqual([
      'house/walls: write "#core/database/meta.ts" instead of "../../database/meta.ts".',
    ]);
    expect(
      await lint('src-renderer/features/notices/X.vue', "import '../../../src-shared/trade/delivery.ts';"),
    ).toEqual(['house/walls: write "#shared/trade/delivery.ts" instead of "../../../src-shared/trade/delivery.ts".']);
    expect(await lint('src-main/core/sync/pull/x.ts', "import '../context.ts';")).toEqual([]);
  });
});

describe("the project's own lint configuration", () => {
  const real = new ESLint({ cwd: root });
  type Rules = { rules: Record<string, [number, ...unknown[]] | undefined> };
  const rulesFor = async (file: string): Promise<Rules['rules']> =>
    ((await real.calculateConfigForFile(resolve(root, file))) as Rules).rules;
  beforeAll(() => rulesFor('src-shared/x.ts'));

  it.each(rooms.map((room) => room.folder))('holds the walls in %s as an error', async (folder) => {
    expect((await rulesFor(`${folder}/x.ts`))['house/walls']?.[0]).toBe(2);
  });

  it('holds them in components too', async () => {
    expect((await rulesFor('src-renderer/features/X.vue'))['house/walls']?.[0]).toBe(2);
  });

  it('refuses promises that nobody waits for, swallowed errors and default exports', async () => {
    const rules = await rulesFor('src-main/core/x.ts');
    expect(rules['@typescript-eslint/no-floating-promises']?.[0]).toBe(2);
    expect(rules['no-empty']?.[0]).toBe(2);
    expect(JSON.stringify(rules['no-restricted-syntax'])).toContain('ExportDefaultDeclaration');
    expect(JSON.stringify(rules['no-restricted-syntax'])).toContain('The core opens no server');
  });
});
