import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataDirectory, problemWithDataDirectory } from '../../../src-main/shell/data-directory.ts';

describe('where data lies by default', () => {
  it('is local, never roaming, on Windows', () => {
    const directory = defaultDataDirectory('win32', { LOCALAPPDATA: '/local', APPDATA: '/roaming' }, '/home/li');
    expect(directory).toContain('local');
    expect(directory).not.toContain('roaming');
  });

  it('follows XDG_DATA_HOME on Linux where it is absolute', () => {
    expect(defaultDataDirectory('linux', { XDG_DATA_HOME: '/data' }, '/home/li')).toBe(
      '/data/department-collaboration-client',
    );
    expect(defaultDataDirectory('linux', { XDG_DATA_HOME: 'relative' }, '/home/li')).toBe(
      '/home/li/.local/share/department-collaboration-client',
    );
  });
});

describe('a data directory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made for this user’s eyes only, with those above it, and nothing is left of the trial', async () => {
    const directory = join(folder, '张三 的数据', '客户端');
    expect(problemWithDataDirectory(directory)).toBeNull();
    expect(await readdir(directory)).toEqual([]);
    if (process.platform === 'win32') return;
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '张三 的数据'))).mode & 0o777).toBe(0o700);
  });

  it('that is a file, or lies in one, is refused with words and the next step', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'mine');
    expect(problemWithDataDirectory(file)).toContain('那里是一个文件，不是目录');
    for (const path of [file, join(file, 'data')]) {
      expect(problemWithDataDirectory(path)).toMatch(
        /^数据目录不能写入：.+\n请检查目录权限，或用 --data-dir 换一个目录。/,
      );
    }
  });

  it('where nothing can be made, or nothing be written, is refused at once', () => {
    // Node's own recursive mkdir never comes back from /proc, and there only a trial tells that nothing can be written.
    const system = process.platform === 'linux' ? '/proc' : join(folder, 'nul\0');
    expect(problemWithDataDirectory(system)).toContain('数据目录不能写入');
    expect(problemWithDataDirectory(join(system, 'data'))).toContain('数据目录不能写入');
  });
});
