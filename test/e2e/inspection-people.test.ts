/** 抽查 beside the result form: another inspector takes over, a published result is corrected, the 名录 is kept. */
import type { Page } from '@playwright/test';
import { printedFile } from './exported.ts';
import { expect, openModule, reopen, signIn, signOut, test } from './fixtures.ts';
import { drawTasks, paperResult, publicationsOf, subjectAt, type Task } from './inspections.ts';
import { accepted, caughtUp, deliverAll, ourDepartment, search } from './steps.ts';

/** Chooses from a list that opens below its field. */
async function choose(page: Page, label: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

test('another inspector takes over with a reason; who is in the group already, or left the 名录 meanwhile, is refused in words', async ({
  client,
  platform,
  shell,
}) => {
  const tasks = await drawTasks(platform, 3);
  const planId = tasks[0]?.id.slice(0, 6);
  const ofPlan = tasks.filter(({ id }) => id.startsWith(`${planId}-`));
  const nameOf = (account: string) => platform.account(account).name;
  const groups = () =>
    Promise.all(ofPlan.map(async ({ id }) => (await subjectAt(platform, id)).inspectors.map(({ account }) => account)));
  await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  await openModule(client, '抽查人员调整');
  const planName = ofPlan[0]?.planName ?? '';
  const adjust = async (from: string, to: string, reason: string): Promise<void> => {
    await client.getByRole('button', { name: `调整 ${nameOf(from)} ${planName}`, exact: true }).click();
    const dialog = client.getByRole('dialog', { name: '人员调整' });
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog.getByText('请选择调整后人员')).toBeVisible();
    await expect(dialog.getByText('请填写调整理由')).toBeVisible();
    await dialog.getByRole('combobox', { name: '调整后人员' }).fill(nameOf(to));
    await client.getByRole('option', { name: new RegExp(`^${nameOf(to)}`) }).click();
    await dialog.getByLabel('调整理由').fill(reason);
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog).toBeHidden();
  };
  const outcome = client.getByRole('status', { name: '操作结果' });

  // Both are in the group of every subject.
  await adjust('scjg04', 'scjg01', '出差');
  await expect(outcome).toContainText('没有调整任何一条，数据没有改动。');
  await expect(outcome).toContainText('调整后人员已在该主体的检查组里');

  await adjust('scjg04', 'scjg02', '参加培训，十日内不能检查');
  // The plan has further subjects of theirs, one of them with both in its group.
  await expect(outcome).toContainText(/已调整 \d+ 条/);
  await expect(client.getByRole('button', { name: `调整 ${nameOf('scjg02')} ${planName}`, exact: true })).toBeVisible();
  await deliverAll(client);
  expect(await groups()).toEqual(ofPlan.map(() => ['scjg02', 'scjg01']));
  const delivered = await accepted(platform, 'inspectionSubjects.reassign');
  for (const { id } of ofPlan) expect(delivered.filter(({ recordId }) => recordId === id)).toHaveLength(1);
  expect(delivered[0]?.payload).toMatchObject({ reason: '参加培训，十日内不能检查' });

  // Out of range somebody is chosen whom the platform takes out of the 名录 at that time.
  await platform.stop();
  await adjust('scjg02', 'scjg04', '改由原检查人员检查');
  await expect(outcome).toContainText(/已调整 \d+ 条/);
  await shell.stop();
  await platform.start();
  await platform.control('colleagueOperation', {
    account: 'scjg01',
    operation: { kind: 'inspectors.revoke', recordId: 'ZF-scjg04', payload: { reason: '调离' } },
  });
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform, 'scjg01');
  await openModule(client, '报送与冲突');
  await expect(client.getByText(`${nameOf('scjg04')}不在执法检查人员名录库中`).first()).toBeVisible();
  expect(await groups()).toEqual(ofPlan.map(() => ['scjg02', 'scjg01']));
  await expect(client.getByText('全部已同步')).toHaveCount(0);
});

test('a published result stays as it is; a 更正 stands beside it with its three working days until the platform settles it', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const at = new Date().toISOString();
  const result = {
    ...paperResult('书面材料已核对'),
    person: platform.account('scjg04').name,
    account: 'scjg04',
    department: ourDepartment,
    at,
  };
  await platform.control('changeSubject', { id: task.id, overrides: { stage: 'published', result, publishedAt: at } });
  const publications = await publicationsOf(platform, [task]);
  await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  await openModule(client, '抽查主体查询');
  await search(client, task.name);
  const row = client.locator(`tr[data-id="${task.id}"]`);
  await row.getByRole('button', { name: task.name, exact: true }).click();
  const drawer = client.getByRole('region', { name: '抽查主体详情' });
  await expect(drawer.getByRole('button', { name: /^(录入|更换结果|修改|复核)$/ })).toHaveCount(0);
  await drawer.getByRole('button', { name: '更正', exact: true }).click();
  const form = drawer.getByRole('form', { name: '更正' });
  await form.getByRole('button', { name: '提交' }).click();
  await expect(form.getByText('请填写更正理由')).toBeVisible();
  await form.getByLabel(/^更正理由/).fill('从业人数录错');
  await form.getByLabel(/^发现日期/).fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await form.getByLabel(/^原内容/).fill('现场从业人数 9 人');
  await form.getByLabel(/^更正为/).fill('现场从业人数 8 人');
  await client.keyboard.press('Control+Enter');
  await expect(client.getByText(/更正(已保存在本机|：平台已受理)/)).toBeVisible();
  await expect(drawer.getByRole('region', { name: '期限' })).toContainText(/^更正报请.*完成$/);
  const correction = drawer.getByRole('region', { name: '更正' });
  await expect(correction).toContainText('原内容：现场从业人数 9 人');
  await expect(correction).toContainText('平台办理中');
  await correction.getByRole('button', { name: '打印更正申请' }).click();
  expect(await printedFile(client)).toMatch(/\.pdf$/);
  await expect(drawer.getByRole('region', { name: '检查信息' })).toContainText('书面材料已核对');
  await expect(drawer.getByRole('button', { name: '更正', exact: true }), 'one at a time').toHaveCount(0);
  await deliverAll(client);

  const open = await subjectAt(platform, task.id);
  expect(open).toMatchObject({
    stage: 'published',
    result: { handling: '书面材料已核对' },
    corrections: [{ reason: '从业人数录错', wanted: '现场从业人数 8 人', settledAt: null }],
  });
  expect(await publicationsOf(platform, [task]), 'nothing is made public anew').toEqual(publications);
  await platform.control('settleCorrections', { id: task.id });
  await deliverAll(client);
  await expect(correction).toContainText('办结');
  await expect(drawer.getByRole('region', { name: '期限' })).toContainText(/\d 完成$/);
  await expect(drawer.getByRole('button', { name: '更正', exact: true })).toBeVisible();
});

test('somebody joins the 名录, is changed, revoked and restored by who keeps it; the next on the PC, who does not, only reads', async ({
  client,
  platform,
}) => {
  await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  await openModule(client, '执法人员库管理');
  const stateIs = async (option: RegExp): Promise<void> => {
    await choose(client, '名录状态', option);
    await client.getByRole('button', { name: '查询', exact: true }).click();
  };
  const rowOf = (name: string) => client.locator('tr[data-id]').filter({ hasText: name });

  await stateIs(/^执法证 60 天内到期或已到期$/);
  await expect(rowOf(platform.account('scjg02').name)).toContainText('已到期');
  await expect(client.locator('tr[data-id]')).toHaveCount(1);
  await stateIs(/^名录内$/);

  await client.getByRole('button', { name: '新增', exact: true }).click();
  const adding = client.getByRole('region', { name: '新增执法检查人员' });
  await adding.getByRole('button', { name: '保存' }).click();
  await expect(adding.getByText('请', { exact: false }).first()).toBeVisible();
  await adding.getByLabel('人员姓名').fill('聂云舟');
  await client.getByRole('option', { name: /^聂云舟（scjg14）/ }).click();
  await adding.getByRole('checkbox', { name: '行政执法' }).check();
  await adding.getByRole('checkbox', { name: '市场监管' }).check();
  await adding.getByLabel('执法证号').fill('湘澧执0990');
  await adding.getByRole('button', { name: '保存' }).click();
  await expect(adding).toBeHidden();
  await expect(rowOf('聂云舟')).toContainText('湘澧执0990');

  await rowOf('聂云舟').getByRole('button', { name: '聂云舟' }).click();
  const detail = client.getByRole('region', { name: '执法检查人员详情' });
  await detail.getByRole('button', { name: '修改', exact: true }).click();
  await detail.getByLabel('电话').fill('19900001234');
  await detail.getByRole('button', { name: '保存' }).click();
  await expect(detail.getByText('19900001234')).toBeVisible();

  await detail.getByRole('button', { name: '撤销', exact: true }).click();
  await detail.locator('form').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(detail.getByText('请填写撤销理由')).toBeVisible();
  await detail.getByLabel(/^撤销理由/).fill('借调到外单位');
  await detail.locator('form').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(client.getByText(/撤销聂云舟(已保存在本机|：平台已受理)/)).toBeVisible();
  await expect(rowOf('聂云舟')).toHaveCount(0);

  // Beside the open drawer the line has room for the first condition alone.
  await detail.getByRole('button', { name: '关闭', exact: true }).click();
  await stateIs(/^已撤销$/);
  await rowOf('聂云舟').getByRole('button', { name: '聂云舟' }).click();
  await detail.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(client.getByText(/恢复聂云舟(已保存在本机|：平台已受理)/)).toBeVisible();
  await deliverAll(client);

  const [added] = await accepted(platform, 'inspectors.add');
  const record = await platform.control('record', { collection: 'inspectors', id: added?.recordId });
  expect(record).toMatchObject({
    data: { account: 'scjg14', phone: '19900001234', certificateNumber: '湘澧执0990', revoked: false },
  });
  for (const kind of ['inspectors.edit', 'inspectors.revoke', 'inspectors.restore'])
    expect(await accepted(platform, kind, added?.recordId), kind).toHaveLength(1);

  // The next one on this PC does not keep the 名录: the workbench, no way to 管理, and a list that one only reads.
  await signOut(client);
  await signIn(client, platform, 'scjg02');
  await expect(client.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible();
  const modules = client.getByRole('navigation', { name: '模块' });
  for (const name of ['执法人员库管理', '主体名单确认', '抽查人员调整', '复核'])
    await expect(modules.getByRole('link', { name })).toHaveCount(0);
  await openModule(client, '执法人员库查询');
  await rowOf('聂云舟').getByRole('button', { name: '聂云舟' }).click();
  await expect(detail.getByText('19900001234')).toBeVisible();
  for (const name of ['新增', '导入', '修改', '撤销', '恢复'])
    await expect(client.getByRole('button', { name, exact: true })).toHaveCount(0);
});
