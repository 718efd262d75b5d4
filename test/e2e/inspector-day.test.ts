/**
 * An inspector's day on a laptop: results entered where the inspection happens, with photos and signatures, the platform
 * out of reach and the power failing once; delivered once, reviewed, made public once.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test, watchPage } from './fixtures.ts';
import {
  addPhoto,
  answerChecklist,
  drawTasks,
  enterResult,
  missingFiles,
  nothingFound,
  openTask,
  paperResult,
  photo,
  publicationsOf,
  resultForm,
  passAll,
  sign,
  subjectAt,
  submit,
  type Task,
} from './inspections.ts';
import type { Platform } from './platform.ts';
import { startShell } from './shell.ts';
import { accepted, caughtUp, connectionWords, deliverAll, keptByCore, rowOf } from './steps.ts';

const handlingOf = (page: Page) => resultForm(page).getByRole('textbox', { name: /^处理情况描述/ });

/** Somebody else's result stands on the platform: this one is kept, with a reason. */
async function settleClash(page: Page, task: Task, theirs: string): Promise<void> {
  await expect(page.getByRole('link', { name: '报送与冲突 1 条请您处理' })).toBeVisible();
  await openModule(page, '报送与冲突');
  await expect(page.getByRole('row').filter({ hasText: task.name })).toContainText('录入抽查结果');
  await page.getByRole('button', { name: '比较并选择' }).click();
  await expect(page.getByRole('heading', { name: '处理冲突' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('row').filter({ hasText: theirs })).toBeVisible();
  await page.getByRole('button', { name: '全部选本机' }).click();
  await expect(page.getByRole('button', { name: '确定' }), 'a reason is required').toBeDisabled();
  await page.getByLabel(/^理由/).fill('现场检查并有签名，以现场的为准');
  await page.getByRole('button', { name: '确定' }).click();
  await expect(page.getByText('已决定，按您的选择重新报送。')).toBeVisible();
}

/** 退回修改 of one result by the reviewer. */
async function sendBack(page: Page, name: string, opinion: string): Promise<void> {
  await page.getByRole('button', { name: `复核 ${name}` }).click();
  const form = page.getByRole('form', { name: '经办意见' });
  await form.getByRole('radio', { name: '退回修改' }).check();
  await form.getByRole('textbox', { name: /^经办意见/ }).fill(opinion);
  await form.getByRole('button', { name: '提交', exact: true }).click();
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: '关闭', exact: true }).click();
}

const stagesAt = async (platform: Platform, tasks: readonly Task[]): Promise<string[]> =>
  Promise.all(tasks.map(async ({ id }) => (await subjectAt(platform, id)).stage));

test('ten results entered offline through a power cut are delivered once, a clash is settled, one is sent back, all are public once', async ({
  client,
  platform,
  shell,
  folder,
  browser,
}) => {
  const tasks = await drawTasks(platform, 10);
  const [clashing, back] = [tasks[4], tasks[7]];
  const interrupted = tasks[5];
  if (!clashing || !back || !interrupted) throw new Error('ten tasks were asked for');
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await platform.stop();

  for (const [index, task] of tasks.entries()) if (index < 5) await enterResult(client, task, index);

  await openTask(client, interrupted);
  const picture = photo('断电前.png', 5);
  await answerChecklist(resultForm(client));
  await nothingFound(resultForm(client));
  await addPhoto(resultForm(client), picture);
  const kept = keptByCore(client, '现场核对了营业执照和许可证件');
  await handlingOf(client).fill('现场核对了营业执照和许可证件');
  await kept;
  // A power cut takes only what is typed after the last save.
  await handlingOf(client).pressSequentially('，均');
  await shell.kill();
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform, 'scjg04');
  await openModule(client, '我的抽查任务');
  await client.getByRole('button', { name: `继续录入 ${interrupted.name}` }).click();
  const recovered = client.getByRole('dialog', { name: '上次没有正常关闭，已恢复填写的内容' });
  await expect(recovered).toContainText('现场核对了营业执照和许可证件');
  await recovered.getByRole('button', { name: '继续填写' }).click();
  await expect(handlingOf(client)).toHaveValue(/^现场核对了营业执照和许可证件/);
  await expect(resultForm(client).getByRole('textbox', { name: '断电前.png 的说明' })).toBeVisible();
  await sign(client, '检查人员', 5);
  await sign(client, '被检查单位', -5);
  await submit(client);

  for (const [index, task] of tasks.entries()) if (index > 5) await enterResult(client, task, index);
  await expect(connectionWords(client)).toContainText('10 条待报送');

  // On the way back the laptop is closed; a colleague at a desk enters one of the same subjects from papers.
  await shell.stop();
  await platform.start();
  expect(await platform.operations(), 'nothing left while the platform was out of reach').toHaveLength(0);
  const theirs = '书面材料已核对，无需处理';
  await platform.control('colleagueOperation', {
    account: 'scjg01',
    operation: {
      kind: 'inspectionSubjects.enterResult',
      recordId: clashing.id,
      payload: { result: paperResult(theirs) },
    },
  });
  expect(await subjectAt(platform, clashing.id)).toMatchObject({ stage: 'entered', result: { account: 'scjg01' } });
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform, 'scjg04');
  await settleClash(client, clashing, theirs);
  await deliverAll(client);

  const mine = async (kind: string): Promise<string[]> =>
    (await accepted(platform, kind)).filter(({ account }) => account === 'scjg04').map(({ recordId }) => recordId);
  const entered = await mine('inspectionSubjects.enterResult');
  expect(entered.toSorted()).toEqual(
    tasks
      .map(({ id }) => id)
      .filter((id) => id !== clashing.id)
      .toSorted(),
  );
  expect(await mine('inspectionSubjects.replaceResult')).toEqual([clashing.id]);
  for (const { id } of tasks) {
    const { stage, result } = await subjectAt(platform, id);
    expect(stage).toBe('entered');
    expect(result).toMatchObject({ account: 'scjg04', evidence: [{}], signatures: [{}, {}] });
  }
  expect((await missingFiles(platform)).filter((id) => tasks.some((task) => task.id === id))).toEqual([]);

  const reviewerShell = await startShell({ dataDirectory: join(folder, 'reviewer'), platformUrl: platform.url });
  const reviewer = await browser.newPage();
  const wrong = watchPage(reviewer);
  try {
    await reviewer.goto(reviewerShell.url);
    await signIn(reviewer, platform, 'scjg03');
    await caughtUp(reviewer);
    await openModule(reviewer, '复核');
    for (const { name } of tasks) await expect(rowOf(reviewer, name)).toBeVisible();
    await sendBack(reviewer, back.name, '请写明现场核对了哪些证件');
    await passAll(reviewer);
    await deliverAll(reviewer);

    await deliverAll(client);
    const form = await openTask(client, back);
    await expect(form.getByRole('alert')).toContainText('请写明现场核对了哪些证件');
    await handlingOf(client).fill('现场核对了营业执照、食品经营许可证，均在有效期内');
    await submit(client);
    await deliverAll(client);

    await deliverAll(reviewer);
    await openModule(reviewer, '复核');
    await expect(rowOf(reviewer, back.name)).toBeVisible();
    await passAll(reviewer);
    await deliverAll(reviewer);
    expect(wrong).toEqual([]);
    await expect(reviewer.getByText('程序出错了')).toHaveCount(0);
  } finally {
    await reviewer.close();
    await reviewerShell.stop();
  }

  expect(await stagesAt(platform, tasks)).toEqual(tasks.map(() => 'published'));
  expect(await publicationsOf(platform, tasks)).toEqual(tasks.map(() => 1));
  const amended = await subjectAt(platform, back.id);
  expect(amended.result?.handling).toContain('食品经营许可证');
  expect(amended.reviews.map(({ decision }) => decision)).toEqual(['sendBack', 'pass']);
  const ids = (await platform.operations()).filter(({ outcome }) => outcome === 'accepted').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
