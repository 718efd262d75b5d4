/** The wall against import circles: it holds in this tree, and it falls to none of the ways in which a circle can hide. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterEach, describe, expect, it } from 'vitest';
import circles from '../../../build/lint/circles.config.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What is wrong in a checkout: the rule, where it begins, and the way round, or what was not found. */
async function violationsIn(baseDir: string): Promise<string[]> {
  const { forbidden, options } = circles;
  const { output } = await cruise(['.'], { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to, cycle }) =>
    [rule.name, from, ...(cycle?.map(({ name }) => name) ?? [to])].join(' '),
  );
}

/** A checkout with these files, and the aliases of ours. */
async function violationsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'circles-'));
  folders.push(folder);
  const manifest = JSON.stringify({ type: 'module', imports: { '#shared/*': './src-shared/*' } });
  for (const [name, text] of Object.entries({ ...files, 'package.json': manifest })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return violationsIn(folder);
}

it('this tree has no circle', { timeout: 120_000 }, async () => {
  expect(await violationsIn(resolve(import.meta.dirname, '../../..'))).toEqual([]);
});

const leaf = { 'src-renderer/page.ts': "import '#shared/leaf.ts';", 'src-shared/leaf.ts': 'export type Leaf = 1;' };

describe('a circle is refused', () => {
  it.each<[how: string, files: Record<string, string>, begins: string]>([
    [
      'of types alone',
      {
        'src-shared/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;",
        'src-shared/b.ts': "import { type A } from './a.ts';\nexport type B = A | 2;",
      },
      'src-shared/a.ts',
    ],
    [
      'through a component',
      {
        'src-renderer/show.ts':
          "import View from './View.vue';\nexport type Shown = 1;\nexport const show = () => View;",
        'src-renderer/View.vue':
          '<script setup lang="ts">\nimport type { Shown } from \'./show.ts\';\ndefineProps<{ shown: Shown }>();\n</script>\n<template><p /></template>\n',
      },
      'src-renderer/show.ts',
    ],
    [
      'by an alias',
      {
        'src-shared/trade/a.ts': "export { b } from '#shared/b.ts';",
        'src-shared/b.ts': "import './trade/a.ts';\nexport const b = 1;",
      },
      'src-shared/b.ts',
    ],
    [
      'by a type that is imported where it is written',
      {
        'src-shared/a.ts': "export type A = import('./b.ts').B;",
        'src-shared/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;",
      },
      'src-shared/a.ts',
    ],
    [
      'by what is loaded later',
      {
        'src-renderer/a.ts': "export const load = () => import('./b.ts');",
        'src-renderer/b.ts': "import { load } from './a.ts';\nexport const b = load;",
      },
      'src-renderer/a.ts',
    ],
  ])('%s', async (_how, files, begins) => {
    const violations = await violationsOf({ ...leaf, ...files });
    expect(violations).toContainEqual(expect.stringMatching(new RegExp(`^no-circle ${begins} .*${begins}$`)));
  });
});

it('a tree without one passes', async () => {
  expect(await violationsOf(leaf)).toEqual([]);
});

it('an import that cannot be followed is refused', async () => {
  expect(await violationsOf({ ...leaf, 'src-shared/a.ts': "import '#shared/gone.ts';\nimport './gone.ts';" })).toEqual([
    'no-blind-spot src-shared/a.ts ./gone.ts',
    'no-blind-spot src-shared/a.ts #shared/gone.ts',
  ]);
});
