/** The way back: a damaged database with its backups, and a backup that is opened on another PC. */
import { cp, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test, watchPage } from './fixtures.ts';
import { startShell } from './shell.ts';
import { caughtUp, connectionWords, deliverAll, expectAccepted, openRecord, pushNotice, rowOf } from './steps.ts';

// The first sign-in on a PC, as it is: the recovery code, and everything still to come.
test.use({ pc: 'new' });

/** The folder of the one department that lies in a data directory. */
async function departmentFolder(dataDirectory: string): Promise<string> {
  const all = await readdir(dataDirectory, { recursive: true });
  const keyring = all.find((path) => path.endsWith('keyring.json'));
  if (!keyring) throw new Error('no department in the data directory');
  return join(dataDirectory, keyring, '..');
}

async function makeBackup(page: Page): Promise<void> {
  await openModule(page, '设置');
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText('已备份，并已打开核对过。')).toBeVisible();
}

test('a damaged database ends in words and the backups; after restoring, the work done since is back too', async ({
  client,
  platform,
  shell,
}) => {
  const first = await pushNotice(platform, '澧安县归舟旅社');
  const second = await pushNotice(platform, '澧安县归舟书店');
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县归舟书店')).toBeVisible();
  await platform.stop();
  await rowOf(client, '澧安县归舟旅社').getByRole('button', { name: /^接收/ }).click();
  await expect(rowOf(client, '澧安县归舟旅社')).toHaveCount(0);
  await makeBackup(client);
  await openModule(client, '告知接收');
  await rowOf(client, '澧安县归舟书店').getByRole('button', { name: /^接收/ }).click();
  await expect(rowOf(client, '澧安县归舟书店')).toHaveCount(0);
  await shell.stop();

  // The first page stays: a file whose very beginning is broken cannot be told from one under another key.
  const file = await open(join(await departmentFolder(shell.dataDirectory), 'client.db'), 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096);
  await file.close();
  await shell.start();
  await reopen(client, shell);
  await client.getByLabel('账号', { exact: true }).fill('scjg01');
  await client.getByLabel('密码', { exact: true }).fill(platform.account('scjg01').password);
  await client.getByRole('button', { name: '登录', exact: true }).click();
  const panel = client.getByRole('region', { name: /本机数据打不开/ });
  await expect(panel).toContainText('本机数据库损坏');
  await expect(panel).toContainText('原文件已保留');
  await expect(panel).toContainText(/工作日志里还有 \d+ 项本机操作/);
  await expect(panel.getByRole('radio', { name: /手动备份/ })).toBeChecked();
  await panel.getByRole('button', { name: '恢复', exact: true }).click();
  await client.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click();
  await expect(client.getByText('已恢复。请登录后核对最近的操作。')).toBeVisible();

  await signIn(client, platform);
  await expect(connectionWords(client)).toContainText('2 条待报送');
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县归舟旅社')).toHaveCount(0);
  await expect(rowOf(client, '澧安县归舟书店')).toHaveCount(0);
  await platform.start();
  await deliverAll(client);
  await expectAccepted(platform, 'notices.receive', first);
  await expectAccepted(platform, 'notices.receive', second);
});

test('a backup is opened on another PC with the recovery code, and its unsent work is delivered once', async ({
  client,
  platform,
  shell,
  folder,
  browser,
}) => {
  const delivered = await pushNotice(platform, '澧安县迁居甲店');
  const waiting = await pushNotice(platform, '澧安县迁居乙店');
  const code = await signIn(client, platform);
  if (!code) throw new Error('no recovery code was shown at the first sign-in');
  const detail = await openRecord(client, '告知接收', '澧安县迁居甲店');
  await detail.getByRole('button', { name: '接收', exact: true }).click();
  await expect(detail).toContainText('已接收未反馈');
  await expectAccepted(platform, 'notices.receive', delivered);
  await deliverAll(client);
  await platform.stop();
  await openRecord(client, '告知接收', '澧安县迁居乙店');
  await detail.getByRole('button', { name: '接收', exact: true }).click();
  await expect(detail).toContainText('已接收未反馈');
  await makeBackup(client);
  await shell.stop();
  const stick = join(folder, 'stick');
  await cp(join(await departmentFolder(shell.dataDirectory), 'backups'), stick, { recursive: true });
  await platform.start();

  const other = await startShell({ dataDirectory: join(folder, 'other-pc'), platformUrl: platform.url });
  const page = await browser.newPage();
  const wrong = watchPage(page);
  try {
    await page.goto(other.url);
    await page.getByRole('button', { name: '从备份恢复' }).click();
    await page.getByLabel('备份所在目录').fill(stick);
    await page.getByRole('button', { name: '查找' }).click();
    await expect(page.getByRole('radio', { name: /市场监督管理局.*手动备份.*待报送 1 条/ })).toBeChecked();
    await page.getByLabel('科室恢复码').fill('AAAA-BBBB-CCCC-DDDD');
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: '恢复码不对' })).toBeVisible();
    // The question of the first try fades out beside the answer.
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByLabel('科室恢复码').fill(code.toLowerCase());
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click();
    await expect(page.getByText(/已恢复.*市场监督管理局的数据/)).toBeVisible();
    expect(await signIn(page, platform), 'the recovery code stays the same').toBeNull();
    await caughtUp(page);
    await openModule(page, '告知反馈');
    await expect(rowOf(page, '澧安县迁居乙店')).toBeVisible();
    for (const id of [delivered, waiting]) await expectAccepted(platform, 'notices.receive', id);
    expect((await platform.operations()).filter((one) => one.outcome === 'accepted')).toHaveLength(2);
    expect(wrong).toEqual([]);
    await expect(page.getByText('程序出错了')).toHaveCount(0);
  } finally {
    await page.close();
    await other.stop();
  }
});
