/** The camera of a laptop in a shop: photos as evidence, the code on the licence; and what is done without one. */
import type { Page } from '@playwright/test';
import { filmOf, cameraBrowser, seenOfCameras, watchCameras } from './camera.ts';
import { printedFile, pdfPages, pdfPictures } from './exported.ts';
import { expect, openModule, signIn, test, watchPage } from './fixtures.ts';
import {
  answerChecklist,
  drawTasks,
  nothingFound,
  openTask,
  photo,
  resultForm,
  sign,
  subjectAt,
  submit,
  type Task,
} from './inspections.ts';
import { caughtUp, deliverAll, expectAccepted } from './steps.ts';

const openLookup = async (page: Page) => {
  await openModule(page, '我的抽查任务');
  await page.getByRole('button', { name: '扫码/输码' }).click();
  return page.getByRole('dialog', { name: '扫码/输码' });
};

test('photos shot in the shop are evidence of their item, with their time, and the camera is off afterwards', async ({
  playwright,
  platform,
  shell,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const browser = await cameraBrowser(playwright, { allowed: true });
  try {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
    const wrong = watchPage(page);
    await watchCameras(page);
    await page.goto(shell.url);
    await signIn(page, platform, 'scjg04');
    await openTask(page, task);
    await answerChecklist(resultForm(page));
    await nothingFound(resultForm(page));
    const before = Date.now();
    // From the item that is being looked at, the camera knows what the photo is of.
    const shoot = resultForm(page).getByRole('button', { name: /^拍照\s*：现场从业人数$/ });
    await shoot.click();
    const dialog = page.getByRole('dialog', { name: '拍照' });
    const belongsTo = dialog.locator('.el-select').filter({ has: page.getByLabel('照片属于') });
    await expect(belongsTo).toContainText('现场从业人数');
    await dialog.getByRole('button', { name: '拍一张' }).click();
    await expect(dialog.getByRole('status')).toContainText('已加入 1 张');
    // The test picture of Chromium moves: a few frames later a second shot is another photo.
    await dialog.locator('video').evaluate(async (video: HTMLVideoElement) => {
      for (let frames = 0; frames < 5; frames += 1)
        await new Promise((shown) => video.requestVideoFrameCallback(shown));
    });
    await belongsTo.click();
    await page.getByRole('option', { name: '整个检查对象' }).click();
    await dialog.getByRole('button', { name: '拍一张' }).click();
    await expect(dialog.getByRole('status')).toContainText('已加入 2 张');
    expect(await seenOfCameras(page)).toEqual({ asked: [['video']], live: 1 });
    await dialog.getByRole('button', { name: '完成' }).click();
    await expect(dialog).toBeHidden();
    await expect(shoot).toBeFocused();
    expect((await seenOfCameras(page)).live, 'the camera is let go with its dialog').toBe(0);
    await resultForm(page)
      .getByRole('textbox', { name: /^拍照.*的说明$/ })
      .first()
      .fill('前台三人，后厨三人');

    // What stands there until now, on paper, with the photos.
    await resultForm(page).getByRole('button', { name: '打印草稿' }).click();
    const draft = await printedFile(page);
    expect(draft).toMatch(/随机抽查情况记录表（草稿）.*\.pdf$/);
    const paper = await pdfPages(draft);
    for (const one of paper) expect(one).toContain('草稿，未提交');
    expect(paper.join('')).toContain('前台三人，后厨三人');
    expect(await pdfPictures(draft)).toBe(2);
    await sign(page, '检查人员', 1);
    await sign(page, '被检查单位', -1);
    await submit(page);
    await expectAccepted(platform, 'inspectionSubjects.enterResult', task.id);
    await deliverAll(page);

    const { result } = await subjectAt(platform, task.id);
    expect(result?.evidence).toMatchObject([
      { mediaType: 'image/jpeg', caption: '前台三人，后厨三人', pointId: 'dj-3' },
      { mediaType: 'image/jpeg', caption: '', pointId: null },
    ]);
    const [first, second] = result?.evidence ?? [];
    expect(first?.sha256).not.toBe(second?.sha256);
    for (const one of [first, second]) {
      const at = Date.parse(one?.takenAt ?? '');
      expect(at).toBeGreaterThanOrEqual(before - 2000);
      expect(at).toBeLessThanOrEqual(Date.now() + 2000);
    }

    // No sound beside the picture of the camera, whoever asks.
    const refused = await page.evaluate(async () => {
      const ask = async (wanted: MediaStreamConstraints) => {
        try {
          const tracks = (await navigator.mediaDevices.getUserMedia(wanted)).getTracks();
          for (const track of tracks) track.stop();
          return tracks.map(({ kind }) => kind).join();
        } catch (error) {
          return error instanceof DOMException ? error.name : 'something else';
        }
      };
      return [await ask({ audio: true }), await ask({ audio: true, video: true })];
    });
    // Chromium gives the picture alone where both are asked for and only that is allowed.
    expect(refused).toEqual(['NotAllowedError', 'video']);
    expect(wrong).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('the QR code of a licence before the camera finds its subject, the platform out of reach', async ({
  playwright,
  platform,
  shell,
  folder,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const { creditCode } = await subjectAt(platform, task.id);
  const film = filmOf(`统一社会信用代码:${creditCode};名称:${task.name};登记机关:澧安县市场监督管理局`, folder);
  const browser = await cameraBrowser(playwright, { allowed: true, film });
  try {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
    const wrong = watchPage(page);
    await watchCameras(page);
    await page.goto(shell.url);
    await signIn(page, platform, 'scjg04');
    await caughtUp(page);
    await platform.stop();
    const dialog = await openLookup(page);
    await dialog.getByRole('button', { name: '摄像头扫码' }).click();
    await expect(dialog.getByText(`识别为 ${creditCode}`)).toBeVisible();
    await expect(dialog.getByRole('listitem').filter({ hasText: task.planName })).toContainText(task.name);
    expect(await seenOfCameras(page)).toEqual({ asked: [['video']], live: 0 });
    expect(wrong).toEqual([]);
  } finally {
    await browser.close();
  }
});

/** The camera is offered, and where it does not open the page says why and goes on with codes and files. */
async function doWithout(page: Page, task: Task, words: string): Promise<void> {
  const lookup = await openLookup(page);
  await lookup.getByRole('button', { name: '摄像头扫码' }).click();
  await expect(lookup.getByText(words)).toContainText('请用扫码枪，或输入、粘贴代码。');
  await page.keyboard.press('Escape');
  await openTask(page, task);
  await resultForm(page).getByRole('button', { name: '拍照', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '拍照' });
  await expect(dialog.getByRole('alert')).toContainText(words);
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: '选择照片' }).click();
  const { name, mimeType, buffer } = photo('手机拍的.png', 3);
  await (await chooser).setFiles({ name, mimeType, buffer });
  await expect(resultForm(page).getByRole('textbox', { name: `${name} 的说明` })).toBeVisible();
}

/** Ctrl+V at the place that has the focus, as Chromium tells a page of it. Whether the page took it for itself. */
const paste = (page: Page, given: { picture?: Buffer; words?: string }) =>
  page.evaluate(
    ({ base64, words }) => {
      const clipboardData = new DataTransfer();
      if (base64) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      }
      if (words) clipboardData.setData('text/plain', words);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
      return !(document.activeElement ?? document.body).dispatchEvent(event);
    },
    { base64: given.picture?.toString('base64'), words: given.words },
  );

/** A screenshot goes where the person is; words that are pasted stay words. */
async function pastePictures(page: Page): Promise<void> {
  const captions = resultForm(page).getByRole('textbox', { name: /^粘贴的图片 \d{4}-\d\d-\d\d \d{6}\.png 的说明$/ });
  const item = resultForm(page).getByRole('textbox', { name: /现场从业人数/ });
  await item.focus();
  expect(await paste(page, { words: '6', picture: photo('x', 8).buffer })).toBe(false);
  expect(await paste(page, { picture: photo('x', 9).buffer })).toBe(true);
  await expect(captions).toHaveCount(1);
  await expect(page.getByText('已粘贴 1 张图片，属于“现场从业人数”，可在“照片”里改')).toBeVisible();
  await expect(
    resultForm(page)
      .locator('.el-select')
      .filter({ has: page.getByRole('combobox', { name: /^粘贴的图片.*所属的检查内容$/ }) }),
  ).toContainText('现场从业人数');
  // The same one again, and what is none: told, not taken.
  expect(await paste(page, { picture: photo('x', 9).buffer })).toBe(true);
  await expect(resultForm(page).getByRole('alert').filter({ hasText: '完全相同，没有重复加入' })).toBeVisible();
  expect(await paste(page, { picture: Buffer.from('no picture') })).toBe(true);
  await expect(resultForm(page).getByRole('alert').filter({ hasText: '不是能打开的照片，没有加入' })).toBeVisible();
  await expect(captions).toHaveCount(1);
}

test('without a camera the page says so calmly and takes files, pasted pictures and typed codes', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  await signIn(client, platform, 'scjg04');
  await doWithout(client, task, '这台电脑没有接上摄像头。');
  await pastePictures(client);
});

test('where the camera is not allowed the page says so calmly and takes files and typed codes', async ({
  playwright,
  platform,
  shell,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const browser = await cameraBrowser(playwright, { allowed: false });
  try {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
    const wrong = watchPage(page);
    await page.goto(shell.url);
    await signIn(page, platform, 'scjg04');
    await doWithout(page, task, '系统或浏览器没有允许使用摄像头。');
    expect(wrong).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a scanner that types the lines of a licence, and pasted text of one, find the subject', async ({
  client,
  platform,
}) => {
  const [first, second] = (await drawTasks(platform, 2)) as [Task, Task];
  const codeOf = async ({ id }: Task) => (await subjectAt(platform, id)).creditCode ?? '';
  const [code, other] = [await codeOf(first), await codeOf(second)];
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  const dialog = await openLookup(client);
  const subjects = dialog.getByRole('listitem').filter({ hasText: first.planName });

  // As fast as a scanner, whatever this machine is: the page's clock stands still meanwhile. Enter after each line; the
  // field has the focus by itself.
  await expect(dialog.getByLabel(/^信用代码/)).toBeFocused();
  await client.clock.install();
  await client.clock.pauseAt(Date.now() + 60_000);
  for (const line of ['名称:某某商行', `统一社会信用代码:${code}`, '成立日期:2019年03月04日']) {
    for (const letter of line) await client.keyboard.insertText(letter);
    await client.keyboard.press('Enter');
  }
  await client.clock.resume();
  await expect(dialog.getByText(`识别为 ${code}`)).toBeVisible();
  await expect(subjects).toContainText(first.name);

  // The next scan takes the place of the last one, without a click.
  await client.keyboard.type(other);
  await client.keyboard.press('Enter');
  await expect(dialog.getByText(`识别为 ${other}`)).toBeVisible();
  await expect(dialog.getByText(`识别为 ${code}`)).toHaveCount(0);

  await client.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `编号 430999000000001\r\n${code}\r\n成立日期 20190304`,
  );
  await dialog.getByLabel(/^信用代码/).fill('');
  await client.keyboard.press('Control+V');
  await expect(dialog.getByText(`识别为 ${code}`)).toBeVisible();
  await expect(subjects).toContainText(first.name);
});
