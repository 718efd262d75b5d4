/** What page and core hold after as many readings as somebody makes in an hour. Linux alone tells it by process. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import type { Shell } from '../../e2e/shell.ts';
import type { BenchRow } from '../measure.ts';

const most = 300;

/** MB of a process, what it shares with others divided among them. */
function proportionalMegabytes(pid: number): number {
  const told = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(told?.[1] ?? 0) / 1024;
}

/** Asked without a handle on the element: what is held from outside is never given back. */
const stands = (page: Page, selector: string) =>
  page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector);

/** `readings` of them, each a page, a record and the next. */
export async function memoryRows(browser: Browser, page: Page, shell: Shell, readings: number): Promise<BenchRow[]> {
  if (process.platform !== 'linux') return [];
  for (let turn = 0; turn < readings; turn += 3) {
    for (const title of ['告知反馈', '告知查询']) {
      await page.evaluate((name) => {
        for (const link of document.querySelectorAll<HTMLElement>('nav[aria-label=模块] a'))
          if (link.textContent.trim().startsWith(name)) link.click();
      }, title);
      await stands(page, '.scroller[aria-busy=false] tr[data-id]');
    }
    await page.evaluate(() => document.querySelector<HTMLElement>('tr[data-id] .name-button')?.click());
    await stands(page, 'aside.drawer dl');
    await page.evaluate(() => document.querySelector<HTMLElement>('aside.drawer .close')?.click());
  }
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => proportionalMegabytes(id));
  // Of several renderers the one that shows the client is the largest.
  const renderer = Math.max(...renderers);
  const core = proportionalMegabytes(shell.pid);
  const whole = renderer + core;
  return [
    {
      item: '内存',
      case: `${readings} 次翻看之后，页面加核心`,
      project: `${Math.round(whole)} MB`,
      limit: `页面 ${Math.round(renderer)} MB，核心 ${Math.round(core)} MB`,
      ratio: whole / most,
      target: `≤ ${most} MB`,
      met: whole <= most,
      note: 'proportional set size of the renderer and of the shell with its core thread',
    },
  ];
}
