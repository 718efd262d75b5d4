import { expect, openModule, reopen, signIn, test } from './fixtures.ts';

// The first sign-in on a PC, as it is: the recovery code, and everything still to come.
test.use({ pc: 'new' });

test('a clerk signs in and sees the notices of the department', async ({ client, platform }) => {
  const recoveryCode = await signIn(client, platform);
  expect(recoveryCode).toMatch(/\S{4,}/);
  await openModule(client, '告知接收');
  await expect(client.getByRole('heading', { name: '告知接收' })).toBeVisible();
  await expect(client.getByRole('row').nth(1)).toBeVisible();
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
