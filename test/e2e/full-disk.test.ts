/** A full disk: told in words where the work is done, nothing kept by halves, and everything goes on once there is room. */
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { startShell } from './shell.ts';
import { makeSmallDisk } from './small-disk.ts';
import { accepted, caughtUp, connectionWords, deliverAll, openRecord, pushNotice, pushReceived } from './steps.ts';

test('a full disk refuses work in words, loses none, halves none; with room again the same work is done and delivered once', async ({
  page,
  platform,
  folder,
}) => {
  const names = Array.from({ length: 30 }, (_, number) => `澧安县满仓粮行第${number + 1}店`);
  const ids: string[] = [];
  for (const name of names) ids.push(await pushNotice(platform, name));
  const beforehand = await pushNotice(platform, '澧安县先办商行');
  await pushReceived(platform, '澧安县半稿书店');
  const disk = makeSmallDisk(folder);
  test.info().annotations.push({ type: 'disk', description: disk.real ? 'a real one, full' : 'refused by SQLite' });
  Object.assign(process.env, disk.environment);
  const shell = await startShell({ dataDirectory: disk.directory, platformUrl: platform.url });
  for (const name of Object.keys(disk.environment)) Reflect.deleteProperty(process.env, name);
  try {
    await page.goto(shell.url);
    await signIn(page, platform);
    await caughtUp(page);
    await platform.stop();
    // Done while there was room: must survive all that follows.
    const first = await openRecord(page, '告知接收', '澧安县先办商行');
    await first.getByRole('button', { name: '接收', exact: true }).click();
    await expect(first).toContainText('已接收未反馈');
    await page.keyboard.press('Escape');

    disk.fill();
    await openModule(page, '告知接收');
    await page.getByLabel('主体名称', { exact: true }).fill('满仓粮行');
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await expect(page.locator('tr[data-id]')).toHaveCount(30);
    await page.locator('thead').getByRole('checkbox').check();
    await page.getByRole('button', { name: /^批量接收/ }).click();
    const told = page.getByRole('alert').filter({ hasText: '磁盘空间不足' });
    await expect(told.first()).toContainText('刚才的操作没有保存；之前的数据都在。');
    await expect(told.first()).toContainText('请清理磁盘后再操作一次。');
    await expect(page.locator('tr[data-id]'), 'all of it or nothing of it').toHaveCount(30);
    await expect(connectionWords(page)).toContainText('1 条待报送');
    // Reading goes on.
    await openModule(page, '告知查询');
    await expect(page.locator('tr[data-id]').first()).toBeVisible();

    // A crash on top of it: what was done before is still there after a start with room again.
    await shell.kill();
    disk.free();
    await shell.start();
    await reopen(page, shell);
    await signIn(page, platform);
    await expect(connectionWords(page)).toContainText('1 条待报送');
    await openModule(page, '告知接收');
    await page.getByLabel('主体名称', { exact: true }).fill('满仓粮行');
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await expect(page.locator('tr[data-id]')).toHaveCount(30);
    await page.locator('thead').getByRole('checkbox').check();
    await page.getByRole('button', { name: /^批量接收/ }).click();
    await expect(page.locator('tr[data-id]')).toHaveCount(0);
    await platform.start();
    await deliverAll(page);
    const received = (await accepted(platform, 'notices.receive')).map(({ recordId }) => recordId);
    expect(received.toSorted()).toEqual([...ids, beforehand].toSorted());
  } finally {
    await shell.stop();
    disk.remove();
  }
});
