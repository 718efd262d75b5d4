import { join } from 'node:path';
import { expect, signIn, test } from './fixtures.ts';
import { startShell } from './shell.ts';

test('the address alone, without this launch’s token, shows no data', async ({ page, shell }) => {
  await page.goto(new URL('/', shell.url).href);
  await expect(page.getByLabel('账号', { exact: true })).toHaveCount(0);
  const refused = await page.evaluate(async () => (await fetch('/rpc/session/status', { method: 'POST' })).status);
  expect(refused).toBe(401);
});

test('the token does not stay in the address, and a reload keeps the page signed in', async ({ client, platform }) => {
  await signIn(client, platform);
  expect(client.url()).not.toContain('token');
  await client.reload();
  await expect(client.getByRole('navigation', { name: '模块' })).toBeVisible();
});

test('the page runs no inline script, no eval, and reaches nothing but its own shell', async ({ page, shell }) => {
  await page.goto(shell.url);
  await expect(page.getByLabel('账号', { exact: true })).toBeVisible();
  const outcome = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    // Later, from the page's own loop: what a debugger evaluates, as this function, is exempt from the policy.
    const evaluated = await new Promise<string>((done) => {
      setTimeout(() => {
        try {
          done(String(eval('"ran"')));
        } catch {
          done('refused');
        }
      }, 50);
    });
    await fetch('http://127.0.0.1:4321/').catch(() => undefined);
    // Reports come after what they report.
    while (violated.length < 3) await new Promise((done) => setTimeout(done, 20));
    return { inline: 'inlineRan' in window, evaluated, violated };
  });
  expect(outcome).toMatchObject({ inline: false, evaluated: 'refused' });
  expect(outcome.violated).toEqual(['script-src-elem', 'script-src', 'connect-src']);
});

test('a shell that nobody looks at any more ends by itself, and not before its page is closed', async ({
  page,
  platform,
  folder,
}) => {
  const shell = await startShell({
    dataDirectory: join(folder, 'client'),
    platformUrl: platform.url,
    flags: ['--exit-when-idle=1'],
  });
  await page.goto(shell.url);
  await expect(page.getByLabel('账号', { exact: true })).toBeVisible();
  const first = await Promise.race([shell.ended().then(() => 'ended'), page.waitForTimeout(3_000).then(() => 'stays')]);
  expect(first).toBe('stays');
  await page.close();
  await shell.ended();
});
