/** `npm start` as a person runs it, in the browser shell: what comes up, where it connects, and that all of it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchElectron } from '../../../scripts/lib/electron.mjs';
import { eventually } from '../../support/eventually.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Started {
  line: { event: string; url: string; platform: string; shell: string; pid: number };
  words: () => string;
  child: ChildProcess;
  ended: Promise<number | null>;
}

let folder: string;
const started: Started[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.child.kill('SIGTERM');
    await one.ended;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const start = async (...flags: string[]): Promise<Started> => {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/start.mjs'), '--shell=browser', '--no-open', `--data-dir=${folder}`, ...flags],
    { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const line = await new Promise<Started['line']>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (text) => done(JSON.parse(text) as Started['line']));
    void ended.then(() => fail(new Error(`ended before it said anything:\n${words}`)));
  });
  const one = { line, words: () => words, child, ended };
  started.push(one);
  return one;
};
const isUp = (url: string): Promise<boolean> =>
  fetch(new URL('/', url)).then(
    () => true,
    () => false,
  );

// Long enough for a build, which the first start makes where there is none.
describe('npm start', { timeout: 120_000 }, () => {
  it('opens the client on a demo platform, tells its accounts, and a second start finds the first', async () => {
    const first = await start();
    expect(first.line).toMatchObject({ event: 'ready', shell: 'browser' });
    const page = await fetch(new URL('/', first.line.url));
    expect(await page.text()).toContain('<div id="app">');
    expect((await fetch(new URL('/v1/ping', first.line.platform))).status).toBe(200);
    expect(first.words()).toMatch(/scjg01 \/ \S+ +\S+局/);

    const second = await start();
    expect(second.line).toEqual({ event: 'already-running', url: first.line.url });
    expect(await second.ended).toBe(0);

    // Closed in order: 0, and not a word of the shell's that sounds like an accident.
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.words()).not.toContain('[shell]');
    // What a technician asks on the phone stands in the log, and the address that admits does not.
    const log = await readFile(join(folder, 'logs', 'browser-shell.log'), 'utf8');
    expect(log).toMatch(/ started \{"version":"\d+\.\d+\.\d+","system":"[^"]+","node":"24\./);
    expect(log).toMatch(/ ended \{"by":"\w+"\}/);
    expect(log).not.toContain(new URL(first.line.url).hash.slice(1));
  });

  it('tells in words that the shell was killed, and ends with it', async () => {
    const one = await start();
    process.kill(one.line.pid, 'SIGKILL');
    expect(await one.ended).not.toBe(0);
    expect(one.words()).toContain('客户端意外结束。已保存的内容都在本机');
  });

  it('ends all that it started, also when it is killed, and comes back with the same demo platform', async () => {
    const first = await start();
    const { url, platform } = first.line;
    first.child.kill('SIGKILL');
    await first.ended;
    await eventually(async () => expect([await isUp(url), await isUp(platform)]).toEqual([false, false]));

    const second = await start();
    expect(second.line.platform).toBe(platform);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect([await isUp(second.line.url), await isUp(platform)]).toEqual([false, false]);
  });

  it('starts no demo platform where a platform is given, or was configured in the client', async () => {
    const given = await start('--platform=http://127.0.0.1:9');
    expect(given.line.platform).toBe('http://127.0.0.1:9');
    expect(given.words()).not.toContain('演示平台');
    given.child.kill('SIGTERM');
    await given.ended;

    const configuration = { format: 1, deviceId: crypto.randomUUID(), platformId: null, platformName: null };
    await writeFile(
      join(folder, 'config.json'),
      JSON.stringify({ ...configuration, platformUrl: 'https://platform.example:8443' }),
    );
    const configured = await start();
    expect(configured.line.platform).toBe('https://platform.example:8443');
    expect(configured.words()).not.toContain('演示平台');
  });

  it('says in words why a data directory cannot be used, and makes one that nobody else can read', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(start('--platform=http://127.0.0.1:9', `--data-dir=${file}`)).rejects.toThrow(
      /said anything:\n数据目录不能写入：.+\n请检查目录权限，或用 --data-dir 换一个目录。.+\n$/,
    );
    const fresh = join(folder, '张三 的数据');
    await start(`--data-dir=${fresh}`);
    if (process.platform !== 'win32') expect((await stat(fresh)).mode & 0o777).toBe(0o700);
  });

  it('says in one line why a port cannot be used, and ends', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    await expect(start(`--port=${port}`, '--platform=http://127.0.0.1:9')).rejects.toThrow(
      `端口 ${port} 已被其他程序占用`,
    );
    await new Promise((done) => other.close(done));
  });
});

describe('fetching Electron', () => {
  it('gives up at its time limit with one line of words, and does not try again the same day unless asked', async () => {
    const mirror = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100000000' });
      response.write(Buffer.alloc(1000)); // and then nothing more
    });
    await new Promise<void>((done) => mirror.listen(0, '127.0.0.1', done));
    vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`);
    vi.stubEnv('electron_config_cache', join(folder, 'cache'));
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(folder, 'nowhere'));
    const note = join(folder, 'note.json');
    const said: string[] = [];
    const options = { seconds: 2, tell: (text: string) => said.push(text), failureNote: note };
    try {
      // The mirror stays silent for ever: only the limit ends it.
      expect(await fetchElectron({ ...options, asked: true })).toBeNull();
      expect(said.at(-1)).toMatch(/没能下载 Electron（2 秒内没有下完），改用浏览器打开/);
      expect(JSON.parse(await readFile(note, 'utf8'))).toHaveProperty('at');
      expect(await fetchElectron({ ...options, asked: false })).toBeNull();
      expect(said.at(-1)).toContain('上次没能下载');
      // Installed by an administrator, the folder is not the user's to write: no reason to end.
      await writeFile(join(folder, 'not a folder'), '');
      const nowhere = { ...options, asked: true, seconds: 1, failureNote: join(folder, 'not a folder', 'note.json') };
      expect(await fetchElectron(nowhere)).toBeNull();
    } finally {
      vi.unstubAllEnvs();
      mirror.closeAllConnections();
      await new Promise((done) => mirror.close(done));
    }
  });
});
