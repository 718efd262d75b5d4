/**
 * Clicks that only read, in a real Chromium page: from the click to the frame that shows what was asked for. Beside them the
 * browser's own frame, a click that changes one word and asks nobody.
 */
import type { Page } from '@playwright/test';
import { type BenchRow, figuresOf, ms } from '../measure.ts';

/** What is pressed, and what stands there once it is answered. Both run in the page. */
interface Reading {
  readonly name: string;
  /** Selector, and words that the element begins with. */
  readonly press: readonly [selector: string, words?: string];
  readonly shows: string;
  /** What must be gone or changed first, so that an old answer does not count: selector whose text has to differ. */
  readonly unlike?: string;
}

const rows = '.scroller[aria-busy=false] tr[data-id]';
const module = (title: string, shows = rows): Reading => ({
  name: `打开${title}`,
  press: ['nav[aria-label=模块] a', title],
  shows,
  unlike: 'main h1',
});
const readings: readonly Reading[] = [
  module('工作台', '[aria-labelledby=today-title]'),
  module('告知反馈'),
  module('抽查主体查询'),
  module('报送与冲突', 'main h1'),
  module('告知查询'),
  { name: '打开详情', press: ['tr[data-id] .name-button'], shows: 'aside.drawer dl' },
  {
    name: '下一条',
    press: ['aside.drawer footer button', '下一条'],
    shows: 'aside.drawer dl',
    unlike: 'aside.drawer h2',
  },
  { name: '关闭详情', press: ['aside.drawer .close'], shows: 'main:not(:has(aside.drawer))' },
  { name: '下一页', press: ['.turn button', '下一页'], shows: rows, unlike: 'tr[data-id] .name-button' },
  { name: '上一页', press: ['.turn button', '上一页'], shows: rows, unlike: 'tr[data-id] .name-button' },
  { name: '按名称排序', press: ['th.name .sort'], shows: rows, unlike: 'tr[data-id] .name-button' },
  { name: '更多条件', press: ['.filter-frame .buttons button', '更多条件'], shows: '.filter-frame .more .field' },
  { name: '收起条件', press: ['.filter-frame .buttons button', '更多条件'], shows: '.filter-frame:not(.unfolded)' },
];
const rounds = 8;

/** @returns from the click until its frame has been painted, ms */
function pressed(page: Page, { press, shows, unlike }: Reading): Promise<number> {
  return page.evaluate(
    ({ selector, words, shows, unlike }) =>
      new Promise<number>((resolve, reject) => {
        const found = [...document.querySelectorAll<HTMLElement>(selector)].find((one) =>
          one.textContent.trim().startsWith(words),
        );
        if (!found) {
          reject(new Error(`nothing to press: ${selector} ${words}`));
          return;
        }
        const said = () => (unlike ? (document.querySelector(unlike)?.textContent ?? '') : null);
        const before = said();
        const begun = performance.now();
        found.click();
        const look = () => {
          if (document.querySelector(shows) && (before === null || said() !== before)) {
            // The frame in which it stands has been handed over by the next task after it.
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun), 0));
          } else if (performance.now() - begun > 20_000) reject(new Error(`not shown: ${shows}`));
          else setTimeout(look, 0);
        };
        look();
      }),
    { selector: press[0], words: press[1] ?? '', shows, unlike: unlike ?? '' },
  );
}

/** The same for one word that changes. */
function ownFrame(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const button = document.createElement('button');
        document.body.append(button);
        button.addEventListener('click', () => (button.textContent = 'x'));
        const begun = performance.now();
        button.click();
        requestAnimationFrame(() =>
          setTimeout(() => {
            resolve(performance.now() - begun);
            button.remove();
          }, 0),
        );
      }),
  );
}

const idle = (page: Page) => page.evaluate(() => new Promise((done) => requestIdleCallback(done)));

/** `most`: what they may take beyond the browser's own frame, p95, ms. */
export async function clickRows(page: Page, scale: string, most: number): Promise<BenchRow[]> {
  const taken = new Map<string, number[]>();
  const own: number[] = [];
  for (let round = 0; round <= rounds; round += 1)
    for (const reading of readings) {
      const time = await pressed(page, reading);
      await idle(page);
      own.push(await ownFrame(page));
      // The first time a page is opened its code is compiled.
      if (round > 0) taken.set(reading.name, [...(taken.get(reading.name) ?? []), time]);
    }
  const all = figuresOf([...taken.values()].flat());
  const frame = figuresOf(own);
  const beyond = all.p95 - frame.p50;
  const slowest = [...taken]
    .map(([name, times]) => ({ name, p50: figuresOf(times).p50 }))
    .toSorted((one, other) => other.p50 - one.p50)
    .slice(0, 4);
  return [
    {
      item: '只读的点击',
      case: `${scale}，${readings.length} 种点击各 ${rounds} 次，到画出`,
      project: `p50 ${ms(all.p50)}, p95 ${ms(all.p95)}`,
      limit: `浏览器自己的一帧 ${ms(frame.p50)}`,
      ratio: all.p95 / frame.p50,
      target: `p95 ≤ ${most} ms 加一帧`,
      met: beyond <= most,
      note: `slowest by p50: ${slowest.map(({ name, p50 }) => `${name} ${ms(p50)}`).join(', ')}`,
    },
  ];
}

/** Tasks of 50 ms and more while one scrolls through a list and types into its condition. */
export async function taskRowsWhileReading(page: Page): Promise<BenchRow[]> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { benchTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration);
    }).observe({ type: 'longtask' });
  });
  await page.locator('.scroller').hover();
  for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, turn < 20 ? 120 : -120);
  const field = page.getByRole('search').getByRole('textbox').first();
  await field.click();
  await page.keyboard.type('shipinjingyingxukezheng', { delay: 30 });
  await page.waitForTimeout(500);
  await field.fill('');
  const tasks = await page.evaluate(() => (window as unknown as { benchTasks: number[] }).benchTasks);
  const longest = Math.max(0, ...tasks);
  return [
    {
      item: '滚动和输入时页面停顿',
      case: '列表滚动 40 次、条件输入 23 个字母期间最长任务',
      project: longest === 0 ? '< 50 ms' : ms(longest),
      limit: '浏览器从 50 ms 起报告',
      ratio: null,
      target: '没有 50 ms 以上的任务',
      met: longest === 0,
      note: `${tasks.length} tasks of 50 ms and more`,
    },
  ];
}
