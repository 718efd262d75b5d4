/** The screens that a clerk uses daily, one after another. */
import type { Page } from '@playwright/test';
import { expect, openModule } from './fixtures.ts';
import type { Platform } from './platform.ts';
import { atRest, caughtUp, drawer, openRecord, pushNotice, pushReceived, rowOf } from './steps.ts';

/** Two notices to look at, and every page for who looks; before the sign-in. */
export async function prepareScreens(platform: Platform): Promise<void> {
  await platform.control('setRoles', { account: 'scjg01', roles: ['clerk', 'reviewer', 'rosterKeeper', 'planKeeper'] });
  await pushNotice(platform, '澧安县细看接收店');
  await pushReceived(platform, '澧安县细看反馈店');
}

/** Walks through what a clerk uses daily, and calls `lookAt` on each screen with its name. */
export async function everyScreen(page: Page, lookAt: (screen: string) => Promise<void>): Promise<void> {
  const look = async (screen: string): Promise<void> => {
    await atRest(page);
    await lookAt(screen);
  };
  await caughtUp(page);
  for (const module of await page
    .getByRole('navigation', { name: '模块' })
    .getByRole('link')
    .locator('.title')
    .allInnerTexts()) {
    await openModule(page, module);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('正在读取')).toHaveCount(0);
    await look(module);
  }
  await openModule(page, '报送与冲突');
  await page.getByRole('button', { name: '科室各台电脑' }).click();
  await expect(page.getByRole('table', { name: '科室各台电脑' })).toBeVisible();
  await look('科室各台电脑');
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
