/** Every screen can be used by people with a screen reader, or who see little contrast. */
import { violations } from './axe.ts';
import { everyScreen, prepareScreens } from './every-screen.ts';
import { expect, signIn, test } from './fixtures.ts';

test('axe finds nothing serious on any screen', async ({ client, platform }) => {
  await prepareScreens(platform);
  await expect(client.getByLabel('账号', { exact: true })).toBeVisible();
  expect(await violations(client), '登录').toEqual([]);
  await signIn(client, platform);
  await everyScreen(client, async (screen) => {
    expect.soft(await violations(client), screen).toEqual([]);
  });
  await client.keyboard.press('F1');
  await expect(client.getByRole('region', { name: '帮助' })).toContainText('怎么做');
  expect.soft(await violations(client), '本页帮助').toEqual([]);
});
