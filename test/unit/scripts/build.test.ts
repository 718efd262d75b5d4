import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOfSources } from '../../../scripts/lib/build.mjs';

let folder: string;
const written = async (name: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
};

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'build-')), 'client');
  for (const name of ['src-main/a.ts', 'src-renderer/b.vue', 'src-shared/deep/c.ts']) await written(name, name);
  for (const name of ['electron.vite.config.ts', 'package-lock.json']) await written(name, name);
});
afterEach(() => rm(dirname(folder), { recursive: true, force: true }));

describe('what npm start builds of', () => {
  it('is the same in a copy of the folder, whose files have other times', async () => {
    const copy = join(dirname(folder), '拷到 另一台');
    await cp(folder, copy, { recursive: true });
    await utimes(join(copy, 'src-main/a.ts'), 1, 1_800_000_000);
    expect(stateOfSources(copy)).toBe(stateOfSources(folder));
  });

  it('is another where a file has other content, another name, is new or is gone', async () => {
    const before = stateOfSources(folder);
    await written('src-main/a.ts', 'other');
    expect(stateOfSources(folder)).not.toBe(before);
    await written('src-main/a.ts', 'src-main/a.ts');
    expect(stateOfSources(folder)).toBe(before);
    await written('src-main/new.ts', '');
    expect(stateOfSources(folder)).not.toBe(before);
    await rm(join(folder, 'src-main/new.ts'));
    await rm(join(folder, 'src-main/a.ts'));
    expect(stateOfSources(folder)).not.toBe(before);
    await written('src-main/renamed.ts', 'src-main/a.ts');
    expect(stateOfSources(folder)).not.toBe(before);
  });
});
