import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { factsAtStart, shellLogFile, startLog } from '../../../src-main/shell/log.ts';

let folder: string;
const stderr = vi.spyOn(process.stderr, 'write');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shell-log-'));
  stderr.mockReset().mockReturnValue(true);
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const said = () => stderr.mock.calls.map(([text]) => String(text)).join('');
const now = () => new Date('2026-01-05T01:02:03.000Z');

describe('the log of a shell', () => {
  it('writes a line for each fact, begins anew at 1 MB, and never fails its caller', async () => {
    const file = shellLogFile(folder, 'browser');
    const report = startLog(file, { now });
    report('core-exit', { code: 3 });
    expect(await readFile(file, 'utf8')).toBe('2026-01-05T01:02:03.000Z core-exit {"code":3}\n');
    await writeFile(file, 'x'.repeat(1024 * 1024 + 1));
    report('again', {});
    expect(await readFile(file, 'utf8')).toContain('again');
    expect((await readFile(`${file}.1`, 'utf8')).length).toBe(1024 * 1024 + 1);
    await writeFile(join(folder, 'file'), '');
    startLog(join(folder, 'file', 'log.txt'))('nowhere to write', {});
    expect(said()).toContain('log-not-written');
  });

  it('is the user’s alone, and keeps what went as it should from the terminal', async () => {
    const file = shellLogFile(folder, 'desktop');
    startLog(file, { now, quiet: ['started'] })('started', factsAtStart('1.2.3', { electron: '45' }));
    expect(said()).toBe('');
    expect(await readFile(file, 'utf8')).toMatch(
      /started \{"version":"1\.2\.3","system":"\w+ \S+ \w+","node":"[\d.]+","pid":\d+,"electron":"45"\}/,
    );
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
