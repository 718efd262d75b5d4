/** Bad luck with this PC: a second start, folders that are none. A full disk: full-disk.test.ts. A damaged file: backups.test.ts. */
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './child.ts';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { pushNotice, rowOf } from './steps.ts';

/** Starts the shell as a person would, and waits for its end. */
function startAndEnd(dataDirectory: string, platformUrl: string): { code: number | null; said: string } {
  const ended = spawnSync(
    process.execPath,
    [join(root, 'out/main/browser-shell.js'), `--data-dir=${dataDirectory}`, `--platform=${platformUrl}`],
    { cwd: root, encoding: 'utf8', timeout: 20_000, input: '' },
  );
  return { code: ended.status, said: `${ended.stdout}${ended.stderr}` };
}

test('a second start on the same data harms nothing: it leads to the first, or says that it runs', async ({
  client,
  platform,
  shell,
}) => {
  await signIn(client, platform);
  const second = startAndEnd(shell.dataDirectory, platform.url);
  expect(second.code, second.said).not.toBeNull();
  expect(second.said).toMatch(/已经在运行|"event":"ready"/);
  await openModule(client, '告知查询');
  await expect(client.locator('tr[data-id]').first()).toBeVisible();
});

test('a data folder that is a file ends in one line of Chinese', async ({ platform, folder }) => {
  const notAFolder = join(folder, 'occupied');
  await writeFile(notAFolder, 'x');
  const { code, said } = startAndEnd(notAFolder, platform.url);
  expect(code).not.toBe(0);
  expect(said).toMatch(/目录/);
  expect(said, 'no stack for a person').not.toMatch(/^\s+at /m);
});

test('exports into a folder that cannot be written say so, and the setting stays as it was', async ({
  client,
  platform,
  folder,
}) => {
  await pushNotice(platform, '澧安县只读商行');
  const occupied = join(folder, 'a-file');
  await writeFile(occupied, 'x');
  await signIn(client, platform);
  await openModule(client, '设置');
  await client.getByLabel('导出目录').fill(occupied);
  await client.getByLabel('导出目录').press('Tab');
  await expect(client.getByRole('main').getByRole('alert')).toContainText('目录');
  await openModule(client, '告知接收');
  await expect(rowOf(client, '澧安县只读商行')).toBeVisible();
  await client.getByRole('button', { name: '批量导出 Excel' }).click();
  await expect(client.getByRole('button', { name: '打开文件' })).toBeVisible();
});

test('a folder taken away while one exports fails with words, without half a file; what is done is kept', async ({
  client,
  platform,
  folder,
}) => {
  const exports = join(folder, 'paper');
  await mkdir(exports);
  await signIn(client, platform);
  await openModule(client, '设置');
  await client.getByLabel('导出目录').fill(exports);
  await client.getByLabel('导出目录').press('Tab');
  await expect(client.getByText(/^已保存/)).toBeVisible();
  await rm(exports, { recursive: true });
  await writeFile(exports, 'now a file');
  await openModule(client, '告知查询');
  await client.getByRole('button', { name: '批量导出 Excel' }).click();
  const said = client.getByRole('alert').filter({ hasText: '没有写入权限' }).first();
  await expect(said).toContainText('请检查目录权限，或换一个可以写入的目录');
});
