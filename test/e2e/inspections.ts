/** What inspectors and reviewers do in the client, in the words of the screen. */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { expect, type Locator, type Page } from '@playwright/test';
import { z } from 'zod';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import type { InspectorReference, Subject } from '#shared/domains/inspections/subjects.ts';
import { openModule } from './fixtures.ts';
import type { Platform } from './platform.ts';
import { ourDepartment, settled } from './steps.ts';

export interface Task {
  readonly id: string;
  readonly name: string;
  readonly planName: string;
}

/** The subject as the platform holds it now. */
export async function subjectAt(platform: Platform, id: string): Promise<Subject> {
  const found = (await platform.control('record', { collection: 'inspectionSubjects', id })) as {
    data: Subject;
  } | null;
  if (!found) throw new Error(`the platform has no subject ${id}`);
  return found.data;
}

const reference = (platform: Platform, account: string): InspectorReference => ({
  account,
  name: platform.account(account).name,
  certificateNumber: `湘澧执${account}`,
  department: ourDepartment,
});

/**
 * Ten subjects of two plans with one checklist of eight points, drawn to scjg04 and scjg01 and not yet inspected.
 * @param count at most ten
 */
export async function drawTasks(platform: Platform, count: number): Promise<Task[]> {
  await platform.control('drawInspectors', { id: 'FA0003' });
  const ids = (await platform.control('visibleIds', {
    collection: 'inspectionSubjects',
    department: ourDepartment.code,
  })) as string[];
  const wanted = ids.filter((id) => /^FA000[13]-101-/.test(id)).slice(0, count);
  const tasks: Task[] = [];
  for (const id of wanted) {
    const { enterpriseName, planName } = await subjectAt(platform, id);
    await platform.control('changeSubject', {
      id,
      overrides: {
        stage: 'waiting',
        result: null,
        reviews: [],
        publishedAt: null,
        corrections: [],
        inspectors: [reference(platform, 'scjg04'), reference(platform, 'scjg01')],
      },
    });
    tasks.push({ id, name: enterpriseName, planName });
  }
  expect(tasks).toHaveLength(count);
  return tasks;
}

export interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
  readonly sha256: string;
}

/** A PNG of noise, `side` px a side, three bytes to a pixel; another `seed`, another picture. */
export function photo(name: string, seed: number, side = 64): Picture {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  let state = seed + 1;
  const rows = Buffer.alloc(side * (side * 3 + 1));
  for (let at = 0; at < rows.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    // The first byte of each row names its filter: none.
    rows[at] = at % (side * 3 + 1) === 0 ? 0 : state >>> 24;
  }
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, mimeType: 'image/png', buffer, sha256: createHash('sha256').update(buffer).digest('hex') };
}

export const resultForm = (page: Page): Locator => page.getByRole('form', { name: '抽查结果录入' });

/** Opens the form of one subject from 我的抽查任务. */
export async function openTask(page: Page, task: Task): Promise<Locator> {
  await openModule(page, '我的抽查任务');
  const plan = page.getByRole('region', { name: task.planName });
  await plan.getByRole('button', { name: new RegExp(`^(录入|继续录入|修改) ?${task.name}$`) }).click();
  await expect(page.getByRole('heading', { name: task.name, level: 1 })).toBeVisible();
  const form = resultForm(page);
  await expect(form).toBeVisible();
  return form;
}

const point = (form: Locator, title: string): Locator => form.getByRole('group', { name: new RegExp(title) });

/** Answers every point of the checklist CL001, version 2, as sound. */
export async function answerChecklist(form: Locator): Promise<void> {
  await form.getByRole('checkbox', { name: '实地检查' }).check();
  for (const fill of await form.getByRole('button', { name: /整组未发现问题$/ }).all()) await fill.click();
  await point(form, '公示信息与实际情况').getByRole('combobox').selectOption('完全一致');
  await point(form, '营业总收入与账面相差数').getByRole('textbox').fill('0');
  await point(form, '实际经营场所与登记住所').getByText('完全一致', { exact: true }).click();
  await point(form, '现场从业人数').getByRole('textbox').fill('6');
}

/** 检查结果 to 处理情况描述, nothing found. */
export async function nothingFound(form: Locator): Promise<void> {
  await form.getByRole('checkbox', { name: '未发现问题', exact: true }).check();
  await form.getByRole('button', { name: '从检查内容汇总' }).click();
  const handling = form.getByRole('textbox', { name: /^处理情况描述/ });
  if ((await handling.inputValue()) === '') await form.getByRole('button', { name: /^填入/ }).click();
}

export async function addPhoto(form: Locator, picture: Picture): Promise<void> {
  const { name, mimeType, buffer } = picture;
  await form.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await expect(form.getByRole('textbox', { name: `${name} 的说明` })).toBeVisible();
}

/** Writes a signature with the mouse, under the name that the dialog suggests. */
export async function sign(page: Page, role: '检查人员' | '被检查单位' | '见证人', slant: number): Promise<void> {
  await resultForm(page)
    .getByRole('button', { name: new RegExp(`^${role}签名`) })
    .click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`${role}.*签名`) });
  const pad = dialog.getByRole('img', { name: /在此处手写签名/ });
  await expect(pad).toBeVisible();
  // The dialog comes in with a movement; a stroke before its end would miss the pad.
  await pad.hover();
  const box = await pad.boundingBox();
  if (!box) throw new Error('the pad has no place on the page');
  const { x, y, width, height } = box;
  for (const part of [0.25, 0.5]) {
    await page.mouse.move(x + width * part, y + height * 0.3);
    await page.mouse.down();
    await page.mouse.move(x + width * part + 40, y + height * 0.4 + slant, { steps: 4 });
    await page.mouse.move(x + width * part + 90, y + height * 0.65, { steps: 4 });
    await page.mouse.up();
  }
  await dialog.getByRole('button', { name: '确认签名' }).click();
  await expect(dialog).toBeHidden();
  // The subject was drawn to two; the other one signs the printed form.
  if (role === '检查人员')
    await resultForm(page)
      .getByRole('group', { name: role })
      .getByRole('textbox', { name: '核实说明' })
      .fill('另一名检查人员在打印件上签名');
}

export async function submit(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/抽查结果(已保存在本机|：平台已受理)/)).toBeVisible();
}

/** A whole result with one photo and two signatures. `number` makes the files different from those of other results. */
export async function enterResult(page: Page, task: Task, number: number, side?: number): Promise<Picture> {
  const picture = photo(`现场${number}.png`, number, side);
  const form = await openTask(page, task);
  await answerChecklist(form);
  await nothingFound(form);
  await addPhoto(form, picture);
  await sign(page, '检查人员', number);
  await sign(page, '被检查单位', -number);
  await submit(page);
  return picture;
}

/** 批量复核通过 of everything that waits. */
export async function passAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: '选中本页全部' }).check();
  await page.getByRole('button', { name: /^批量复核通过/ }).click();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByText('没有等待复核的结果')).toBeVisible();
}

/** What somebody enters at a desk, from papers: no signatures are asked. */
export const paperResult = (handling: string): ResultInput => ({
  checklistVersion: 2,
  checkWays: ['written'],
  answers: Object.entries({
    'gs-1': 'yes',
    'gs-2': '完全一致',
    'gs-3': 'yes',
    'nb-1': 'no',
    'nb-2': 1,
    'dj-1': 'yes',
    'dj-2': '完全一致',
    'dj-3': 4,
  }).map(([pointId, value]) => ({ pointId, state: 'answered', value, issue: '' })),
  extraItems: [],
  outcomes: ['noIssue'],
  foundIssues: '未发现问题',
  handling,
  followUp: 'none',
  followUpWords: '',
  remark: '',
  inspectedOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  phone: '',
  explanations: [],
  evidence: [],
  signatures: [],
});

/** A reading of the platform that is not in `Platform`: GET /control/{name}. */
async function read<Shape>(platform: Platform, name: string, schema: z.ZodType<Shape>): Promise<Shape> {
  const answer = await fetch(`${platform.url}/control/${name}`);
  return z.object({ result: schema }).parse(await answer.json()).result;
}

/** How often each of the subjects was made public. */
export async function publicationsOf(platform: Platform, tasks: readonly Task[]): Promise<number[]> {
  const all = await read(platform, 'publications', z.array(z.looseObject({ recordId: z.string() })));
  return tasks.map(({ id }) => all.filter((one) => one.recordId === id).length);
}

/** Subjects whose results name files that the platform does not have whole. */
export async function missingFiles(platform: Platform): Promise<string[]> {
  const all = await read(platform, 'missingFiles', z.array(z.object({ subjectId: z.string() })));
  return all.map(({ subjectId }) => subjectId);
}

/** 抽查主体查询 without what other organs inspect. */
export async function ownSubjects(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '范围' }).click();
  await page.getByRole('option', { name: '本部门' }).click();
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(page.getByText('范围：本部门')).toBeVisible();
  await settled(page);
}
