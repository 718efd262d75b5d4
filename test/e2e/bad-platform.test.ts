/** Bad luck with the platform: wrong addresses, passwords, sessions and answers. Words and the next step each time; nothing lost. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, openModule, signIn, signOut, test } from './fixtures.ts';
import { startShell } from './shell.ts';
import {
  caughtUp,
  connectionWords,
  deliverAll,
  expectAccepted,
  noticeAt,
  ourDepartment,
  pushNotice,
  rowOf,
  syncNow,
} from './steps.ts';

test('an address that is none, answers nothing, or is no platform, is told in words; the right one is kept', async ({
  page,
  platform,
  folder,
}) => {
  const portal = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>网络登录</title></html>'),
  );
  await new Promise<void>((listening) => portal.listen(0, '127.0.0.1', listening));
  const shell = await startShell({ dataDirectory: join(folder, 'fresh'), platformUrl: null });
  try {
    await page.goto(shell.url);
    const save = async (address: string) => {
      await page.getByLabel('平台地址').fill(address);
      await page.getByRole('button', { name: '核对并保存' }).click();
    };
    const said = page.getByRole('alert');
    await save('平台');
    await expect(said).toContainText('平台地址不正确');
    await expect(said).toContainText('请填写以 http:// 或 https:// 开头的完整地址');
    await save('http://127.0.0.1:9');
    await expect(said).toContainText('连不上平台');
    await expect(said).toContainText('请检查网线或政务外网连接');
    await save(`http://127.0.0.1:${(portal.address() as AddressInfo).port}`);
    await expect(said).toContainText('这个地址不是部门协同监管平台');
    await expect(said).toContainText('没有向该地址发送任何业务数据');
    await save(platform.url);
    await expect(page.getByText(/已连上/)).toBeVisible();
    await signIn(page, platform);
  } finally {
    await shell.stop();
    portal.close();
  }
});

test('wrong passwords are told, then slowed down; the right one works after the wait', async ({ client, platform }) => {
  const enter = async (password: string) => {
    await client.getByLabel('账号', { exact: true }).fill('scjg01');
    await client.getByLabel('密码', { exact: true }).fill(password);
    await client.getByRole('button', { name: '登录', exact: true }).click();
  };
  await signIn(client, platform);
  await signOut(client);
  const said = client.getByRole('alert');
  const navigation = client.getByRole('navigation', { name: '模块' });
  await enter('猜一个');
  await expect(said).toContainText('账号或密码不对');
  await expect(said).toContainText('忘记密码请联系平台管理员重置');
  // Each wait is twice as long as the one before: sooner or later a guess is quicker, whatever this machine is.
  let askedAt = 0;
  for (let guess = 2; guess < 20 && !(await said.innerText()).includes('密码连续输错'); guess += 1) {
    askedAt = Date.now();
    await enter(`猜第${guess}个`);
    await expect(client.getByRole('button', { name: '登录', exact: true })).toBeEnabled();
    await expect(said).toBeVisible();
  }
  await expect(said).toContainText('密码连续输错，请稍等再试');
  const told = Number(/(\d+) 秒/.exec(await said.innerText())?.[1]);
  const inOrTold = async (): Promise<boolean> => {
    await enter(platform.account('scjg01').password);
    await expect(navigation.or(said)).toBeVisible();
    return navigation.isVisible();
  };
  if (await inOrTold())
    expect(Date.now() - askedAt, 'even the right one has to wait').toBeGreaterThan((told - 1) * 1000);
  else {
    await expect(said).toContainText('密码连续输错');
    await expect.poll(inOrTold, { timeout: 200_000 }).toBe(true);
  }
});

test('a session that ran out asks for the password; what was done meanwhile is delivered once', async ({
  client,
  platform,
}) => {
  const id = await pushNotice(platform, '澧安县续签商行');
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县续签商行')).toBeVisible();
  await platform.control('expireSessions');
  await rowOf(client, '澧安县续签商行').getByRole('button', { name: /^接收/ }).click();
  await expect(rowOf(client, '澧安县续签商行')).toHaveCount(0);
  const again = client.getByRole('button', { name: '重新登录平台' });
  // Where the client can renew the session by itself, nobody is asked.
  await expect(again.or(connectionWords(client).filter({ hasText: '全部已同步' }))).toBeVisible();
  if (await again.isVisible()) {
    await again.click();
    await expect(client.getByText('平台要求重新登录。本机的内容都在，登录后自动继续报送。')).toBeVisible();
    await client.getByLabel('密码', { exact: true }).fill(platform.account('scjg01').password);
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await expect(client.getByRole('heading', { name: '告知接收' })).toBeVisible();
  }
  await caughtUp(client);
  await expectAccepted(platform, 'notices.receive', id);
});

for (const { name, fault, words } of [
  {
    name: 'a login portal that answers 200 with HTML',
    fault: { kind: 'portalHtml' as const },
    words: '被网络登录页拦截',
  },
  { name: 'half of a JSON answer', fault: { kind: 'halfJson' as const }, words: /应答不完整|应答看不懂|离线/ },
  { name: 'an inner error', fault: { kind: 'status' as const, status: 500 }, words: /平台内部出错|离线/ },
])
  test(`${name} counts as not delivered, and ends by itself`, async ({ client, platform }) => {
    const id = await pushNotice(platform, '澧安县静候商行');
    await signIn(client, platform);
    await openModule(client, '告知接收');
    await expect(rowOf(client, '澧安县静候商行')).toBeVisible();
    await platform.fault({ ...fault, match: { path: '^/v1/' } });
    await rowOf(client, '澧安县静候商行').getByRole('button', { name: /^接收/ }).click();
    await expect(rowOf(client, '澧安县静候商行')).toHaveCount(0);
    await syncNow(client);
    await expect(client.getByText(words).first()).toBeVisible();
    await expect(connectionWords(client)).toContainText('1 条待报送');
    await expect(client.getByText('全部已同步')).toHaveCount(0);
    await platform.clearFaults();
    await deliverAll(client);
    await expectAccepted(platform, 'notices.receive', id);
  });

test('an unknown field does no harm; a record without a needed field is set aside and the rest lands', async ({
  client,
  platform,
}) => {
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知接收');
  await platform.fault({ kind: 'unknownField', match: { path: 'collection=notices' }, count: 1 });
  await pushNotice(platform, '澧安县新字段商行');
  await syncNow(client);
  await expect(rowOf(client, '澧安县新字段商行')).toBeVisible();

  await platform.fault({
    kind: 'missingField',
    field: 'enterpriseName',
    match: { path: 'collection=notices' },
    count: 1,
  });
  await pushNotice(platform, '澧安县缺字段商行');
  await pushNotice(platform, '澧安县同页商行');
  await syncNow(client);
  await expect(rowOf(client, '澧安县同页商行')).toBeVisible();
  await expect(rowOf(client, '澧安县缺字段商行')).toHaveCount(0);
  // As soon as the platform sends it whole, it is here.
  await platform.clearFaults();
  const all = (await platform.control('visibleIds', {
    collection: 'notices',
    department: ourDepartment.code,
  })) as string[];
  const last = await Promise.all(all.slice(-3).map(async (id) => ({ id, notice: await noticeAt(platform, id) })));
  const missing = last.find(({ notice }) => notice.enterpriseName === '澧安县缺字段商行');
  await platform.control('changeNotice', { id: missing?.id, overrides: { phone: '0744-8880000' } });
  await syncNow(client);
  await expect(rowOf(client, '澧安县缺字段商行')).toBeVisible();
});

test('a record of another department never shows, and the rest of its page lands', async ({ client, platform }) => {
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知查询');
  const foreign = (await platform.control('record', {
    collection: 'notices',
    id: await pushNotice(platform, '澧安县外单位商行', {
      reviewDepartment: { code: '433221102', name: '澧安县卫生健康局' },
    }),
  })) as { data: { id: string } };
  await pushNotice(platform, '澧安县本单位商行');
  await platform.fault({
    kind: 'rawRecord',
    raw: JSON.stringify({ id: foreign.data.id, revision: 1, data: foreign.data }),
    match: { path: 'collection=notices' },
    count: 1,
  });
  await syncNow(client);
  await expect(rowOf(client, '澧安县本单位商行')).toBeVisible();
  await expect(rowOf(client, '澧安县外单位商行')).toHaveCount(0);
});

test('a client too old for the platform says so, and keeps its work and its lists', async ({ client, platform }) => {
  await pushNotice(platform, '澧安县旧版商行');
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县旧版商行')).toBeVisible();
  await platform.control('setOldestClient', { version: '99.0.0' });
  await rowOf(client, '澧安县旧版商行').getByRole('button', { name: /^接收/ }).click();
  await expect(client.getByText('客户端版本过低，平台不再受理').first()).toBeVisible();
  await expect(connectionWords(client)).toContainText('1 条待报送');
  await openModule(client, '告知反馈');
  await expect(rowOf(client, '澧安县旧版商行')).toBeVisible();
});
