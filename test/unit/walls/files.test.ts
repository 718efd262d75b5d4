/** A file that lost its content compiles, and a page without its style still passes for a page. */
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './lint.ts';

it('no source is empty', () => {
  const sources = globSync('{src-main,src-renderer,src-shared,migrations,resources}/**/*.*', { cwd: root });
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((file) => statSync(join(root, file)).size === 0)).toEqual([]);
});
