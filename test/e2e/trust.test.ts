/** Nothing is shown as delivered that is not, and nothing is taken away without a person: 全部已同步, pauses, clocks. */
import { expect, openModule, signIn, test } from './fixtures.ts';
import {
  caughtUp,
  connectionWords,
  deliverAll,
  expectAccepted,
  pushNotice,
  rowOf,
  settled,
  syncNow,
  watchFor,
} from './steps.ts';

test('「全部已同步」 is never shown, however briefly, while something waits or its fate is unknown', async ({
  client,
  platform,
}) => {
  const id = await pushNotice(platform, '澧安县守诺车行');
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知接收');
  // The request arrives and is done; the answer never comes back, not even to a second question.
  await platform.fault({ kind: 'dropAnswer', match: { path: '^/v1/operations' } });
  await rowOf(client, '澧安县守诺车行').getByRole('button', { name: /^接收/ }).click();
  await expect(connectionWords(client)).toContainText('1 条待报送');
  const claimed = await watchFor(client, /全部已同步/);
  await expectAccepted(platform, 'notices.receive', id);
  for (const module of ['工作台', '报送与冲突']) {
    await openModule(client, module);
    await syncNow(client);
  }
  await expect(client.getByRole('row').filter({ hasText: '澧安县守诺车行' })).toContainText('结果未知');
  expect(await claimed(), 'delivered in truth, but this client cannot know it yet').toBe(false);

  await platform.clearFaults();
  await deliverAll(client);
  expect(await claimed()).toBe(true);
  await expectAccepted(platform, 'notices.receive', id, 1);
});

test('a removal of everything pauses with words; refused, nothing is removed; decided, it goes on', async ({
  client,
  platform,
}) => {
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知查询');
  await settled(client);
  const counted = client
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: /共 \d+ 条/ });
  const total = await counted.innerText();
  await platform.fault({ kind: 'massRemoval', match: { path: 'collection=notices' }, count: 1 });
  await client.getByRole('button', { name: '立即同步' }).click();
  const pause = client.getByRole('alert', { name: '同步已暂停' });
  await expect(pause).toContainText('平台要求一次移除大量或全部记录');
  await expect(pause).toContainText('本机数据没有改动，可以照常查询、办理和导出');
  await expect(connectionWords(client)).toContainText('同步已暂停，请您确认');
  await pause.getByRole('button', { name: '保持暂停' }).click();
  await expect(pause).toBeVisible();
  await expect(counted).toHaveText(total);

  await pause.getByRole('button', { name: '情况属实，继续同步' }).click();
  await client.getByRole('dialog').getByRole('button', { name: '属实，继续同步' }).click();
  await expect(pause).toBeHidden();
  // The platform asked but once, and by mistake: what it really holds is here.
  await expect(connectionWords(client)).toContainText('全部已同步');
  await expect(counted).toHaveText(total);
});

test('a platform that was rebuilt pauses the client until a person says so; unsent work goes out afterwards, once', async ({
  client,
  platform,
}) => {
  const id = await pushNotice(platform, '澧安县新元茶社');
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县新元茶社')).toBeVisible();
  await platform.control('changeEpoch');
  await rowOf(client, '澧安县新元茶社').getByRole('button', { name: /^接收/ }).click();
  const pause = client.getByRole('alert', { name: '同步已暂停' });
  await expect(pause).toContainText('平台的数据被重建或恢复过');
  expect(await platform.operations(), 'nothing is sent before the decision').toEqual([]);
  await expect(connectionWords(client)).toContainText('1 条待报送');
  await pause.getByRole('button', { name: '情况属实，继续同步' }).click();
  await client.getByRole('dialog').getByRole('button', { name: '属实，继续同步' }).click();
  await expect(pause).toBeHidden();
  await deliverAll(client);
  await expectAccepted(platform, 'notices.receive', id);
});

test('another platform at the same address gets nothing', async ({ client, platform }) => {
  await pushNotice(platform, '澧安县认门商行');
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县认门商行')).toBeVisible();
  await platform.control('changePlatformId');
  await rowOf(client, '澧安县认门商行').getByRole('button', { name: /^接收/ }).click();
  await expect(client.getByText('连到的不是原来的平台').first()).toBeVisible();
  expect(await platform.operations()).toEqual([]);
  await expect(connectionWords(client)).toContainText('1 条待报送');
});

test.describe('a wrong clock', () => {
  test.use({ platformAhead: 10 });

  test('is told past two minutes, and times count by the platform’s clock', async ({ client, platform }) => {
    const id = await pushNotice(platform, '澧安县对时钟表店');
    await signIn(client, platform);
    await expect(client.getByRole('status', { name: '本机时间不准' })).toContainText('本机时间比平台慢了约 10 分钟');
    await expect(connectionWords(client)).toContainText('刚刚同步');
    await openModule(client, '告知接收');
    await rowOf(client, '澧安县对时钟表店').getByRole('button', { name: /^接收/ }).click();
    await expectAccepted(platform, 'notices.receive', id);
    const { data } = (await platform.control('record', { collection: 'notices', id })) as {
      data: { pushedAt: string; receipt: { at: string } };
    };
    expect(data.receipt.at > data.pushedAt, 'received after it was pushed, not ten minutes before').toBe(true);
  });
});

test('a right clock is not spoken of', async ({ client, platform }) => {
  await signIn(client, platform);
  await caughtUp(client);
  await expect(client.getByRole('status', { name: '本机时间不准' })).toHaveCount(0);
});

test('连接检查 names five steps, where the way ends and what to do, and copies it for support', async ({
  client,
  platform,
}) => {
  await client.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(client, platform);
  await openModule(client, '连接检查');
  const steps = client.getByRole('main').getByRole('listitem');
  const titles = ['网卡', '网关', '平台', '登录', '版本'];
  await expect(steps).toHaveCount(5);
  for (const [index, title] of titles.entries()) await expect(steps.nth(index)).toContainText(`${title} 正常`);
  await expect(steps.filter({ hasText: '没有检查' })).toHaveCount(0);

  await platform.stop();
  await client.getByRole('button', { name: '重新检查' }).click();
  await expect(steps.nth(2)).toContainText('平台 有问题');
  await expect(steps.nth(2)).toContainText('/v1/ping');
  await expect(steps.nth(2)).toContainText('平台没有开机，或端口不通');
  await expect(steps.nth(2)).toContainText('下一步请联系平台管理员');
  await expect(steps.nth(2).getByText('ECONNREFUSED')).toBeHidden();
  await expect(steps.nth(3)).toContainText('登录 未检查');
  await expect(steps.nth(4)).toContainText('版本 未检查');
  await client.getByRole('button', { name: '复制检查结果' }).click();
  const copied = await client.evaluate(() => navigator.clipboard.readText());
  for (const title of titles) expect(copied).toContain(title);
});
