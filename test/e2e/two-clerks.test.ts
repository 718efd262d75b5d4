/** Two people on two laptops: the normal case of a conflict. */
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import {
  accepted,
  caughtUp,
  deliverAll,
  drawer,
  fillIn,
  noticeAt,
  openRecord,
  ourDepartment,
  pushReceived,
} from './steps.ts';

/** Amends the one feedback of the open record. */
async function amend(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  await openRecord(page, '告知反馈', name);
  await drawer(page).getByRole('article', { name: '第 1 份反馈' }).getByRole('button', { name: '修改' }).click();
  const form = page.getByRole('form', { name: '修改反馈' });
  await fillIn(form, fields);
  await form.getByRole('button', { name: '提交修改' }).click();
  await expect(form).toBeHidden();
}

test('two clerks amend the same feedback offline: the second compares field by field, decides with a reason, and it is delivered once', async ({
  client,
  platform,
  colleague,
}) => {
  const name = '澧安县双桨船艇租赁部';
  const id = await pushReceived(platform, name, {
    stage: 'answered',
    feedbacks: [
      {
        id: crypto.randomUUID(),
        result: 'otherLevel',
        feedbackOn: '2026-01-05',
        certificateNumber: '',
        certificateName: '',
        issuingOrgan: '湘澧市行政审批服务局',
        issuedOn: null,
        validFrom: null,
        validTo: null,
        longTerm: false,
        permitContent: '',
        remark: '原来的备注',
        departmentCode: ourDepartment.code,
        departmentName: ourDepartment.name,
        person: '宿怀谷',
        at: new Date().toISOString(),
      },
    ],
  });
  const { page: second, shell: secondShell } = colleague;
  await signIn(client, platform, 'scjg01');
  await signIn(second, platform, 'scjg02');
  for (const page of [client, second]) await caughtUp(page);
  await platform.stop();
  await amend(client, name, { 备注: '第一位写的备注', 证件编号: '湘澧0001' });
  await amend(second, name, { 备注: '第二位写的备注', 发证机关: '湘澧市文化和旅游局' });
  // The second laptop is packed away; the first is back in the office and delivers.
  await secondShell.stop();
  await platform.start();
  await deliverAll(client);
  await secondShell.start();
  await reopen(second, secondShell);
  await signIn(second, platform, 'scjg02');

  await expect(second.getByRole('link', { name: '报送与冲突 1 条请您处理' })).toBeVisible();
  await expect(second.getByText('全部已同步')).toHaveCount(0);
  await openModule(second, '报送与冲突');
  await second.getByRole('button', { name: '比较并选择' }).click();
  await expect(second.getByRole('heading', { name: '处理冲突' })).toBeVisible();
  const line = (label: string) => second.getByRole('main').getByRole('row').filter({ hasText: label });
  await expect(line('备注')).toContainText('原来的备注');
  await expect(line('备注')).toContainText('第二位写的备注');
  await expect(line('备注')).toContainText('第一位写的备注');
  await expect(line('发证机关').getByRole('radio', { name: '本机' }), 'only touched here').toBeChecked();
  await expect(line('证件编号')).toContainText('平台（本机没有改）');
  const decide = second.getByRole('button', { name: '确定' });
  await expect(second.getByText('还有 1 项没有选择')).toBeVisible();
  await line('备注').getByText('本机', { exact: true }).click();
  await expect(decide, 'a reason is required').toBeDisabled();
  await second.getByLabel(/^理由/).fill('以现场核实的为准');
  await decide.click();
  await expect(second.getByText('已决定，按您的选择重新报送。')).toBeVisible();
  await deliverAll(second);

  expect((await noticeAt(platform, id)).feedbacks).toMatchObject([
    { remark: '第二位写的备注', issuingOrgan: '湘澧市文化和旅游局', certificateNumber: '湘澧0001' },
  ]);
  const done = await accepted(platform, 'notices.amendFeedback', id);
  expect(done.map((one) => one.account)).toEqual(['scjg01', 'scjg02']);
  // What both saw stays readable: the operation that met the conflict is kept as replaced.
  await openModule(second, '报送与冲突');
  await second.getByRole('link', { name: /^已撤回、已改报 1/ }).click();
  await expect(second.getByRole('row').filter({ hasText: name })).toContainText('已改报');
});
