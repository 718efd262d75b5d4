/** Somebody copies an old data file back: told in red, nothing done since is lost, nothing is sent twice. */
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { caughtUp, connectionWords, deliverAll, expectAccepted, pushNotice, rowOf } from './steps.ts';

test('an old data file copied back is told in red until somebody takes note; what was done since is there, and delivered once', async ({
  client,
  platform,
  shell,
  folder,
}) => {
  const early = await pushNotice(platform, '澧安县先到茶馆');
  const late = await pushNotice(platform, '澧安县后到茶馆');
  await signIn(client, platform);
  const receive = (name: string) => rowOf(client, name).getByRole('button', { name: /^接收/ }).click();
  await caughtUp(client);
  await client.goto('about:blank');
  await shell.stop();
  const names = await readdir(shell.dataDirectory, { recursive: true });
  const database = join(shell.dataDirectory, names.find((name) => name.endsWith('client.db')) ?? '');
  await copyFile(database, join(folder, 'yesterday.db'));

  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform);
  await openModule(client, '告知接收');
  await receive('澧安县先到茶馆');
  await expectAccepted(platform, 'notices.receive', early);
  await deliverAll(client);
  await platform.stop();
  await receive('澧安县后到茶馆');
  await expect(connectionWords(client)).toContainText('1 条待报送');
  await client.goto('about:blank');
  await shell.stop();
  await copyFile(join(folder, 'yesterday.db'), database);

  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform);
  const banner = client.getByRole('alert', { name: '数据文件曾被换旧' });
  await expect(banner).toContainText('本机数据文件比工作日志旧，缺少的 2 项操作已经补回。');
  await expect(banner).toContainText('已另做一份备份');
  await expect(connectionWords(client), 'nobody can say yet what arrived').toContainText('2 条');
  await platform.start();
  await deliverAll(client);
  await expectAccepted(platform, 'notices.receive', early, 1);
  await expectAccepted(platform, 'notices.receive', late, 1);
  await openModule(client, '告知查询');
  await expect(banner, 'on every page').toBeVisible();
  await banner.getByRole('button', { name: '知道了' }).click();
  await expect(banner).toBeHidden();
});
