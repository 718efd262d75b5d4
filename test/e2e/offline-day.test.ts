/**
 * The promise of the README: what a clerk did with the cable unplugged is delivered once the platform is back: all of it,
 * once, and through a killed process.
 */
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { caughtUp } from './steps.ts';

/** Ticks the first rows of the page that offer the action, and does it by the selection bar. */
async function receiveFirst(page: Page, count: number): Promise<void> {
  const rows = page.getByRole('row').filter({ has: page.getByRole('button', { name: /^接收/ }) });
  await expect(rows.nth(count - 1)).toBeVisible();
  for (let index = 0; index < count; index += 1) await rows.nth(index).getByRole('checkbox').check();
  await page.getByRole('button', { name: '批量接收' }).click();
  await expect(page.getByRole('status', { name: '操作结果' })).toContainText(`${count}`);
}

/** The first notices on 告知反馈 that still wait for an answer. */
async function waiting(page: Page, count: number): Promise<string[]> {
  const rows = page.locator('tr[data-id]').filter({ has: page.getByRole('button', { name: /^反馈/ }) });
  await expect(rows.nth(count - 1)).toBeVisible();
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-id') ?? ''));
  return ids.slice(0, count);
}

/** Answers that notice of 告知反馈, as issued by another level, and closes its drawer. */
async function answer(page: Page, id: string, organ: string): Promise<void> {
  const row = page.locator(`tr[data-id="${id}"]`);
  await row.getByRole('button', { name: /^反馈/ }).click();
  const form = page.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '非本级发证' }).check();
  await form.getByRole('textbox', { name: /^发证机关/ }).fill(organ);
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: '关闭', exact: true }).click();
}

test.use({ scale: 'county' });

test('ten receipts and five feedbacks, done offline and through a kill, reach the platform exactly once', async ({
  client,
  platform,
  shell,
}) => {
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知接收');
  await expect(client.getByRole('row').nth(20)).toBeVisible();

  await platform.stop();
  await receiveFirst(client, 10);
  await openModule(client, '告知反馈');
  for (const [index, id] of (await waiting(client, 5)).entries())
    await answer(client, id, `湘澧市行政审批局第${index + 1}窗口`);

  await client.getByRole('button', { name: /导出 Excel/ }).click();
  await expect(client.getByRole('button', { name: '打开文件' })).toBeVisible();

  await shell.kill();
  await platform.start();
  expect(await platform.operations(), 'nothing left while the cable was out').toHaveLength(0);
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform);

  await expect.poll(async () => (await platform.operations()).length).toBe(15);
  await caughtUp(client);
  const operations = await platform.operations();
  const accepted = operations.filter((one) => one.outcome === 'accepted');
  expect(accepted.filter((one) => one.kind === 'notices.receive')).toHaveLength(10);
  expect(accepted.filter((one) => one.kind === 'notices.feedback')).toHaveLength(5);
  expect(new Set(operations.map((one) => one.id)).size).toBe(15);
});
