/** docs/promises.md names only tests that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const text = readFileSync(resolve(root, 'docs/promises.md'), 'utf8');
const named = [...text.matchAll(/`(test\/[^`]+?\.ts) › ([^`]+)`/g)].map(([, file = '', name = '']) => ({ file, name }));

describe('docs/promises.md', () => {
  it('names a test for each of the numbers 1 to 9 and 11 to 19', () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19])
      expect(text.match(new RegExp(`^\\| +${number} +\\|.*$`, 'm'))?.[0], `no. ${number}`).toMatch(/`test\/.+ › .+`/);
  });

  it('writes every test as file › name', () => {
    expect(text.match(/`test\/(?!unit\/docs\/promises)[^`]*`/g)?.filter((one) => !one.includes(' › '))).toEqual([]);
    expect(named.length).toBeGreaterThan(60);
  });

  it.each(named)('$file has “$name”', ({ file, name }) => {
    const path = resolve(root, file);
    expect(existsSync(path), `${file} is there`).toBe(true);
    // As a test or a group of tests, not in passing.
    const begins = readFileSync(path, 'utf8').split(/[\s([{]['"`]/);
    expect(
      begins.some((piece) => piece.replaceAll('\\', '').startsWith(name)),
      name,
    ).toBe(true);
  });
});
