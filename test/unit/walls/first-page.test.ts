/** The first page loads no schemas: nothing that it imports at once leads to zod, apart from the one switch of its core. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { aliases } from '../../../build/lint/walls.ts';

const root = join(import.meta.dirname, '../../..');
const renderer = join(root, 'src-renderer');

/** What a module imports as values, as written. Types are gone in what is built, pages that are fetched later do not count. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm)].flatMap(
    ([, names = '', path = '']) => {
      const listed = /^\{([^}]*)\}$/s
        .exec(names.trim())?.[1]
        ?.split(',')
        .map((name) => name.trim());
      return listed?.filter(Boolean).every((name) => name.startsWith('type ')) ? [] : [path];
    },
  );
}

/** Every module of ours from these on, with the way to it; and the packages that they import. */
function reach(entries: readonly string[]) {
  const ways = new Map(entries.map((entry) => [entry, [relative(root, entry)]]));
  const packages = new Map<string, readonly string[]>();
  for (const [file, way] of ways)
    for (const path of importsOf(file)) {
      const alias = Object.keys(aliases).find((prefix) => path.startsWith(prefix));
      if (!alias && !path.startsWith('.')) {
        if (!packages.has(path)) packages.set(path, way);
        continue;
      }
      const target = alias ? join(root, aliases[alias] ?? '', path.slice(alias.length)) : join(dirname(file), path);
      if (existsSync(target) && /\.(ts|vue)$/.test(target) && !ways.has(target))
        ways.set(target, [...way, relative(root, target)]);
    }
  return { files: [...ways.keys()], packages };
}

test('the first page loads no schemas', () => {
  // `app/features.ts` takes in every feature.
  const { files, packages } = reach([join(renderer, 'main.ts'), ...globSync(join(renderer, 'features/*/feature.ts'))]);
  expect(files).toContain(join(renderer, 'app/frame/FrameLayout.vue'));
  expect(files).toContain(join(root, 'src-shared/trade/delivery.ts'));
  expect(packages.get('zod')?.join(' → ')).toBeUndefined();
  expect(packages.get('zod/v4/core')).toEqual(['src-renderer/main.ts', 'src-renderer/app/zod-without-eval.ts']);
});
