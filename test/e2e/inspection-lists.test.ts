/** The lists of 双随机抽查 as a person sets them up: columns and filters stay as they were left, ticks go over pages. */
import type { Page } from '@playwright/test';
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { caughtUp, chips, keptByCore, rowOf, settled } from './steps.ts';

/** Name of the first row, once it is another than `before`. */
async function firstName(client: Page, before: string | null): Promise<string> {
  const name = client.locator('tr[data-id] .name-button').first();
  await expect(name).not.toHaveText(before ?? '');
  return name.innerText();
}

test('columns that are hidden, shown or widened, orders and filters, are still so after a restart, on each list by itself', async ({
  client,
  platform,
  shell,
}) => {
  await signIn(client, platform, 'scjg03');
  await caughtUp(client);
  const lists = [
    { module: '抽查主体查询', hide: '检查结果', show: '法定代表人/经营者' },
    { module: '执法人员库查询', hide: '在岗状态', show: '专业技能' },
    { module: '抽查方案查询', hide: '制定日期', show: '抽查依据' },
    { module: '抽查结果录入', hide: '检查人员', show: '联系电话' },
    { module: '复核', hide: '检查日期', show: '主体类型' },
  ];
  // A heading that sorts says so in its title.
  const heading = (title: string) =>
    client.getByRole('columnheader').filter({ has: client.getByTitle(new RegExp(`^(${title}|按${title}排序)$`)) });
  const widthOf = async (): Promise<number> =>
    (
      await client
        .getByRole('columnheader')
        .filter({ has: client.locator('.title') })
        .first()
        .boundingBox()
    )?.width ?? 0;
  const widths = new Map<string, number>();
  for (const { module, hide, show } of lists) {
    await openModule(client, module);
    await expect(heading(hide)).toBeVisible();
    await expect(heading(show)).toHaveCount(0);
    await client.getByRole('button', { name: '列设置' }).click();
    const picker = client.getByRole('list', { name: '显示的列' });
    await picker.getByText(hide, { exact: true }).click();
    await picker.getByText(show, { exact: true }).click();
    const wider = picker.getByRole('button', { name: /加宽$/ }).first();
    for (let presses = 0; presses < 5; presses += 1) await wider.click();
    await client.getByRole('heading', { level: 1 }).click();
    await expect(heading(hide)).toHaveCount(0);
    await expect(heading(show)).toBeAttached();
    widths.set(module, await widthOf());
  }
  await openModule(client, '抽查主体查询');
  const byName = client.getByRole('columnheader', { name: /主体名称/ });
  await byName.getByRole('button').click();
  await expect(byName).toHaveAttribute('aria-sort', 'ascending');
  const firstBefore = await firstName(client, null);
  await byName.getByRole('button').click();
  await expect(byName).toHaveAttribute('aria-sort', 'descending');
  const first = await firstName(client, firstBefore);
  await openModule(client, '执法人员库查询');
  // What is remembered is written shortly after.
  const remembered = keptByCore(client, '易知远');
  await client.getByLabel('人员姓名', { exact: true }).fill('易知远');
  await client.getByRole('button', { name: '查询', exact: true }).click();
  await expect(chips(client)).toContainText('人员姓名：易知远');
  await expect(client.locator('tr[data-id]')).toHaveCount(1);
  await remembered;

  await shell.stop();
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform, 'scjg03');
  for (const { module, hide, show } of lists) {
    await openModule(client, module);
    await expect(heading(show)).toBeAttached();
    await expect(heading(hide)).toHaveCount(0);
    expect(Math.abs((await widthOf()) - (widths.get(module) ?? 0)), `${module}: as wide as it was`).toBeLessThan(3);
  }
  await openModule(client, '抽查主体查询');
  await expect(byName).toHaveAttribute('aria-sort', 'descending');
  expect(await firstName(client, null)).toBe(first);
  await openModule(client, '执法人员库查询');
  await expect(chips(client)).toContainText('人员姓名：易知远');
  await expect(client.locator('tr[data-id]')).toHaveCount(1);
  await chips(client).getByRole('button', { name: '清除全部条件' }).click();
  await expect.poll(() => client.locator('tr[data-id]').count()).toBeGreaterThan(1);
});

test('without a mouse: into the list, tick, open, on to the next, back', async ({ client, platform }) => {
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await openModule(client, '抽查主体查询');
  await settled(client);
  const names = await client.locator('tr[data-id] .name-button').allInnerTexts();
  await client.locator('tr[data-id]').first().focus();
  await client.keyboard.press(' ');
  await expect(client.getByRole('toolbar', { name: '所选记录的操作' })).toContainText('已选 1 家');
  await client.keyboard.press('ArrowDown');
  await client.keyboard.press('Enter');
  const drawer = client.getByRole('region', { name: '抽查主体详情' });
  await expect(drawer.getByRole('heading', { level: 2 })).toContainText(names[1] ?? '');
  await client.keyboard.press('Alt+ArrowDown');
  await expect(drawer.getByRole('heading', { level: 2 })).toContainText(names[2] ?? '');
  await client.keyboard.press('Enter');
  await expect(drawer).toBeFocused();
  await client.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(rowOf(client, names[2] ?? '').first()).toBeFocused();
});
