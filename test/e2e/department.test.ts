/** What a department's head looks after: which PC has not delivered, what a colleague left, what the platform refused. */
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, openModule, signIn, signOut, test, watchPage } from './fixtures.ts';
import { startShell } from './shell.ts';
import { caughtUp, drawer, fillIn, openRecord, pushNotice, pushReceived, rowOf, syncNow } from './steps.ts';

// The first sign-in on a PC, as it is: the recovery code, and everything still to come.
test.use({ pc: 'new' });

test('the head of the department sees which PC still owes what, also while the platform cannot be asked', async ({
  client,
  platform,
  folder,
  browser,
}) => {
  const name = '澧安县远山茶铺';
  const item = '食品经营许可';
  await pushReceived(platform, name, { permitItemName: item });
  await signIn(client, platform, 'scjg03');
  const fieldShell = await startShell({ dataDirectory: join(folder, 'field'), platformUrl: platform.url });
  const field = await browser.newPage();
  const wrong = watchPage(field);
  try {
    await field.goto(fieldShell.url);
    await signIn(field, platform, 'scjg01');
    await caughtUp(field);
    // A feedback dated by a clock that is right here and two days ahead of the platform's: refused, waits for a person.
    await platform.stop();
    await openModule(field, '告知反馈');
    await rowOf(field, name).getByRole('button', { name: /^反馈/ }).click();
    const form = field.getByRole('form', { name: '反馈信息' });
    await form.getByRole('radio', { name: '不予发证' }).check();
    await form.getByRole('textbox', { name: /^备注/ }).fill('材料不齐。');
    await field.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    await platform.start(new Date(Date.now() - 2 * 86_400_000).toISOString());
    await syncNow(field);
    await openModule(field, '报送与冲突');
    await expect(field.getByRole('row').filter({ hasText: name })).toContainText('退回待改');

    // The refusal goes to whoever can help, as a file.
    await field.getByRole('button', { name: '导出 Excel' }).click();
    const tray = field.getByRole('region', { name: '导出任务' });
    await expect(tray.getByRole('button', { name: '打开文件' }).first()).toBeVisible();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile((await tray.locator('p.file').first().getAttribute('title')) ?? '');
    const cells: string[] = [];
    workbook.worksheets.at(-1)?.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
    expect(cells[0]).toBe('报送情况清单');
    for (const text of [`${name}（${item}）`, '退回待改', '反馈日期不能晚于今天', '请按退回理由修改后重新报送。'])
      expect(cells).toContain(text);
    expect(
      cells.some((text) => text.includes('材料不齐。')),
      'what was sent',
    ).toBe(true);
    expect(
      cells.some((text) => text.includes('"code":"future"')),
      'the platform’s own text',
    ).toBe(true);
    // What it still owes is told with the round.
    await syncNow(field);
    await fieldShell.stop();

    await openModule(client, '报送与冲突');
    await client.getByRole('button', { name: '科室各台电脑' }).click();
    const table = client.getByRole('table', { name: '科室各台电脑' });
    const line = (account: string) => table.getByRole('row').filter({ hasText: account });
    // Its connection broke with the platform: the first question may still find it gone.
    await expect(async () => {
      await client.getByRole('button', { name: '刷新' }).click();
      await expect(line('scjg01').getByRole('cell').nth(1)).toHaveText('1', { timeout: 1_000 });
    }).toPass();
    await expect(line('scjg01').getByRole('cell').nth(2)).toHaveText('1');
    await expect(line('scjg03')).toContainText('本机');
    // A number says nothing to anybody: whoever looks calls it as they like.
    await line('scjg01').getByRole('button', { name: /命名$/ }).click();
    await client.getByRole('dialog').getByRole('textbox').fill('外勤笔记本');
    await client.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await expect(line('scjg01')).toContainText('外勤笔记本');
    await platform.stop();
    await client.getByRole('button', { name: '刷新' }).click();
    await expect(client.getByText('下面是上一次问到的情况')).toBeVisible();
    await expect(line('scjg01').getByRole('cell').nth(1)).toHaveText('1');
    expect(wrong).toEqual([]);
  } finally {
    await field.close();
    await fieldShell.stop();
  }
});

test('交接: a colleague’s half-typed feedback is given to another by the administrator, who goes on with it', async ({
  client,
  platform,
}) => {
  const name = '澧安县未竟书屋';
  await pushReceived(platform, name);
  await pushNotice(platform, '澧安县无关商行');
  const code = await signIn(client, platform, 'scjg01');
  await openModule(client, '告知反馈');
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '不予发证' }).check();
  await fillIn(form, { 备注: '易知远写到一半' });
  await expect(form.getByText(/^已保存/)).toBeVisible();
  await signOut(client);

  const first = async (account: string) => {
    await client.getByLabel('账号', { exact: true }).fill(account);
    await client.getByLabel('密码', { exact: true }).fill(platform.account(account).password);
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await client.getByLabel('科室恢复码').fill(code ?? '');
    await client.getByRole('button', { name: '登录', exact: true }).click();
    await expect(client.getByRole('navigation', { name: '模块' })).toBeVisible();
  };
  await first('scjg02');
  await openRecord(client, '告知反馈', name);
  await expect(drawer(client).getByText('易知远写到一半')).toHaveCount(0);
  await openModule(client, '设置');
  const left = client.getByRole('table', { name: '同事的未完工作' });
  await expect(left.getByRole('row').filter({ hasText: '易知远' })).toBeVisible();
  await expect(left.getByRole('button', { name: '交接' }), 'not for everybody').toHaveCount(0);
  await signOut(client);
  await first('scjg03');
  await openModule(client, '设置');
  await expect(left.getByRole('combobox', { name: '易知远 的草稿交给谁' })).toBeVisible();
  await left.getByText('选择同事').click();
  await client.getByRole('option', { name: '简文澜' }).click();
  await left.getByRole('button', { name: '交接', exact: true }).click();
  await client
    .getByRole('dialog', { name: '交给 简文澜？' })
    .getByRole('button', { name: '交接', exact: true })
    .click();
  await expect(client.getByText('已把 1 份草稿交给 简文澜')).toBeVisible();
  await signOut(client);
  await signIn(client, platform, 'scjg02');
  await openModule(client, '告知反馈');
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  await expect(form.getByRole('textbox', { name: /^备注/ })).toHaveValue('易知远写到一半');
});
