import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceInstance, findRunningInstance, type Instance } from '../../../src-main/browser/instance.ts';

let folder: string;
let shell: Server;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instance-'));
  shell = createServer((_request, response) => response.end('page'));
  await new Promise<void>((done) => shell.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(shell.address() as AddressInfo).port}/#token=x`;
});
afterEach(async () => {
  shell.closeAllConnections();
  await new Promise((done) => shell.close(done));
  await rm(folder, { recursive: true, force: true });
});
const note = (pid: number, at: string) =>
  writeFile(join(folder, 'browser-shell.json'), JSON.stringify({ pid, url: at }));

describe('one browser shell per data directory', () => {
  it('lets a second shell find the first one’s page, and not after its end', async () => {
    expect(await findRunningInstance(folder)).toBeNull();
    const instance = (await announceInstance(folder, url)) as Instance;
    expect(await findRunningInstance(folder)).toEqual({ pid: process.pid, url });
    await instance.release();
    expect(await findRunningInstance(folder)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('hides the address from other users of the PC', async () => {
    await announceInstance(folder, url);
    const { mode } = await stat(join(folder, 'browser-shell.json'));
    expect(process.platform === 'win32' ? 0 : mode & 0o077).toBe(0);
  });

  it('of two that start at once, lets one be first and tells the other', async () => {
    const results = await Promise.all([announceInstance(folder, url), announceInstance(folder, url)]);
    expect(results.filter((result) => 'release' in result)).toHaveLength(1);
    expect(results.find((result) => !('release' in result))).toEqual({ pid: process.pid, url });
  });

  it.each([
    ['its process is gone', () => note(2 ** 22 + 1, url)],
    ['its process number went to another program', () => note(process.pid, 'http://127.0.0.1:9/')],
    ['it was cut short', () => writeFile(join(folder, 'browser-shell.json'), '{"pid":1')],
  ])('starts over a note that is stale: %s', async (_why, leave) => {
    await leave();
    expect(await findRunningInstance(folder)).toBeNull();
    expect(await announceInstance(folder, url)).toHaveProperty('release');
    expect(await findRunningInstance(folder)).toEqual({ pid: process.pid, url });
  });
});
