/** The lists of 双告知: filters combined and remembered, order, lamps, what is pushed, and the keyboard alone. */
import { expect, leaveNews, openModule, reopen, signIn, test } from './fixtures.ts';
import {
  caughtUp,
  chips,
  cutOff,
  deliverAll,
  drawer,
  expectAccepted,
  noticeAt,
  openRecord,
  openTab,
  ourDepartment,
  pushNotice,
  pushReceived,
  rowOf,
  settled,
} from './steps.ts';

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test('filters combine, stand as chips that each go by themselves, and are still there after a restart', async ({
  client,
  platform,
  shell,
}) => {
  await pushNotice(platform, '澧安县鹿鸣食品厂', { applicationType: 'change', address: '澧安县柳叶街道 8 号' });
  await pushNotice(platform, '澧安县鹿鸣副食店', { applicationType: 'establish', address: '澧安县柳叶街道 9 号' });
  await pushNotice(platform, '澧安县鹿鸣饮品店', { applicationType: 'change', address: '澧安县石桥路 1 号' });
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知接收');

  await client.getByLabel('主体名称', { exact: true }).fill('鹿鸣');
  await client.getByRole('button', { name: /更多条件/ }).click();
  await client.getByLabel('住所', { exact: true }).fill('柳叶');
  await client.getByRole('group', { name: '申请类型' }).getByText('变更登记').click();
  await client.getByRole('button', { name: '查询', exact: true }).click();
  await expect(client.locator('tr[data-id]')).toHaveCount(1);
  await expect(rowOf(client, '澧安县鹿鸣食品厂')).toBeVisible();
  for (const words of ['主体名称：鹿鸣', '住所：柳叶', '申请类型：变更登记'])
    await expect(chips(client).getByText(words)).toBeVisible();

  await chips(client).getByRole('button', { name: '去掉条件：住所：柳叶' }).click();
  await expect(client.locator('tr[data-id]')).toHaveCount(2);
  const views = client.getByRole('button', { name: '常用条件' });
  await views.click();
  await client.getByLabel('常用条件的名称').fill('鹿鸣的变更');
  await client.getByRole('button', { name: '保存当前条件' }).click();
  await expect(client.getByText('已保存“鹿鸣的变更”')).toBeVisible();
  await client.keyboard.press('Escape');
  await expect(views).toBeFocused();
  // Another page has conditions of its own; this one keeps these.
  await openModule(client, '告知查询');
  await expect(chips(client)).toHaveCount(0);

  await shell.stop();
  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await expect(client.locator('tr[data-id]')).toHaveCount(2);
  await expect(chips(client).getByText('申请类型：变更登记')).toBeVisible();
  await chips(client).getByRole('button', { name: '清除全部条件' }).click();
  await expect(chips(client)).toHaveCount(0);
  await expect.poll(() => client.locator('tr[data-id]').count()).toBeGreaterThan(2);
  // What was kept under a name brings them back by the keyboard alone.
  await views.press('Enter');
  await expect(client.getByRole('dialog', { name: '我的常用条件' })).toBeVisible();
  await client.keyboard.press('Tab');
  await expect(client.getByRole('button', { name: /^鹿鸣的变更/ })).toBeFocused();
  await client.keyboard.press('Enter');
  await expect(client.locator('tr[data-id]')).toHaveCount(2);
  await expect(chips(client).getByText('申请类型：变更登记')).toBeVisible();
});

test('the list is sorted by the heading that is clicked, and turned round by a second click', async ({
  client,
  platform,
}) => {
  await pushReceived(platform, '甲乙丙商行', { approvedOn: '2026-01-07' });
  await pushReceived(platform, '甲乙丙书店', { approvedOn: '2026-01-05' });
  await pushReceived(platform, '甲乙丙茶庄', { approvedOn: '2026-01-06' });
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知反馈');
  await client.getByLabel('主体名称', { exact: true }).fill('甲乙丙');
  await client.getByRole('button', { name: '查询', exact: true }).click();
  const names = () => client.locator('tr[data-id] .name-button').allInnerTexts();
  await expect.poll(async () => (await names()).length).toBe(3);
  const heading = client.getByRole('columnheader', { name: /最近业务/ });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(names).toEqual(['甲乙丙商行', '甲乙丙茶庄', '甲乙丙书店']);
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(names).toEqual(['甲乙丙书店', '甲乙丙茶庄', '甲乙丙商行']);
});

test('a notice that is pushed meanwhile is told by itself, moves no row before it is asked for, and counts beside the module', async ({
  client,
  platform,
}) => {
  await signIn(client, platform);
  await leaveNews(client);
  await openModule(client, '设置');
  await client
    .locator('.el-select')
    .filter({ has: client.getByRole('combobox', { name: '同步间隔' }) })
    .click();
  await client.getByRole('option', { name: '30 秒' }).click();
  await expect(client.getByText(/^已保存/)).toBeVisible();
  await caughtUp(client);
  await openModule(client, '告知接收');
  await openTab(client, '全部');
  await settled(client);
  const rows = await client.locator('tr[data-id]').count();
  const waiting = client.getByRole('link', { name: /^告知接收 \d+ 条待接收/ });
  const before = Number(/\d+/.exec((await waiting.textContent()) ?? '')?.[0]);
  await pushNotice(platform, '澧安县夜航船书店');
  const news = client.getByRole('button', { name: '有 1 条新告知，显示' });
  await expect(news).toBeVisible();
  await expect(client.locator('tr[data-id]')).toHaveCount(rows);
  await news.click();
  await expect(rowOf(client, '澧安县夜航船书店')).toBeVisible();
  await expect(news).toHaveCount(0);
  await expect(client.getByRole('link', { name: new RegExp(`^告知接收 ${before + 1} 条待接收`) })).toBeVisible();
});

test('lamps tell by sign and word, not by colour alone: 未接收, 已接收未反馈, 已反馈, and ! past three days', async ({
  client,
  platform,
}) => {
  await pushNotice(platform, '四灯甲店');
  await pushReceived(platform, '四灯乙店');
  await pushNotice(platform, '四灯丙店', { pushedAt: daysAgo(6) });
  await pushReceived(platform, '四灯丁店', {
    stage: 'answered',
    feedbacks: [
      {
        id: crypto.randomUUID(),
        result: 'refused',
        feedbackOn: '2026-01-05',
        certificateNumber: '',
        certificateName: '',
        issuingOrgan: '',
        issuedOn: null,
        validFrom: null,
        validTo: null,
        longTerm: false,
        permitContent: '',
        remark: '材料不齐。',
        departmentCode: ourDepartment.code,
        departmentName: ourDepartment.name,
        person: '简文澜',
        at: new Date().toISOString(),
      },
    ],
  });
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知查询');
  const colours = new Set<string>();
  for (const [name, sign, word] of [
    ['四灯甲店', '●', '未接收'],
    ['四灯乙店', '◐', '已接收未反馈'],
    ['四灯丙店', '!', '逾期未接收'],
    ['四灯丁店', '✓', '已反馈'],
  ] as const) {
    const lamp = rowOf(client, name).locator('.lamp .lamp');
    await expect(lamp.locator('.sign')).toHaveText(sign);
    await expect(lamp).toContainText(word);
    await expect(lamp).toHaveAttribute('title', /\S/);
    colours.add(await lamp.locator('.sign').evaluate((element) => getComputedStyle(element).color));
  }
  expect(colours.size, 'red, amber and green are different colours as well').toBeGreaterThanOrEqual(3);
  await expect(rowOf(client, '四灯丙店').locator('.lamp .lamp')).toHaveAttribute('title', /已超过 3 天/);
  await expect(rowOf(client, '四灯丙店').locator('td.deadline')).toContainText(/已逾期 \d+ 天/);
  await expect.poll(() => cutOff(client)).toEqual([]);
});

test('without a mouse: into the list, open, receive, on to the next, receive it too', async ({ client, platform }) => {
  const first = await pushNotice(platform, '键盘甲店', { approvedOn: '2099-01-02' });
  const second = await pushNotice(platform, '键盘乙店', { approvedOn: '2099-01-01' });
  await signIn(client, platform);
  await caughtUp(client);
  const keys = client.keyboard;
  const reach = async (name: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (
        (
          await client.evaluate(() =>
            document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? ''),
          )
        ).includes(name)
      )
        return;
      await keys.press('Tab');
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await client.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await reach('告知接收');
  await keys.press('Enter');
  await expect(rowOf(client, '键盘甲店')).toBeVisible();
  await client.keyboard.press('Control+F');
  await expect(client.getByLabel('主体名称', { exact: true })).toBeFocused();
  await keys.type('键盘');
  await keys.press('Enter');
  await expect(client.locator('tr[data-id]')).toHaveCount(2);
  await reach('键盘甲店');
  await keys.press('Home');
  await keys.press('Enter');
  await expect(drawer(client).getByRole('heading', { name: '键盘甲店' })).toBeVisible();
  await keys.press('r');
  await expect(client.getByText('已接收“键盘甲店”')).toBeVisible();
  await expectAccepted(platform, 'notices.receive', first);
  await keys.press('Alt+ArrowDown');
  await expect(drawer(client).getByRole('heading', { name: '键盘乙店' })).toBeVisible();
  await keys.press('r');
  await expectAccepted(platform, 'notices.receive', second);
  expect((await noticeAt(platform, second)).receipt?.person).toBe('易知远');
});

test('the detail tells what was done here and not yet delivered, and then that the platform accepted it', async ({
  client,
  platform,
}) => {
  const id = await pushNotice(platform, '澧安县待渡便利店');
  await signIn(client, platform);
  await caughtUp(client);
  await platform.stop();
  const detail = await openRecord(client, '告知接收', '澧安县待渡便利店');
  await detail.getByRole('button', { name: '接收', exact: true }).click();
  const story = detail.getByRole('region', { name: '办理经过' });
  await expect(story.getByRole('listitem').filter({ hasText: '接收' })).toContainText(/待报送|报送中|结果未知/);
  await expect(detail.getByRole('region', { name: '报送情况' })).toBeVisible();

  await platform.start();
  await deliverAll(client);
  await expectAccepted(platform, 'notices.receive', id);
  const told = story.getByRole('listitem').filter({ hasText: '接收' });
  await expect(told.first()).toContainText(/平台已受理\s*接收.*，回执/);
  await expect(told.last()).toContainText('本机完成，平台已受理');
  await expect(detail.getByRole('region', { name: '报送情况' })).toContainText('回执');
});
