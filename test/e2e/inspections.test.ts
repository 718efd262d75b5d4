/** 双随机抽查 around the result form: the list to confirm, what is ready before going out, codes, files on their way. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, openModule, signIn, signOut, test } from './fixtures.ts';
import {
  answerChecklist,
  drawTasks,
  enterResult,
  missingFiles,
  openTask,
  subjectAt,
  type Task,
} from './inspections.ts';
import { accepted, atRest, caughtUp, deliverAll, ourDepartment, rowOf, search } from './steps.ts';

const plan = 'FA0002';

test('from 名单确认 to 公示 by clicking: confirmed, taken back, finished for good; selected by the platform, inspected, reviewed', async ({
  client,
  platform,
}) => {
  await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  await openModule(client, '主体名单确认');
  await client.getByRole('button', { name: /^主体清单确认/ }).click();
  const finish = client.getByRole('button', { name: '确认完毕', exact: true });
  await expect(finish, 'some are not confirmed yet').toBeDisabled();

  const open = client.locator('tr[data-id]').filter({ hasText: '未确认' });
  await expect(open).toHaveCount(3);
  const name = await open.first().locator('.name-button').innerText();
  await rowOf(client, name)
    .getByRole('button', { name: `确认不检查 ${name}` })
    .click();
  await expect(rowOf(client, name).getByText('确认不检查', { exact: true })).toBeVisible();
  await rowOf(client, name)
    .getByRole('button', { name: `撤销确认 ${name}` })
    .click();
  await expect(open).toHaveCount(3);

  for (const row of await open.all()) await row.getByRole('checkbox').check();
  await client.getByRole('toolbar', { name: '所选记录的操作' }).getByRole('button', { name: '确认检查' }).click();
  await expect(client.getByRole('status', { name: '操作结果' })).toContainText('3');
  await expect(open).toHaveCount(0);
  await finish.click();
  await client.getByRole('dialog', { name: '确认完毕？' }).getByRole('button', { name: '确认完毕' }).click();
  await expect(client.getByText(/确认完毕(已保存在本机|：平台已受理)/)).toBeVisible();
  await expect(client.getByRole('button', { name: `撤销确认 ${name}` })).toHaveCount(0);
  await deliverAll(client);

  const record = (await platform.control('record', { collection: 'inspectionPlans', id: plan })) as {
    data: { confirmedBy: string[] };
  };
  expect(record.data.confirmedBy).toContain(ourDepartment.code);
  expect(await accepted(platform, 'inspectionPlans.finishConfirmation')).toHaveLength(1);

  // Some seconds later the platform has selected people for it by itself. Whoever got the first subject inspects it.
  const drawn = async () => {
    const ids = (await platform.control('visibleIds', {
      collection: 'inspectionSubjects',
      department: ourDepartment.code,
    })) as string[];
    const subjects = ids.filter((id) => id.startsWith(`${plan}-101-`)).map((id) => subjectAt(platform, id));
    return (await Promise.all(subjects)).find(({ inspectors }) => inspectors.length > 0);
  };
  await expect(async () => {
    await deliverAll(client);
    expect(await drawn()).toBeDefined();
  }).toPass();
  const subject = (await drawn())!;
  await signOut(client);
  await signIn(client, platform, subject.inspectors[0]!.account);
  await caughtUp(client);
  await enterResult(client, { id: subject.id, name: subject.enterpriseName, planName: subject.planName }, 1);
  await deliverAll(client);
  await signOut(client);
  await signIn(client, platform, 'scjg03');
  await caughtUp(client);
  await openModule(client, '复核');
  await search(client, subject.enterpriseName);
  await client.getByRole('button', { name: `复核 ${subject.enterpriseName}` }).click();
  const review = client.getByRole('form', { name: '经办意见' });
  await review.getByRole('radio', { name: '复核通过' }).check();
  await review.getByRole('button', { name: '提交', exact: true }).click();
  await expect(review).toBeHidden();
  await deliverAll(client);
  expect((await subjectAt(platform, subject.id)).stage).toBe('published');
});

test('before going out everything that the day needs is listed, and a code with a wrong digit still finds its subject', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const { creditCode } = await subjectAt(platform, task.id);
  if (!creditCode) throw new Error('the first subject has a credit code');
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await openModule(client, '我的抽查任务');
  await client.getByRole('button', { name: '出发前检查' }).click();
  const items = client.getByRole('main').getByRole('listitem');
  await expect(items.filter({ hasText: '检查表' }).first()).toContainText('已备好');
  await expect(client.getByText(/^本人待检查 \d+ 家$/)).toBeVisible();

  await platform.stop();
  await openModule(client, '我的抽查任务');
  await client.getByRole('button', { name: '扫码/输码' }).click();
  const dialog = client.getByRole('dialog', { name: '扫码/输码' });
  const digit = creditCode.at(9) === '1' ? '2' : '1';
  await dialog.getByLabel(/^信用代码/).fill(creditCode.slice(0, 9) + digit + creditCode.slice(10));
  await dialog.getByLabel(/^信用代码/).press('Enter');
  await dialog.getByRole('button', { name: `${creditCode} ${task.name}`, exact: true }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: task.planName })).toContainText(task.name);
  await dialog.getByRole('listitem').filter({ hasText: task.planName }).getByRole('button', { name: '录入' }).click();
  await expect(client.getByRole('heading', { name: task.name, level: 1 })).toBeVisible();
});

test('a result whose photo is cut off on its way says so, and goes on by itself until the platform has everything', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await platform.fault({ kind: 'status', status: 503, match: { method: 'PUT', path: '/attachments/' } });
  await enterResult(client, task, 1);
  await openModule(client, '抽查主体查询');
  await search(client, task.name);
  const row = client.locator(`tr[data-id="${task.id}"]`);
  await expect(row).toContainText(/正文已报，附件 0\/3/);
  await expect(client.getByText('全部已同步')).toHaveCount(0);
  expect(await missingFiles(platform)).toContain(task.id);
  expect(await accepted(platform, 'inspectionSubjects.enterResult', task.id)).toHaveLength(1);

  await platform.clearFaults();
  await deliverAll(client);
  await expect(row).not.toContainText('附件');
  expect(await missingFiles(platform)).not.toContain(task.id);
  expect(await accepted(platform, 'inspectionSubjects.enterResult', task.id)).toHaveLength(1);
});

test('the pages of 双随机抽查 have no serious barrier for people who do not see or use no mouse', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  await platform.control('setRoles', { account: 'scjg04', roles: ['inspector', 'rosterKeeper', 'planKeeper'] });
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  const check = async (page: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page: client }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${page}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
    ).toEqual([]);
  };
  for (const module of [
    '我的抽查任务',
    '抽查结果录入',
    '主体名单确认',
    '抽查方案查询',
    '抽查主体查询',
    '执法人员库管理',
    '执法人员库查询',
  ]) {
    await openModule(client, module);
    await expect(client.getByRole('heading', { name: module, level: 1 })).toBeVisible();
    await expect(client.getByText('正在读取')).toHaveCount(0);
    await atRest(client);
    await check(module);
  }
  const form = await openTask(client, task);
  await answerChecklist(form);
  await atRest(client);
  await check('录入');
});
