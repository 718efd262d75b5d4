/** 双告知 as a clerk works on it: claim, return, feedback of each result, several certificates, amending. */
import { expect, leaveNews, openModule, signIn, test } from './fixtures.ts';
import {
  accepted,
  caughtUp,
  cutOff,
  deliverAll,
  drawer,
  expectAccepted,
  fillIn,
  noticeAt,
  openRecord,
  ourDepartment,
  pushNotice,
  pushReceived,
  rowOf,
  search,
} from './steps.ts';

test('a step can be undone until it leaves, and what is pushed meanwhile waits until it is asked for', async ({
  client,
  platform,
}) => {
  await signIn(client, platform);
  await leaveNews(client);
  await caughtUp(client);
  await openModule(client, '设置');
  await client
    .locator('.el-select')
    .filter({ has: client.getByRole('combobox', { name: '撤销时限' }) })
    .click();
  await client.getByRole('option', { name: '15 秒' }).click();
  const [id] = await Promise.all([pushNotice(platform, '可撤销甲店'), pushNotice(platform, '可撤销乙店')]);
  await deliverAll(client);
  await openModule(client, '告知接收');
  await search(client, '可撤销');
  await rowOf(client, '可撤销甲店').getByRole('button', { name: '接收', exact: false }).click();
  const outcome = client.getByRole('status', { name: '操作结果' });
  await expect(outcome).toContainText('已接收“可撤销甲店”');
  await expect(rowOf(client, '可撤销甲店')).toHaveCount(0);
  await outcome.getByRole('button', { name: '撤销' }).click();
  await expect(rowOf(client, '可撤销甲店')).toBeVisible();
  expect(await accepted(platform, 'notices.receive', id)).toEqual([]);

  await rowOf(client, '可撤销甲店').getByRole('button', { name: '接收', exact: false }).click();
  await expect(rowOf(client, '可撤销甲店')).toHaveCount(0);
  await pushNotice(platform, '可撤销丙店', { pushedAt: '2026-01-05T02:00:00.000Z' });
  await deliverAll(client);
  await expectAccepted(platform, 'notices.receive', id);
  await expect(rowOf(client, '可撤销丙店')).toHaveCount(0);
  await client.getByRole('button', { name: '有 1 条新告知，显示' }).click();
  await expect(rowOf(client, '可撤销丙店')).toBeVisible();
});

test('a notice without a department is claimed from the pool and belongs to the department from then on', async ({
  client,
  platform,
}) => {
  const id = await pushNotice(platform, '澧安县青梧食品经营部', { stage: 'pool', reviewDepartment: null });
  await signIn(client, platform);
  const detail = await openRecord(client, '告知接收', '澧安县青梧食品经营部');
  await detail.getByRole('button', { name: '认领' }).click();
  await expect(detail).toContainText('已接收（认领）');
  await expectAccepted(platform, 'notices.claim', id);
  expect(await noticeAt(platform, id)).toMatchObject({
    stage: 'received',
    reviewDepartment: ourDepartment,
    receipt: { way: 'claim', person: '易知远' },
  });
});

test('one notice is returned with a reason and words, and not without words', async ({ client, platform }) => {
  const id = await pushNotice(platform, '澧安县砚溪贸易有限公司');
  await signIn(client, platform);
  const detail = await openRecord(client, '告知接收', '澧安县砚溪贸易有限公司');
  await detail.getByRole('button', { name: '回退' }).click();
  const dialog = client.getByRole('dialog', { name: '回退' });
  await dialog.getByRole('radio', { name: '地址不在本部门管辖' }).check();
  await dialog.getByRole('button', { name: '回退', exact: true }).click();
  await expect(dialog.getByText('请写明回退说明')).toBeVisible();
  await dialog.getByRole('textbox', { name: '回退说明' }).fill('住所在邻县，请改派。');
  await dialog.getByRole('button', { name: '回退', exact: true }).click();
  await expect(dialog).toBeHidden();
  const [returned] = await expectAccepted(platform, 'notices.return', id);
  expect(returned?.payload).toEqual({ reason: 'notOurArea', words: '住所在邻县，请改派。' });
  expect(await noticeAt(platform, id)).toMatchObject({ stage: 'returned' });
});

test('several ticked notices are returned with one reason, one operation each', async ({ client, platform }) => {
  const names = ['澧安县云栖五金店', '澧安县云栖日杂店', '澧安县云栖文具店'];
  const ids: string[] = [];
  for (const name of names) ids.push(await pushNotice(platform, name));
  await signIn(client, platform);
  await openModule(client, '告知接收');
  for (const name of names) await rowOf(client, name).getByRole('checkbox').check();
  await client.getByRole('button', { name: '批量回退' }).click();
  const dialog = client.getByRole('dialog', { name: '批量回退 3 条' });
  await dialog.getByRole('radio', { name: '经营范围内无此审批事项' }).check();
  await dialog.getByRole('button', { name: '填入参考说明' }).click();
  await expect(dialog.getByRole('textbox', { name: '回退说明' })).not.toHaveValue('');
  await dialog.getByRole('button', { name: '回退', exact: true }).click();
  await expect(client.getByRole('status', { name: '操作结果' })).toContainText('已回退 3 条');
  for (const name of names) await expect(rowOf(client, name)).toHaveCount(0);
  for (const id of ids) await expectAccepted(platform, 'notices.return', id);
});

test('feedback 已发证 tells every required field, and is delivered with 长期有效', async ({ client, platform }) => {
  const id = await pushReceived(platform, '澧安县听竹餐饮有限公司');
  await signIn(client, platform);
  const detail = await openRecord(client, '告知反馈', '澧安县听竹餐饮有限公司');
  await detail.getByRole('button', { name: '反馈', exact: true }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '已发证', exact: true }).check();
  await expect(form.getByRole('group', { name: '告知摘要' })).toContainText('住所');
  await expect.poll(() => cutOff(client), 'the list beside the form').toEqual([]);
  await form.getByRole('button', { name: '反馈', exact: true }).click();
  const summary = form.getByRole('alert', { name: '有 7 处需要修改' });
  for (const words of [
    '请填写证件编号',
    '请填写证件名称',
    '请填写发证机关',
    '请填写发证日期',
    '请填写有效期自',
    '请填写有效期至，或勾选“长期有效”',
    '请填写后置审批许可内容',
  ])
    await expect(summary.getByRole('link', { name: words })).toBeVisible();
  await summary.getByRole('link', { name: '请填写证件编号' }).click();
  await expect(form.getByRole('textbox', { name: /^证件编号/ })).toBeFocused();

  await fillIn(form, {
    证件编号: 'JY14332210000017',
    证件名称: '食品经营许可证',
    发证日期: '20260105',
    有效期自: '20260105',
    有效期至: '20310104',
    后置审批许可内容: '餐饮服务（小型餐馆）',
  });
  await form.getByRole('button', { name: '填入本部门' }).click();
  await form.getByRole('checkbox', { name: '长期有效' }).check();
  await expect(form.getByRole('textbox', { name: /^有效期至/ }), 'no last day beside 长期有效').toHaveValue('');
  await expect(form.getByRole('textbox', { name: /^有效期至/ })).toBeDisabled();
  await form.getByRole('button', { name: '反馈', exact: true }).click();
  await expect(form).toBeHidden();
  const [sent] = await expectAccepted(platform, 'notices.feedback', id);
  await expect(detail.getByText(/反馈：平台已受理，回执 \S+。/), 'the line turns, in place').toBeVisible();
  expect(sent?.payload).toMatchObject({
    feedback: {
      result: 'issued',
      certificateNumber: 'JY14332210000017',
      issuingOrgan: ourDepartment.name,
      issuedOn: '2026-01-05',
      validFrom: '2026-01-05',
      validTo: null,
      longTerm: true,
      permitContent: '餐饮服务（小型餐馆）',
    },
  });
  expect((await noticeAt(platform, id)).stage).toBe('answered');
});

test('feedback 非本级发证 asks for the organ, 不予发证 for the reason; nothing else is required', async ({
  client,
  platform,
}) => {
  const elsewhere = await pushReceived(platform, '澧安县松间药房');
  const refused = await pushReceived(platform, '澧安县松间诊所');
  await signIn(client, platform);
  const form = client.getByRole('form', { name: '反馈信息' });

  await openModule(client, '告知反馈');
  await rowOf(client, '澧安县松间药房').getByRole('button', { name: /^反馈/ }).click();
  await form.getByRole('radio', { name: '非本级发证' }).check();
  await form.getByRole('button', { name: '反馈', exact: true }).click();
  await expect(form.getByRole('alert', { name: '有 1 处需要修改' })).toContainText('发证机关');
  await fillIn(form, { 发证机关: '湘澧市行政审批服务局' });
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await client.getByRole('button', { name: '关闭', exact: true }).click();

  await rowOf(client, '澧安县松间诊所').getByRole('button', { name: /^反馈/ }).click();
  await form.getByRole('radio', { name: '不予发证' }).check();
  await form.getByRole('button', { name: '反馈', exact: true }).click();
  await expect(form.getByRole('alert', { name: '有 1 处需要修改' })).toContainText('不予发证的理由');
  const remark = form.getByRole('textbox', { name: /^备注/ });
  await form.getByRole('button', { name: '备注常用语' }).press('Enter');
  await client.keyboard.press('1');
  await expect(remark, 'put in by its number, and the field has the focus').toBeFocused();
  await expect(remark).toHaveValue('申请材料不齐，已一次性告知补正。');
  await fillIn(form, { 备注: '场所面积不足，已告知整改。' });
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  const [first] = await expectAccepted(platform, 'notices.feedback', elsewhere);
  expect(first?.payload).toMatchObject({
    feedback: { result: 'otherLevel', issuingOrgan: '湘澧市行政审批服务局', remark: '' },
  });
  const [second] = await expectAccepted(platform, 'notices.feedback', refused);
  expect(second?.payload).toMatchObject({
    feedback: { result: 'refused', remark: '场所面积不足，已告知整改。', issuingOrgan: '' },
  });
});

test('a second certificate is a second feedback; the same number twice is refused', async ({ client, platform }) => {
  const name = '澧安县晴岚医疗器械有限公司';
  const id = await pushReceived(platform, name);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  const certificate = {
    证件编号: '湘澧械备0001',
    证件名称: '第二类医疗器械经营备案凭证',
    发证机关: '澧安县市场监督管理局',
    发证日期: '20260105',
    有效期自: '20260105',
    有效期至: '20310104',
    后置审批许可内容: '第二类医疗器械零售',
  };
  await form.getByRole('radio', { name: '已发证', exact: true }).check();
  await fillIn(form, certificate);
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  await drawer(client).getByRole('button', { name: '再登记一份证件' }).click();
  await expect(form.getByRole('radio', { name: '已发证', exact: true })).toBeChecked();
  await fillIn(form, certificate);
  await client.keyboard.press('Control+Enter');
  await expect(form).toContainText('同一证件编号已经反馈过');
  await fillIn(form, { 证件编号: '湘澧械备0002', 后置审批许可内容: '第二类医疗器械批发' });
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(drawer(client).getByRole('article', { name: '第 2 份反馈' })).toContainText('湘澧械备0002');

  await expectAccepted(platform, 'notices.feedback', id, 2);
  expect((await noticeAt(platform, id)).feedbacks.map((one) => one.certificateNumber)).toEqual([
    '湘澧械备0001',
    '湘澧械备0002',
  ]);
});

test('a feedback is amended until the platform closes the matter; afterwards a 更正 opens beside it', async ({
  client,
  platform,
}) => {
  const name = '澧安县知微印务有限公司';
  const id = await pushReceived(platform, name);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '不予发证' }).check();
  await fillIn(form, { 备注: '材料不齐。' });
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expectAccepted(platform, 'notices.feedback', id);

  await drawer(client).getByRole('article', { name: '第 1 份反馈' }).getByRole('button', { name: '修改' }).click();
  const amending = client.getByRole('form', { name: '修改反馈' });
  await expect(amending.getByRole('textbox', { name: /^备注/ })).toHaveValue('材料不齐。');
  await fillIn(amending, { 备注: '材料不齐，申请人已撤回。' });
  await amending.getByRole('button', { name: '提交修改' }).click();
  await expect(amending).toBeHidden();
  await expectAccepted(platform, 'notices.amendFeedback', id);
  expect((await noticeAt(platform, id)).feedbacks.map((one) => one.remark)).toEqual(['材料不齐，申请人已撤回。']);

  await platform.control('closeNotice', { id });
  await deliverAll(client);
  await expect(drawer(client)).toContainText('办结，不能再修改');
  await expect(drawer(client).getByRole('button', { name: '修改', exact: true })).toHaveCount(0);

  await drawer(client).getByRole('button', { name: '更正', exact: true }).click();
  const correcting = drawer(client).getByRole('form', { name: '更正' });
  await correcting.getByRole('button', { name: '提交' }).click();
  await expect(correcting.getByText('请填写发现错误的日期')).toBeVisible();
  await fillIn(correcting, {
    发现日期: (await noticeAt(platform, id)).feedbacks[0]?.feedbackOn ?? '',
    原内容: '材料不齐，申请人已撤回。',
    更正为: '材料不齐。',
    更正理由: '申请人没有撤回',
  });
  await client.keyboard.press('Control+Enter');
  await expect(correcting).toBeHidden();
  await expectAccepted(platform, 'notices.correct', id);
  await expect(drawer(client).getByRole('region', { name: '更正' })).toContainText('平台办理中');
  const record = await noticeAt(platform, id);
  expect(record.corrections).toMatchObject([{ wanted: '材料不齐。', settledAt: null }]);
  expect(record.feedbacks.map((one) => one.remark)).toEqual(['材料不齐，申请人已撤回。']);
});
