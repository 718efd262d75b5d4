/** Who knows a domain: itself, and the few files that know them all. Every other import of one is refused. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { domains, doors } from '../../../build/lint/domains.ts';
import { targetOf } from '../../../build/lint/walls.ts';
import { lint, root } from './lint.ts';

const coreRooms = [
  'a-new-room',
  'accounts',
  'audit',
  'backups',
  'calendar',
  'database',
  'documents',
  'drafts',
  'exports',
  'full-text',
  'handover',
  'imports',
  'records',
  'settings',
  'sync',
  'workbench',
];
const sharedRooms = ['trade', 'lists', 'records', 'contract', 'platform-api', 'a-new-room'];

const refused: unknown = expect.stringMatching(/^house\/walls: /);

it('finds the domains by their folders', () => {
  expect(domains).toEqual(expect.arrayContaining(['enterprises', 'inspections', 'inspectors', 'notices']));
});

describe('a room knows no domain', () => {
  it.each(coreRooms)('core: %s', async (room) => {
    const file = `src-main/core/${room}/x.ts`;
    expect(await lint(file, "import { findNotices } from '../notices/queries.ts';")).toEqual([refused]);
    expect(await lint(file, "import type { Rows } from '#core/inspections/queries.ts';")).toEqual([refused]);
    expect(await lint(file, "import { enterpriseKinds } from '#shared/domains/enterprises/words.ts';")).toEqual([
      refused,
    ]);
  });

  it.each(coreRooms)('nor those who know them all: %s', async (room) => {
    for (const sum of ['app', 'domains', 'tables'])
      expect(await lint(`src-main/core/${room}/x.ts`, `import { all } from '../${sum}.ts';`)).toEqual([refused]);
  });

  it.each(sharedRooms)('shared: %s', async (room) => {
    const text = "import { noticeStages } from '../domains/notices/words.ts';";
    expect(await lint(`src-shared/${room}/x.ts`, text)).toEqual([refused]);
    expect(
      await lint(`src-shared/${room}/x.ts`, "import type { Enterprise } from '#shared/domains/enterprises/x.ts';"),
    ).toEqual([refused]);
  });

  it('the platform and the pages', async () => {
    expect(await lint('src-main/demo-platform/store.ts', "import './notices/collection.ts';")).toEqual([refused]);
    expect(await lint('src-renderer/lists/X.vue', "import '#shared/domains/notices/words.ts';")).toEqual([refused]);
    expect(await lint('src-renderer/features/outbox/X.vue', "import '#shared/domains/notices/words.ts';")).toEqual([
      refused,
    ]);
    expect(await lint('src-renderer/lists/X.vue', "import '#shared/domains/enterprises/words.ts';")).toEqual([]);
  });

  it('other files of a domain folder are no domain', async () => {
    expect(await lint('src-shared/contract/x.ts', "import '../domains/collections.ts';")).toEqual([]);
  });
});

describe('a domain knows itself and the enterprises', () => {
  it.each([
    ['src-shared/domains/notices/x.ts', '../inspections/words.ts'],
    ['src-shared/domains/inspectors/x.ts', '../inspections/plans.ts'],
    ['src-shared/domains/enterprises/x.ts', '../notices/words.ts'],
    ['src-main/core/notices/x.ts', '../inspections/queries.ts'],
    ['src-main/core/notices/x.ts', '#shared/domains/inspections/words.ts'],
    ['src-main/core/inspectors/x.ts', '../inspections/plans.ts'],
    ['src-main/core/notices/x.ts', '../domains.ts'],
    ['src-main/demo-platform/notices/x.ts', '../inspections/plans.ts'],
    ['src-renderer/features/notices/X.vue', '#shared/domains/inspections/words.ts'],
  ])('%s may not import %s', async (file, specifier) => {
    expect(await lint(file, `import { x } from '${specifier}';`)).toEqual([refused]);
  });

  it.each([
    ['src-shared/domains/notices/x.ts', '../enterprises/words.ts'],
    ['src-shared/domains/notices/x.ts', './words.ts'],
    ['src-main/core/notices/x.ts', '../enterprises/queries.ts'],
    ['src-main/core/notices/x.ts', '#shared/domains/notices/words.ts'],
    ['src-main/core/notices/x.ts', '../exports/sheet-form.ts'],
    ['src-main/core/inspections/paper/x.ts', '#core/inspectors/queries.ts'],
    ['src-renderer/features/inspections/X.vue', '#shared/domains/inspectors/record.ts'],
  ])('%s may import %s', async (file, specifier) => {
    expect(await lint(file, `import { x } from '${specifier}';`)).toEqual([]);
  });
});

it('nobody reaches into a feature of the pages', async () => {
  const text = "import View from '../session/View.vue';";
  expect(await lint('src-renderer/features/x/X.vue', text)).toEqual([refused]);
  expect(await lint('src-renderer/app/x.ts', "import { x } from '#app/features/notices/x.ts';")).toEqual([refused]);
  expect(await lint('src-renderer/features/x/deep/X.vue', "import { x } from '../x.ts';")).toEqual([]);
});

it.each(doors.filter(({ knows }) => knows === 'all'))('$path knows all of them: $why', async ({ path }) => {
  for (const domain of domains)
    expect(await lint(path, `import { x } from '#shared/domains/${domain}/x.ts';`)).toEqual([]);
});

describe('outside its folders a domain is one line in each of a few files', () => {
  const named = [
    'src-main/core/app.ts',
    'src-main/core/domains.ts',
    'src-main/core/tables.ts',
    'src-main/demo-platform/domains.ts',
    'src-shared/contract.ts',
    // Only where it adds to the interface with the platform.
    'src-shared/openapi.ts',
  ];
  /** Every import of the tree that leads into a folder of the domain from outside, by file. */
  function importsOf(domain: string): Map<string, number> {
    const counted = new Map<string, number>();
    for (const file of globSync('src-*/**/*.{ts,vue}', { cwd: root }).map((path) => path.replaceAll('\\', '/'))) {
      if (file.includes(`/${domain}/`)) continue;
      for (const [, specifier = ''] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from |import\()'([^']+)'/g))
        if (targetOf(file, specifier)?.includes(`/${domain}/`)) counted.set(file, (counted.get(file) ?? 0) + 1);
    }
    return counted;
  }
  // `inspections` may know `inspectors`, and everybody `enterprises`; nobody knows these.
  const unknown = domains.filter((domain) => !doors.some(({ knows }) => knows !== 'all' && knows.includes(domain)));

  it('holds for those that no other domain may know', () => {
    expect(unknown).toEqual(expect.arrayContaining(['inspections', 'notices']));
  });
  it.each(unknown)('%s', (domain) => {
    const counted = importsOf(domain);
    expect([...counted.keys()].filter((file) => !named.includes(file))).toEqual([]);
    expect([...counted.values()].filter((lines) => lines > 1)).toEqual([]);
    expect(counted.size).toBeGreaterThanOrEqual(5);
  });
});
