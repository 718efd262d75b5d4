/** The built main process on Node, over the Electron double, with its page in a Chromium that belongs to the test. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium, type Page } from '@playwright/test';
import { findBrowsers } from '../../src-main/browser/system-browser.ts';
import { root } from '../e2e/child.ts';
import type { Deed, Desktop, DesktopOptions } from './desktop.ts';

const hook = join(root, 'test/double/hook.mjs');

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly deeds: Deed[];
  readonly ended: Promise<number>;
  said(): string;
  log(): string;
}

function startMain(options: DesktopOptions, browser: string): Running {
  // What was packed is run by naming its main script.
  const script = process.env['DOUBLE_MAIN'] ?? join(root, 'out/main/index.js');
  const child = spawn(
    process.execPath,
    [
      '--import',
      hook,
      script,
      `--data-dir=${options.dataDirectory}`,
      `--platform=${options.platformUrl}`,
      '--exit-with-stdin',
    ],
    { cwd: root, env: { ...process.env, DOUBLE_CDP: browser }, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
  ) as ChildProcessByStdio<Writable, Readable, Readable>;
  const deeds: Deed[] = [];
  let [said, log] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.on('message', (message: { record: Deed }) => deeds.push(message.record));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)));
  return { child, deeds, ended, said: () => said, log: () => log };
}

async function startChromium(profile: string): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const path = findBrowsers()[0]?.path ?? chromium.executablePath();
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    path,
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=zh-CN',
      '--window-size=1280,800',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  const address = await new Promise<string>((done, fail) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const found = /DevTools listening on (ws:\S+)/.exec(log)?.[1];
      if (found) done(found);
    });
    child.once('error', fail);
    child.once('exit', () => fail(new Error(`Chromium ended:\n${log}`)));
  });
  return { child, address };
}

/** @throws with the shell's words where no page appears */
export async function startOverDouble(options: DesktopOptions): Promise<Desktop> {
  const browserProcess = await startChromium(join(options.scratch, 'chromium'));
  const browser = await chromium.connectOverCDP(browserProcess.address);
  const context = browser.contexts()[0]!;
  const pageAppears = context.waitForEvent('page', {
    predicate: (page) => appears(page),
    timeout: 30_000,
  });
  pageAppears.catch(() => undefined);
  const main = startMain(options, browserProcess.address);
  const page = await Promise.race([
    pageAppears,
    main.ended.then((code) => {
      throw new Error(`the shell ended with ${code}:\n${main.log()}`);
    }),
  ]);

  const order = (name: string, value?: number | string): Promise<void> =>
    new Promise((done, fail) => {
      main.child.send({ order: name, value }, (error) => (error ? fail(error) : done()));
    });
  return {
    page,
    origin: 'http://bundle.app.localhost',
    deeds: (what) => Promise.resolve(main.deeds.filter(([name]) => name === what)),
    press: (button) => order('press', button),
    choose: (folder) => order('choose', folder),
    closeWindow: () => order('close-window'),
    async startAgain(dataDirectory = options.dataDirectory) {
      const second = startMain({ ...options, dataDirectory }, browserProcess.address);
      const code = await second.ended;
      return { code, said: second.said() };
    },
    ended: main.ended,
    log: () => main.log(),
    async stop() {
      main.child.stdin.end();
      const force = setTimeout(() => main.child.kill('SIGKILL'), 10_000);
      await main.ended;
      clearTimeout(force);
      await browser.close();
      browserProcess.child.kill();
      if (browserProcess.child.exitCode === null) await once(browserProcess.child, 'exit');
    },
  };
}

/** True once the page is on its way to the client's address. */
async function appears(page: Page): Promise<boolean> {
  await page.waitForURL('http://bundle.app.localhost/**', { waitUntil: 'commit' });
  return true;
}
