import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { drawer } from './steps.ts';

// The first sign-in on a PC, as it is: the recovery code, and everything still to come.
test.use({ pc: 'new' });

test('a clerk signs in for the first time, is offered a tour once, and sees the notices of the department', async ({
  client,
  platform,
}) => {
  // At a platform for trying out whom one may be stands below the form.
  const demo = client.getByRole('group', { name: '演示平台的账号' }).getByRole('button', { name: /scjg01$/ });
  await demo.click();
  await expect(client.getByLabel('账号', { exact: true })).toHaveValue('scjg01');
  const recoveryCode = await signIn(client, platform);
  expect(recoveryCode).toMatch(/\S{4,}/);
  await client.getByRole('button', { name: '看导览' }).click();
  const tour = client.getByRole('dialog', { name: '导览' });
  await tour.getByRole('button', { name: '下一步' }).click();
  await expect(tour).toContainText('左边是各项工作');
  await client.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await expect(client.getByRole('button', { name: '看导览' })).toHaveCount(0);
  await openModule(client, '告知接收');
  await expect(client.getByRole('heading', { name: '告知接收' })).toBeVisible();
  const row = client.locator('tr[data-id]').first();
  await expect(row).toBeVisible();

  // By a part of its name it is found from anywhere, and opened by the keyboard alone. What the first download brought is no news.
  const name = (await row.getByRole('button').first().innerText()).trim();
  await expect(client).toHaveTitle(/^告知接收 - /);
  await openModule(client, '工作台');
  await expect(client.getByRole('heading', { name: '今天要办' })).toBeVisible();
  await client.keyboard.press('Control+k');
  const find = client.getByRole('dialog', { name: '查找' });
  await find.getByRole('combobox').fill(name);
  await expect(find.getByRole('option', { selected: true })).toContainText(name);
  await client.keyboard.press('Enter');
  await expect(find).toHaveCount(0);
  await expect(drawer(client)).toContainText(name);
  await client.getByRole('button', { name: '新情况' }).click();
  await expect(client.getByText('上一个工作日以来没有新情况')).toBeVisible();
});

test('after a power cut the same account opens the same notices without the platform', async ({
  client,
  platform,
  shell,
}) => {
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(client.getByRole('row').nth(1)).toBeVisible();
  await platform.stop();
  await shell.kill();
  await shell.start();
  await reopen(client, shell);
  expect(await signIn(client, platform)).toBeNull();
  await openModule(client, '告知接收');
  await expect(client.getByRole('row').nth(1)).toBeVisible();
});
