/** Two clerks answer one notice, each on a laptop of their own: one feedback in the end, by somebody's decision. */
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { caughtUp, deliverAll, fillIn, noticeAt, openTab, pushReceived, rowOf } from './steps.ts';

async function report(page: Page, name: string, fields: Record<string, string>, result = '非本级发证'): Promise<void> {
  await openModule(page, '告知反馈');
  await rowOf(page, name).getByRole('button', { name: /^反馈/ }).click();
  const form = page.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: result }).check();
  await fillIn(form, fields);
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
}

test('two clerks report the same certificate offline: compared field by field, and the one on the platform is amended', async ({
  client,
  platform,
  colleague,
}) => {
  const name = '澧安县同证客栈';
  const id = await pushReceived(platform, name);
  const { page: second, shell: secondShell } = colleague;
  await signIn(client, platform, 'scjg01');
  await signIn(second, platform, 'scjg02');
  for (const page of [client, second]) await caughtUp(page);
  await platform.stop();
  await report(client, name, { 发证机关: '湘澧市行政审批服务局', 证件编号: '湘澧0007', 备注: '第一位写的' });
  await report(second, name, { 发证机关: '湘澧市行政审批服务局', 证件编号: '湘澧0007', 备注: '第二位写的' });
  await secondShell.stop();
  await platform.start();
  await deliverAll(client);
  await secondShell.start();
  await reopen(second, secondShell);
  await signIn(second, platform, 'scjg02');
  await expect(second.getByRole('link', { name: '报送与冲突 1 条请您处理' })).toBeVisible();
  await openModule(second, '报送与冲突');
  await second.getByRole('button', { name: '比较并选择' }).click();
  const line = (label: string) => second.getByRole('main').getByRole('row').filter({ hasText: label });
  await expect(line('备注')).toContainText('第二位写的');
  await expect(line('备注')).toContainText('第一位写的');
  await line('备注').getByText('本机', { exact: true }).click();
  await second.getByLabel(/^理由/).fill('同一份证件');
  await second.getByRole('button', { name: '确定' }).click();
  await deliverAll(second);
  expect((await noticeAt(platform, id)).feedbacks).toMatchObject([
    { certificateNumber: '湘澧0007', remark: '第二位写的' },
  ]);
});

test('two clerks answer otherwise offline: one choice between two cards, who said what and when, and one answer stands', async ({
  client,
  platform,
  colleague,
}) => {
  const name = '澧安县两答茶馆';
  const id = await pushReceived(platform, name);
  const { page: second, shell: secondShell } = colleague;
  await signIn(client, platform, 'scjg01');
  await signIn(second, platform, 'scjg02');
  for (const page of [client, second]) await caughtUp(page);
  await platform.stop();
  await report(client, name, { 发证机关: '湘澧市行政审批服务局', 证件编号: '湘澧0009' });
  await report(second, name, { 备注: '场所面积不足' }, '不予发证');
  // It has left what waits; the lamp says that nothing of it is on the platform yet, and shows no green for it.
  await openTab(second, '已反馈');
  const lamp = rowOf(second, name).locator('.lamp .lamp');
  await expect(lamp).toContainText('已反馈');
  await expect(lamp).toContainText('待报送');
  await expect(lamp).toHaveClass(/unsent/);
  await secondShell.stop();
  await platform.start();
  await deliverAll(client);
  await secondShell.start();
  await reopen(second, secondShell);
  await signIn(second, platform, 'scjg02');
  await expect(second.getByRole('link', { name: '报送与冲突 1 条请您处理' })).toBeVisible();
  await openModule(second, '报送与冲突');
  await second.getByRole('button', { name: '比较并选择' }).click();
  const choice = second.getByRole('region', { name: '反馈' });
  await expect(choice).toContainText(/本机.*简文澜.*反馈.*不予发证/s);
  await expect(choice).toContainText(/平台.*易知远.*反馈.*非本级发证/s);
  await expect(choice.getByRole('radio', { name: '两份都保留' })).toBeDisabled();
  await expect(second.getByText('还有 1 项没有选择')).toBeVisible();
  await choice.getByText('采用平台', { exact: true }).click();
  await second.getByLabel(/^理由/).fill('已和易知远核实');
  await second.getByRole('button', { name: '确定' }).click();
  await expect(second.getByText('已决定，采用平台的内容。')).toBeVisible();
  expect((await noticeAt(platform, id)).feedbacks).toMatchObject([{ result: 'otherLevel', person: '易知远' }]);
});
