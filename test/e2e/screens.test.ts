/** Every screen can be used on the small screen, and with Windows at 150 %. */
import type { Page } from '@playwright/test';
import { everyScreen, prepareScreens } from './every-screen.ts';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { atRest, caughtUp, settled } from './steps.ts';

/** Controls that cannot be reached by scrolling, that something covers, or whose words are cut off. */
function unusable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1) wrong.push('the page is wider than the window');
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}”`;
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

for (const { name, use } of [
  { name: 'on a screen of 1024 × 768', use: { viewport: { width: 1024, height: 768 } } },
  // What is left of 1280 × 800 and of 1920 × 1080 when Windows draws everything half as large again.
  { name: 'at 150 % on 1920 × 1080', use: { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.5 } },
  { name: 'at 150 % on 1280 × 800', use: { viewport: { width: 853, height: 533 }, deviceScaleFactor: 1.5 } },
])
  test.describe(name, () => {
    test.use(use);
    test(`no control is out of reach, covered or cut off ${name}`, async ({ client, platform }) => {
      await prepareScreens(platform);
      await signIn(client, platform);
      await everyScreen(client, async (screen) => {
        expect.soft(await unusable(client), screen).toEqual([]);
      });
    });
  });

/** Rows of the list that stand whole in the window, and how many of them there could be. */
const wholeRows = (page: Page): Promise<{ whole: number; all: number }> =>
  page.evaluate(() => {
    const scroller = document.querySelector('.scroller')?.getBoundingClientRect();
    const head = document.querySelector('.scroller thead')?.getBoundingClientRect();
    if (!scroller || !head) throw new Error('no list');
    const rows = [...document.querySelectorAll('.scroller tbody tr')].map((row) => row.getBoundingClientRect());
    const isWhole = ({ top, bottom }: DOMRect) => top >= head.bottom - 1 && bottom <= scroller.bottom + 1;
    return { whole: rows.filter(isWhole).length, all: rows.length };
  });

test.describe('rows in sight', () => {
  test.use({ scale: 'county' });
  test('ten beside an open drawer at 1280 × 800, six at 1024 × 768, five at 150 %', async ({ client, platform }) => {
    test.slow();
    await signIn(client, platform);
    await caughtUp(client);
    for (const module of ['告知接收', '告知反馈', '告知查询', '抽查主体查询']) {
      for (const [width, height, least] of [
        [1280, 800, 10],
        [1024, 768, 6],
        [853, 533, 5],
      ] as const) {
        await client.setViewportSize({ width, height });
        await openModule(client, module);
        await settled(client);
        const where = `${module} ${width} × ${height}`;
        await expect.soft.poll(() => wholeRows(client).then(({ whole }) => whole), where).toBeGreaterThanOrEqual(least);
        await client.locator('tr[data-id]').first().dblclick();
        await expect(client.getByRole('region', { name: /详情/ })).toBeVisible();
        await atRest(client);
        await expect.soft
          .poll(() => wholeRows(client).then(({ whole }) => whole), `${where}, drawer open`)
          .toBeGreaterThanOrEqual(least);
        // From wherever the focus is.
        await client.getByRole('heading', { level: 1 }).click();
        await client.keyboard.press('Escape');
        await expect(client.getByRole('region', { name: /详情/ })).toBeHidden();
      }
    }
  });
});

test('the frame stays where it is, wherever choices open', async ({ client, platform }) => {
  await signIn(client, platform);
  const scrolled = await client.evaluate(() => {
    // As choices lie before they are placed.
    const below = document.createElement('div');
    below.style.cssText = 'position: absolute; top: 1500px; width: 20px; height: 20px';
    document.body.append(below);
    below.scrollIntoView();
    const at = [window.scrollY, document.body.scrollTop, document.documentElement.scrollTop];
    below.remove();
    return at;
  });
  expect(scrolled).toEqual([0, 0, 0]);
  // The longest page, turned to its end and beyond.
  await openModule(client, '设置');
  await client.getByRole('main').hover();
  // What a section asks for later makes the page longer.
  await expect(async () => {
    await client.mouse.wheel(0, 20_000);
    await expect(client.getByText('数据库大小')).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  expect(await client.getByRole('navigation', { name: '模块' }).boundingBox()).toMatchObject({ x: 0, y: 0 });
});
