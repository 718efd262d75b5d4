/**
 * The built main process and preload with a real Chromium page, over a stand-in for Electron: that the parts fit together.
 * It is no proof of how they behave in Electron; fixtures.ts tells how to run the same tests there.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { departmentOf } from '#platform/county.ts';
import { openModule, signIn } from '../e2e/fixtures.ts';
import { expect, inElectron, test } from './fixtures.ts';

/** Listens, as any script of the page could, to the ports that the preload hands over; asks for one more. */
const askForPort = (page: Page) =>
  page.evaluate(async () => {
    const handed = await new Promise<{ own: boolean; ports: number; data: unknown }>((done) => {
      window.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
        if (event.data.type !== 'core-port') return;
        (window as unknown as { stolen: MessagePort }).stolen = event.ports[0]!;
        done({ own: event.source === window, ports: event.ports.length, data: event.data });
      });
      window.postMessage({ type: 'core-port-wanted' }, location.origin);
    });
    return handed;
  });

test('a clerk signs in and sees the notices; a notice pushed by the platform appears without a reload', async ({
  desktop,
  platform,
}) => {
  const { page } = desktop;
  await signIn(page, platform);
  await openModule(page, '告知接收');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const name = '长沙凌波再生资源有限公司';
  await platform.control('pushNotice', {
    enterpriseName: name,
    reviewDepartment: departmentOf('scjg'),
    stage: 'pending',
  });
  await page.keyboard.press('F5');
  await expect(page.getByText(name).first()).toBeVisible();
  expect(desktop.log()).not.toContain('message-refused');
});

test('the page has what a page has: no Node, no Electron, nothing that the preload put there', async ({ desktop }) => {
  const { page } = desktop;
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  const found = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    // What a bare page has; Playwright's and Vue's own marks begin with an underscore.
    const bare = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    const more = Object.getOwnPropertyNames(window).filter((name) => !bare.has(name) && !/^(_|\d)/.test(name));
    frame.remove();
    const node = ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'];
    return { more, node: node.filter((name) => name in window) };
  });
  expect(found).toEqual({ more: [], node: [] });
});

test('no script from a text, none that is written into the page, and no request to elsewhere', async ({ desktop }) => {
  const { page, pageErrors } = desktop;
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  const tried = await page.evaluate(async () => {
    // From a timer: what the debugger itself evaluates is exempt from the policy.
    const evaluated = await new Promise((done) => {
      setTimeout(() => {
        try {
          const make = Function as unknown as (body: string) => () => unknown;
          done(make('return "ran"')());
        } catch (error) {
          done(error instanceof Error ? error.name : 'refused');
        }
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const fetched = await fetch('https://example.invalid/').then(
      () => 'reached',
      () => 'refused',
    );
    return { evaluated, injected: 'injected' in window, fetched };
  });
  expect(tried).toEqual({ evaluated: 'EvalError', injected: false, fetched: 'refused' });
  for (const directive of ["script-src 'self'", "connect-src 'self'"]) {
    await expect.poll(() => pageErrors.join('\n')).toContain(directive);
  }
  pageErrors.length = 0;
});

test('app:// gives no file outside the pages and answers nothing but GET', async ({ desktop }) => {
  const statuses = await desktop.page.evaluate(async () => {
    const ask = async (path: string, method = 'GET') => (await fetch(path, { method })).status;
    return [
      await ask('/index.html'),
      await ask('/..%2f..%2fpackage.json'),
      await ask('/%2e%2e%2f%2e%2e%2fpackage.json'),
      await ask('/..%5c..%5cpackage.json'),
      await ask('/assets/..%2f..%2f..%2fpackage.json'),
      await ask('/index.html', 'POST'),
    ];
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 405]);
});

test('a new window is refused; only the platform’s own https pages open outside', async ({ desktop, platform }) => {
  const { page } = desktop;
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  for (const address of ['https://attacker.example/', 'file:///etc/passwd', `${platform.url}/help`]) {
    await page.evaluate((url) => void window.open(url), address);
  }
  await page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://attacker.example/link', target: '_blank', textContent: 'x' });
    document.body.append(link);
    link.click();
  });
  await expect.poll(() => desktop.log().match(/window-refused/g)?.length).toBeGreaterThanOrEqual(inElectron ? 3 : 4);
  await expect
    .poll(
      () =>
        page
          .context()
          .pages()
          .filter((other) => other.url().includes('attacker')).length,
    )
    .toBe(0);
  // The demo platform speaks http, so even its own address stays inside.
  expect(await desktop.deeds('openExternal')).toEqual([]);
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
});

test('the page cannot be led away', async ({ desktop }) => {
  const { page } = desktop;
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await page.evaluate(() => void (location.href = 'https://attacker.example/away'));
  await expect.poll(() => desktop.log()).toContain('navigation-refused');
  expect(new URL(page.url()).href.startsWith(desktop.origin)).toBe(true);
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
});

test('a malformed message is refused and told so; the core goes on', async ({ desktop }) => {
  const { page } = desktop;
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  expect(await askForPort(page)).toEqual({ own: true, ports: 1, data: { type: 'core-port' } });
  const answers = await page.evaluate(async () => {
    const { stolen: port } = window as unknown as { stolen: MessagePort };
    const got: string[] = [];
    port.onmessage = ({ data }) => got.push(String(data));
    port.postMessage({ i: '1', p: { u: '/session/status' } });
    port.postMessage('{"i":"2","p":');
    port.postMessage(JSON.stringify({ i: '3', p: { u: '/files/read', b: { json: '/etc/passwd' } } }));
    port.postMessage(JSON.stringify({ i: '4', p: { u: '/session/status' } }));
    while (got.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    return got.map((text) => JSON.parse(text) as { i: string; p: { s?: number; b: { json: unknown } } });
  });
  expect(answers.map(({ i, p }) => [i, p.s ?? 200])).toEqual([
    ['3', 400],
    ['4', 200],
  ]);
  expect(desktop.log().match(/message-refused/g)).toHaveLength(3);
});

test('a page that is loaded again gets a new port; the old one is closed; the person stays signed in', async ({
  desktop,
  platform,
}) => {
  const { page } = desktop;
  await signIn(page, platform);
  await askForPort(page);
  const end = page.evaluate(
    () =>
      new Promise((done) => {
        window.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
          if (event.data.type === 'core-port-closed') done('closed');
        });
      }),
  );
  await askForPort(page);
  // Whoever asks for a second port ends the first: one page, one port.
  expect(await end).toBe('closed');
  await page.reload();
  await expect(page.getByRole('navigation', { name: '模块' })).toBeVisible();
  await openModule(page, '告知接收');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});

test('folders are chosen in the system’s window, before the sign-in and after it', async ({
  desktop,
  platform,
  folder,
}) => {
  const { page } = desktop;
  const windows = () => desktop.deeds('folder-window');
  const properties = ['openDirectory', 'createDirectory', 'dontAddToRecent'];
  await page.getByRole('button', { name: '从备份恢复' }).click();
  await desktop.choose(folder);
  await page.getByRole('button', { name: '浏览：备份所在目录' }).click();
  await expect(page.getByLabel('备份所在目录', { exact: true })).toHaveValue(folder);
  await expect(page.getByText('这个目录里没有能用的备份')).toBeVisible();
  expect(await windows()).toEqual([['folder-window', '备份所在目录', '', properties, folder]]);
  await page.getByRole('button', { name: '返回登录' }).click();

  await signIn(page, platform);
  await openModule(page, '设置');
  const exports = join(folder, '导出');
  await mkdir(exports);
  await desktop.choose(exports);
  await page.getByRole('button', { name: '浏览：导出目录' }).click();
  await expect(page.getByText(/^已保存 \d\d:\d\d$/)).toBeVisible();
  // Whoever looks again and cancels begins where it is, and nothing changes.
  await page.getByRole('button', { name: '浏览：导出目录' }).click();
  await expect.poll(windows).toHaveLength(3);
  expect((await windows()).slice(1)).toEqual([
    ['folder-window', '导出目录', '', properties, exports],
    ['folder-window', '导出目录', exports, properties, null],
  ]);
  await expect(page.getByRole('textbox', { name: '导出目录' })).toHaveValue(exports);
});

test('a second start shows the first one’s window and ends', async ({ desktop, folder }) => {
  await expect(desktop.page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  const { code, said } = await desktop.startAgain();
  expect(code).toBe(0);
  expect(said).toContain('{"event":"already-running"}');
  if (inElectron) return;
  await expect.poll(() => desktop.deeds('focus')).not.toEqual([]);
  // One on a data directory that is none starts nothing. (In Electron its box would wait for a person on Windows.)
  await writeFile(join(folder, 'a-file'), '');
  expect(await desktop.startAgain(join(folder, 'a-file'))).toEqual({ code: 1, said: '' });
});

test('closing asks nothing about unsent work, ends the core in order and exits with 0', async ({
  desktop,
  platform,
}) => {
  const { page } = desktop;
  await signIn(page, platform);
  await openModule(page, '告知接收');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await platform.stop();
  await desktop.closeWindow();
  expect(await desktop.ended).toBe(0);
  expect(desktop.log()).toContain('core-closed');
  expect(desktop.log()).not.toContain('core-exit');
  expect(desktop.log()).not.toContain('core-forced');
  if (!inElectron) expect(await desktop.deeds('dialog')).toEqual([]);
});
