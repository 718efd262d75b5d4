/** Every screen can be used by people with a screen reader, or who see little contrast. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { everyScreen, prepareScreens } from './every-screen.ts';
import { expect, signIn, test } from './fixtures.ts';
import { atRest } from './steps.ts';

/** Serious and critical violations, each with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  // A page that still fades in has contrasts that nobody sees.
  await atRest(page);
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`));
}

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
