/** One PC for many: ten accounts of seven departments, offline, each with its own department's data and nobody else's. */
import { expect, openModule, signIn, signOut, test } from './fixtures.ts';
import { caughtUp, departmentNamed, pushNotice, rowOf } from './steps.ts';

// The first sign-in on a PC, as it is: the recovery code, and everything still to come.
test.use({ pc: 'new' });

test('ten accounts on one PC: each opens offline and sees its own department alone', async ({ client, platform }) => {
  await pushNotice(platform, '只归市场监管商行');
  await pushNotice(platform, '只归卫生健康商行', { reviewDepartment: departmentNamed('卫生健康局') });
  const navigation = client.getByRole('navigation', { name: '模块' });
  const code = await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  await signOut(client);
  for (const account of ['wsjk01', 'jtys01', 'yjgl01', 'whlg01', 'nync01', 'qxj01']) {
    expect(await signIn(client, platform, account), 'a department of its own, a code of its own').not.toBeNull();
    await caughtUp(client);
    await signOut(client);
  }
  for (const account of ['scjg02', 'scjg03', 'scjg04']) {
    await client.getByLabel('账号', { exact: true }).fill(account);
    await client.getByLabel('密码', { exact: true }).fill(platform.account(account).password);
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await expect(client.getByRole('alert')).toContainText('需要科室恢复码');
    await client.getByLabel('科室恢复码').fill(code ?? '');
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await expect(navigation).toBeVisible();
    await signOut(client);
  }

  await platform.stop();
  for (const account of [
    'scjg01',
    'wsjk01',
    'jtys01',
    'yjgl01',
    'whlg01',
    'nync01',
    'qxj01',
    'scjg02',
    'scjg03',
    'scjg04',
  ]) {
    await client.getByLabel('账号', { exact: true }).fill(account);
    await client.getByLabel('密码', { exact: true }).fill(platform.account(account).password);
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await expect(navigation).toBeVisible();
    await expect(client.getByText(platform.account(account).department).first()).toBeVisible();
    if (account.endsWith('01') && ['scjg', 'wsjk'].includes(account.slice(0, 4))) {
      const own = account.startsWith('scjg') ? '只归市场监管商行' : '只归卫生健康商行';
      const others = account.startsWith('scjg') ? '只归卫生健康商行' : '只归市场监管商行';
      await openModule(client, '告知查询');
      await expect(rowOf(client, own)).toBeVisible();
      await expect(rowOf(client, others)).toHaveCount(0);
    }
    await signOut(client);
  }
});
