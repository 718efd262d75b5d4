/** 报送与冲突: what waits, what the platform refused and why, what can still be taken back. */
import type { Page } from '@playwright/test';
import { expect, openModule, signIn, test } from './fixtures.ts';
import {
  accepted,
  caughtUp,
  connectionWords,
  deliverAll,
  noticeAt,
  openRecord,
  pushNotice,
  pushReceived,
  rowOf,
} from './steps.ts';

const entryOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('what waits is told as waiting, with the reason and that nobody need do anything', async ({
  client,
  platform,
}) => {
  await pushNotice(platform, '澧安县候鸟旅社');
  await signIn(client, platform);
  await caughtUp(client);
  await platform.stop();
  await openModule(client, '告知接收');
  await rowOf(client, '澧安县候鸟旅社').getByRole('button', { name: /^接收/ }).click();
  await expect(connectionWords(client)).toContainText('1 条待报送');
  await openModule(client, '报送与冲突');
  const entry = entryOf(client, '澧安县候鸟旅社');
  await expect(entry).toContainText(/待报送|结果未知/);
  await expect(entry).toContainText('易知远');
  await expect(client.getByText('1 条未完成，无需处理，会自动报送')).toBeVisible();
  await expect(client.getByText('全部已同步')).toHaveCount(0);

  await platform.start();
  await deliverAll(client);
  await expect(client.getByText('没有未完成的报送')).toBeVisible();
  await client.getByRole('navigation', { name: '按状态查看' }).getByRole('link', { name: '已受理 1' }).click();
  await expect(entry).toContainText('回执');
  // Found among many by a part of its name, and not on a day on which nothing was done.
  const search = client.getByRole('search', { name: '查询条件' });
  await search.getByRole('textbox', { name: '记录或回执' }).fill('候鸟');
  await client.keyboard.press('Enter');
  await expect(entry).toContainText('受理时间');
  await search.getByRole('button', { name: /^更多条件/ }).click();
  await search.getByRole('textbox', { name: '办理日期止' }).fill('20200101');
  await client.keyboard.press('Enter');
  await expect(client.getByText('没有符合条件的操作')).toBeVisible();
  await search.getByRole('button', { name: '重置' }).click();
  await expect(entry).toContainText('受理时间');
});

test('what the platform refuses stays, with its reason, plain words and the next step, until it is put right', async ({
  client,
  platform,
}) => {
  const name = '澧安县纸鸢工艺品店';
  const id = await pushReceived(platform, name);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  await expect(rowOf(client, name)).toBeVisible();
  await platform.stop();
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '不予发证' }).check();
  await form.getByRole('textbox', { name: /^备注/ }).fill('材料不齐。');
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  // To the platform, whose clock is two days behind, the feedback is of the day after tomorrow.
  const twoDays = 2 * 86_400_000;
  await platform.start(new Date(Date.now() - twoDays).toISOString());
  await client.getByRole('button', { name: '立即同步' }).click();
  await openModule(client, '报送与冲突');
  const entry = entryOf(client, name);
  await expect(entry).toContainText('退回待改');
  await expect(entry).toContainText('平台退回了这条记录');
  await expect(entry).toContainText('请您处理');
  await expect(entry).toContainText('反馈日期不能晚于今天');
  await expect(entry).toContainText('请按退回理由修改后重新报送');
  await expect(client.getByText('全部已同步')).toHaveCount(0);
  await expect(client.getByRole('link', { name: '报送与冲突 1 条请您处理' })).toBeVisible();
  expect(await accepted(platform, 'notices.feedback', id)).toHaveLength(0);

  const detail = await openRecord(client, '告知反馈', name);
  await detail.getByRole('article', { name: '第 1 份反馈' }).getByRole('button', { name: '修改' }).click();
  const amending = client.getByRole('form', { name: '修改反馈' });
  const before = new Date(Date.now() - twoDays - 8 * 3_600_000).toISOString().slice(0, 10);
  await amending.getByRole('textbox', { name: /^反馈日期/ }).fill(before);
  await client.keyboard.press('Control+Enter');
  await expect(amending).toBeHidden();
  await deliverAll(client);
  expect((await noticeAt(platform, id)).feedbacks).toMatchObject([{ remark: '材料不齐。', feedbackOn: before }]);
});

test('a step that has not left yet is taken back, and the record is as before', async ({ client, platform }) => {
  const name = '澧安县折柳理发店';
  const id = await pushNotice(platform, name);
  await signIn(client, platform);
  await caughtUp(client);
  await platform.stop();
  const detail = await openRecord(client, '告知接收', name);
  await detail.getByRole('button', { name: '接收', exact: true }).click();
  await expect(detail).toContainText('已接收未反馈');
  await openModule(client, '报送与冲突');
  await entryOf(client, name).getByRole('button', { name: '撤回' }).click();
  const question = client.getByRole('dialog', { name: '撤回这次接收？' });
  await expect(question).toContainText('记录恢复到办理之前');
  await question.getByRole('button', { name: '撤回', exact: true }).click();
  await expect(client.getByText('没有未完成的报送')).toBeVisible();
  await openModule(client, '告知接收');
  await expect(rowOf(client, name).getByRole('button', { name: /^接收/ })).toBeVisible();

  await platform.start();
  await deliverAll(client);
  expect((await platform.operations()).filter((one) => one.recordId === id)).toEqual([]);
});

test('an operation leads to its record, also to one that the list beside does not show', async ({
  client,
  platform,
}) => {
  await signIn(client, platform, 'scjg01');
  await expect(connectionWords(client)).toContainText('全部已同步');
  await platform.stop();
  await openModule(client, '主体名单确认');
  await client.getByRole('button', { name: /^主体清单确认/ }).click();
  // Rows of the list of plans say 未确认, too.
  await expect(client.getByRole('button', { name: '确认完毕', exact: true })).toBeVisible();
  const open = client.locator('tr[data-id]').filter({ hasText: '未确认' });
  await expect(open.first()).toBeVisible();
  const subject = await open.first().locator('.name-button').innerText();
  for (const row of await open.all()) await row.getByRole('checkbox').check();
  await client.getByRole('toolbar', { name: '所选记录的操作' }).getByRole('button', { name: '确认检查' }).click();
  await expect(open).toHaveCount(0);
  await client.getByRole('button', { name: '确认完毕', exact: true }).click();
  await client.getByRole('dialog', { name: '确认完毕？' }).getByRole('button', { name: '确认完毕' }).click();
  await openModule(client, '执法人员库管理');
  const person = platform.account('scjg02').name;
  await client.locator('tr[data-id]').getByRole('button', { name: person, exact: true }).click();
  const someone = client.getByRole('region', { name: '执法检查人员详情' });
  await someone.getByRole('button', { name: '撤销', exact: true }).click();
  await someone.getByLabel(/^撤销理由/).fill('调离');
  await someone.locator('form').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(someone.getByText('已撤销', { exact: true })).toBeVisible();
  await expect(client.locator('tr[data-id]').filter({ hasText: person })).toHaveCount(0);

  const follow = async (operation: string, name?: string): Promise<void> => {
    await openModule(client, '报送与冲突');
    const entry = entryOf(client, name ?? operation).filter({ hasText: operation });
    await entry.getByRole('link').click();
  };
  await follow('撤销执法人员', person);
  await expect(someone.getByRole('heading', { level: 2 })).toHaveText(person);
  await expect(someone.getByRole('button', { name: '恢复', exact: true })).toBeVisible();
  await follow('确认完毕');
  await expect(client.getByRole('region', { name: '抽查方案详情' })).toContainText('本部门进度');
  await follow('主体名单确认', subject);
  await expect(client.getByRole('region', { name: '抽查主体详情' }).getByRole('heading', { level: 2 })).toContainText(
    subject,
  );
});
