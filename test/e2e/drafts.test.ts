/** What was typed is never lost: not by a killed shell, not by leaving the form, not by throwing it away too early. */
import { expect, openModule, reopen, signIn, test } from './fixtures.ts';
import { chips, drawer, expectAccepted, inputMethod, keptByCore, pushReceived, rowOf } from './steps.ts';

const typed = '场所面积不足，消防通道被堵，已当场告知整改期限。';

test('a half-typed feedback is back after the shell was killed in the middle of it', async ({
  client,
  platform,
  shell,
}) => {
  const name = '澧安县半盏茶楼';
  const id = await pushReceived(platform, name);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '不予发证' }).check();
  const kept = keptByCore(client, typed);
  await form.getByRole('textbox', { name: /^备注/ }).pressSequentially(typed, { delay: 25 });
  await kept;
  // Only what is typed after the last save may be lost.
  await form.getByRole('textbox', { name: /^备注/ }).pressSequentially('另');
  await shell.kill();
  await expect(client.getByRole('alertdialog', { name: '本机服务已停止' })).toBeVisible();

  await shell.start();
  await reopen(client, shell);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  await expect(rowOf(client, name).getByText('草稿', { exact: true })).toBeVisible();
  await rowOf(client, name).getByRole('button', { name, exact: true }).click();
  await expect(drawer(client)).toContainText('有一份还没有提交的反馈草稿');
  await drawer(client).getByRole('button', { name: '继续填写' }).click();
  await expect(form.getByRole('radio', { name: '不予发证' })).toBeChecked();
  await expect(form.getByRole('textbox', { name: /^备注/ })).toHaveValue(new RegExp(`^${typed}另?$`));
  await expect(form.getByText(/已恢复 .* 的草稿/)).toBeVisible();
  await client.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expectAccepted(platform, 'notices.feedback', id);
  await expect(rowOf(client, name).getByText('草稿', { exact: true })).toHaveCount(0);
});

test('keys of an input method are its own; Esc leaves the form with the draft kept; a draft thrown away can be had back', async ({
  client,
  platform,
}) => {
  const name = '澧安县回甘茶叶店';
  await pushReceived(platform, name);
  await signIn(client, platform);
  await openModule(client, '告知反馈');
  // The word that is being composed asks for nothing; once it is taken, Enter does.
  await client.getByLabel('主体名称', { exact: true }).focus();
  const composing = await inputMethod(client);
  await composing.type('huigan');
  await client.keyboard.press('Enter');
  await composing.take('回甘');
  await expect(chips(client)).toHaveCount(0);
  await client.keyboard.press('Enter');
  await expect(chips(client)).toContainText('回甘');
  await expect(rowOf(client, name)).toBeVisible();
  await rowOf(client, name).getByRole('button', { name: /^反馈/ }).click();
  const form = client.getByRole('form', { name: '反馈信息' });
  await form.getByRole('radio', { name: '非本级发证' }).check();
  const organ = form.getByRole('textbox', { name: /^发证机关/ });
  await organ.focus();
  // Enter takes the letters, Esc drops the word: keys of the input method, not of the form.
  await composing.type('xiangli');
  await client.keyboard.press('Enter');
  await client.keyboard.press('Escape');
  await expect(form).toBeVisible();
  await expect(form.getByRole('link')).toHaveCount(0);
  await composing.take('湘澧市行政审批服务局');
  await expect(organ).toHaveValue('湘澧市行政审批服务局');
  await client.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await drawer(client).getByRole('button', { name: '继续填写' }).click();
  await expect(organ).toHaveValue('湘澧市行政审批服务局');
  await form.getByRole('button', { name: '放弃草稿' }).click();
  await expect(form.getByText('草稿已放弃')).toBeVisible();
  await form.getByRole('button', { name: '撤销' }).click();
  await expect(organ).toHaveValue('湘澧市行政审批服务局');
});
