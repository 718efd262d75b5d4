/** Every page can be used: by people with a screen reader, on the small screen, and with Windows at 150 %. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { drawer, openRecord, pushNotice, pushReceived, rowOf } from './steps.ts';

/** Serious and critical violations, each with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  // A page that still fades in has contrasts that nobody sees.
  await page.waitForTimeout(400);
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`));
}

/** Controls that cannot be reached by scrolling, that something covers, or whose words are cut off. */
function unusable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1) wrong.push('the page is wider than the window');
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}”`;
    // What stands behind an open dialog cannot be used and need not be.
    const dialog = [...document.querySelectorAll<HTMLElement>('[role=dialog][aria-modal=true]')].find((one) =>
      one.checkVisibility(),
    );
    for (const element of (dialog ?? document).querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea',
    )) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('[inert], .skip, .visually-hidden') || (element as HTMLButtonElement).disabled) continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = element.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) {
        wrong.push(`${nameOf(element)} lies outside at ${Math.round(x)},${Math.round(y)}`);
        continue;
      }
      const hit = document.elementFromPoint(x, y);
      // A select of Element Plus shows its choice over its own input; a label belongs to its box.
      const own = element.closest('label, .el-select, .el-input, .el-radio, .el-checkbox, .el-input-number') ?? element;
      if (!hit || !(own.contains(hit) || hit.contains(element)))
        wrong.push(`${nameOf(element)} is covered by ${hit ? nameOf(hit) : 'nothing'}`);
      const words = element.tagName === 'BUTTON' && element.getAttribute('title') === null;
      if (words && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow === 'hidden')
        wrong.push(`${nameOf(element)} is cut off`);
    }
    return wrong;
  });
}

/** Walks through what a clerk uses daily, and calls `look` on each screen with its name. */
async function everyScreen(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  for (const module of await page
    .getByRole('navigation', { name: '模块' })
    .getByRole('link')
    .locator('span:not(.count, .visually-hidden)')
    .allInnerTexts()) {
    await openModule(page, module);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('正在读取')).toHaveCount(0);
    await look(module);
  }
  await openModule(page, '告知查询');
  const more = page.getByRole('button', { name: /更多条件/ });
  await more.click();
  await look('告知查询，更多条件');
  await more.click();
  await openRecord(page, '告知接收', '澧安县细看接收店');
  await look('告知接收，告知详情');
  await drawer(page).getByRole('button', { name: '回退' }).click();
  await expect(page.getByRole('dialog', { name: '回退' })).toBeVisible();
  await look('回退');
  await page.getByRole('dialog', { name: '回退' }).getByRole('button', { name: '取消' }).click();
  await drawer(page).getByRole('button', { name: '关闭', exact: true }).click();
  await openModule(page, '告知反馈');
  await rowOf(page, '澧安县细看反馈店').getByRole('button', { name: /^反馈/ }).click();
  const form = page.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '已发证', exact: true }).check();
  await form.getByRole('button', { name: '反馈', exact: true }).click();
  await look('反馈信息，有错');
}

test.beforeEach(async ({ platform }) => {
  await pushNotice(platform, '澧安县细看接收店');
  await pushReceived(platform, '澧安县细看反馈店');
});

test('axe finds nothing serious on any screen', async ({ client, platform }) => {
  test.setTimeout(180_000);
  await expect(client.getByLabel('账号', { exact: true })).toBeVisible();
  expect(await violations(client), '登录').toEqual([]);
  await signIn(client, platform);
  await everyScreen(client, async (screen) => {
    expect.soft(await violations(client), screen).toEqual([]);
  });
});

for (const { name, use } of [
  { name: 'on a screen of 1024 × 768', use: { viewport: { width: 1024, height: 768 } } },
  // What is left of 1280 × 800 and of 1920 × 1080 when Windows draws everything half as large again.
  { name: 'at 150 % on 1920 × 1080', use: { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.5 } },
  { name: 'at 150 % on 1280 × 800', use: { viewport: { width: 853, height: 533 }, deviceScaleFactor: 1.5 } },
])
  test.describe(name, () => {
    test.use(use);
    test(`no control is out of reach, covered or cut off ${name}`, async ({ client, platform }) => {
      test.setTimeout(180_000);
      await signIn(client, platform);
      await everyScreen(client, async (screen) => {
        expect.soft(await unusable(client), screen).toEqual([]);
      });
    });
  });
