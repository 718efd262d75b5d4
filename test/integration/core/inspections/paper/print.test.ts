import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';
import { pointsOf } from '#shared/domains/inspections/checklist.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { printInspections } from '#core/inspections/paper/print.ts';
import { codecFiles } from '#core/documents/codec-path.ts';
import { photoShrinker } from '#core/documents/jpeg-codec.ts';
import { readTypeface, type Typeface } from '#core/documents/typeface.ts';
import { typefacePath } from '#core/documents/typeface-path.ts';
import { contentWidth } from '#core/documents/pages.ts';
import { placedText, type PlacedText } from '../../../../support/pdf-text.ts';
import { openTestWorkspace, resourcesDirectory, temporaryDirectory, type TestWorkspace } from '../../support.ts';
import { makeSubject, signature, signaturePicture } from '../fixtures.ts';
import { jpeg } from '../../../../unit/core/documents/jpegs.ts';
import { jpegHead, png } from '../../../../unit/core/documents/pictures.ts';
import {
  checklist,
  drawnText,
  entered,
  evidence,
  fontsOf,
  inkOf,
  pagesOf,
  paperSizes,
  picturesIn,
  store,
} from './paper.ts';

const directory = temporaryDirectory('paper');
const hash = (letter: string) => letter.repeat(64);
const files = new Map<string, Uint8Array>([
  [signaturePicture.sha256, png(300, 90, true)],
  [hash('b'), png(480, 640)],
  [hash('c'), png(640, 480)],
  [hash('d'), Buffer.from('改了名字的文本')],
  [hash('e'), new Uint8Array()],
]);

const answers = entered().answers;
const titleOf = (pointId: string) =>
  pointsOf(checklist)
    .find(({ id }) => id === pointId)!
    .title.replace(/\s/g, '');
const issue = '未建立广告审查登记制度，三份样本均无审查记录';
const subjects: Subject[] = [
  makeSubject(0),
  makeSubject(1, {
    stage: 'published',
    result: entered({
      outcomes: ['corrected'],
      followUp: 'orderCorrection',
      foundIssues: '广告审查登记缺失',
      handling: '当场责令十五日内改正',
      remark: '店主电话已核对',
      answers: answers.map((one, index) =>
        index === 4 ? { ...one, value: 'no', issue } : index === 8 ? { ...one, state: 'notChecked', value: null } : one,
      ),
      extraItems: [{ id: '00000000-0000-4000-8000-000000000009', title: '消防通道', found: '堆放杂物', sound: false }],
      explanations: [
        { field: `answers.${answers[8]!.pointId}`, words: '停电，无法查验' },
        { field: 'signatures.witness', words: '现场无他人' },
      ],
      evidence: [
        evidence(1, hash('c')),
        evidence(2, hash('c'), { caption: '同一张' }),
        evidence(3, hash('a')),
        evidence(4, hash('d')),
        evidence(5, hash('e')),
      ],
      signatures: [
        signature('00000000-0000-4000-8000-000000000001', 'inspector', '林知夏'),
        {
          ...signature('00000000-0000-4000-8000-000000000002', 'inspected', '周晓禾'),
          sha256: null,
          refused: true,
          refusalWords: '认为检查过多',
        },
      ],
    }),
    reviews: [
      { decision: 'pass', on: '2026-03-04', opinion: '同意公示', person: '顾南枝', at: '2026-03-04T01:00:00.000Z' },
    ],
  }),
  makeSubject(2, {
    result: entered({
      foundIssues: '检查中发现的问题逐条记录如下；'.repeat(533) + '完',
      handling: '处理经过，'.repeat(300) + '毕',
    }),
  }),
  makeSubject(3, { enterpriseName: '青溪县𠮷祥饭店😀有限公司', result: entered() }),
  makeSubject(4, {
    result: entered({ evidence: Array.from({ length: 300 }, (_, index) => evidence(index, hash('c'))) }),
  }),
  makeSubject(5, { checklistId: 'CL7', result: entered() }),
  makeSubject(6, {
    result: entered({ explanations: [{ field: 'outcomes', words: '现场无人应答' }], remark: '店主电话已核对' }),
  }),
  makeSubject(7, {
    result: entered({
      evidence: [evidence(1, hash('c')), evidence(2, hash('b'), { caption: '纸质签名页' })],
      signatures: ['林知夏', '沈岸舟'].map((name, index) => ({
        ...signature(`00000000-0000-4000-8000-00000000000${index + 1}`, 'inspector', name),
        sha256: hash('b'),
        onPaper: true,
      })),
    }),
  }),
  makeSubject(8, {
    inspectors: makeSubject(8).inspectors.map((one, index) => ({
      ...one,
      certificateNumber: `湘澧执/101106${2 + index}`,
    })),
    result: entered({
      outcomes: ['corrected'],
      followUp: 'orderCorrection',
      foundIssues: '广告审查登记制度不健全，三份样本中一份没有审查记录。',
      handling: '当场责令十五日内改正，并告知逾期不改的后果。',
      remark: '店主电话已核对',
    }),
  }),
];
const [waiting, published, long, rare, pictured, without, short, onPaper, usual] = subjects.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

let workspace: TestWorkspace;
let typeface: Typeface;
const shrink = photoShrinker(codecFiles(resourcesDirectory));
beforeAll(() => {
  workspace = openTestWorkspace();
  store(workspace, subjects);
  typeface = readTypeface(typefacePath(resourcesDirectory));
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

let count = 0;
async function print(
  forms: Omit<PrintRequest, 'kind'>,
  progress: (done: number, total: number) => void = () => undefined,
) {
  const path = join(directory, `${(count += 1)}.pdf`);
  const source = {
    database: workspace.database,
    read: (sha256: string) => files.get(sha256) ?? null,
    shrink,
    typeface,
    department: '青溪县文化广电局',
  };
  return { path, ...(await printInspections(path, { kind: 'inspectionForms', ...forms }, source, progress)) };
}

describe('随机抽查情况记录表', () => {
  it('before the inspection: all that is known is filled in, all else is room for the pen', async () => {
    const printed = await print({ ids: [waiting], form: 'record', blank: true });
    const text = await drawnText(printed.path);
    const { enterpriseName, creditCode, address, planNumber, planName } = subjects[0]!;
    for (const known of ['随机抽查情况记录表', enterpriseName, creditCode!, address, planName, planNumber, '周晓禾'])
      expect(text).toContain(known);
    for (const { items } of checklist.groups) for (const { name } of items) expect(text).toContain(name);
    expect(text).toContain('☐实地检查');
    expect(text).toContain('☐发现问题待后续处理');
    expect(text).not.toContain('☑');
    expect(text).toContain('林知夏（执法证号');
    expect(printed).toMatchObject({ rows: 1, notes: [] });
  });

  it('signed on paper: each signature points to the photo of the signed page, which is printed among the photos', async () => {
    const printed = await print({ ids: [onPaper], form: 'record', blank: false });
    const text = await drawnText(printed.path);
    expect(text.match(/见纸质签名页（附页图2）/g)).toHaveLength(2);
    expect(text).toContain('图2纸质签名页');
    expect(printed.notes).toEqual([]);
    expect(await picturesIn(printed.path)).toBe(2);
  });

  it('after the inspection: result, signatures, refusal, review and explanations are on it', async () => {
    const { path } = await print({ ids: [published], form: 'record', blank: false });
    const text = await drawnText(path);
    for (const said of [
      issue,
      '广告审查登记缺失',
      '当场责令十五日内改正',
      '消防通道（临时添加）',
      '堆放杂物',
      `1.「${titleOf(answers[8]!.pointId)}」未检查：停电，无法查验`,
      '2.被检查单位拒签且没有见证人：现场无他人',
      '店主电话已核对',
      '拒绝签名：认为检查过多',
      '同意公示',
      '审批人：顾南枝',
      '2026年3月4日',
      '检查日期：2026年3月2日',
      '其中1项未检查',
    ])
      expect(text).toContain(said);
    expect(text).toContain('☑实地检查');
    expect(text).toContain('☑发现问题已责令改正');
    expect(text).toContain('☑责令改正，由日常监管跟踪');
    expect(text).toContain('☐未发现问题');
  });

  it('has room for the pen of an inspector who has not signed on the screen, and none for who has', async () => {
    const { path } = await print({ ids: [published], form: 'record', blank: false });
    const text = await drawnText(path);
    expect(text).toMatch(/沈岸舟（执法证号[^）]+）签名：/);
    expect(text).not.toMatch(/林知夏（执法证号[^）]+）签名：/);
  });

  it('shows every photo that is one, and says in its place why another is not there', async () => {
    const { path, notes } = await print({ ids: [published], form: 'record', blank: false });
    const text = await drawnText(path);
    expect(text).toContain('附页：现场照片和附件（共5件）');
    for (let index = 1; index <= 5; index += 1) expect(text).toContain(`图${index}`);
    expect(text).toContain('〔未能印出：IMG_0003.png，文件不在本机');
    expect(text).toContain('〔未能印出：IMG_0004.png，文件不是能打印的照片');
    expect(text).toContain('〔未能印出：IMG_0005.png，文件是空的');
    expect(text).toContain('时间：2026-03-0209:20');
    expect(notes.join()).toContain('3 张照片或附件未能印出');
    // The photo twice, drawn once into the file; the signature with its transparency.
    expect(await picturesIn(path)).toBe(4);
  });

  it('has its signatures on the page on which the result ends, never alone', async () => {
    for (const blank of [false, true]) {
      const { path } = await print({ ids: [short], form: 'record', blank });
      const signed = (await pagesOf(path)).filter((page) => page.includes('组长审核意见'));
      expect(signed).toHaveLength(1);
      for (const words of ['备注', '执法证号', '结果公示审批意见']) expect(signed[0]).toContain(words);
    }
  });

  it('is one page with its signatures in two equal boxes, and no code is broken', async () => {
    for (const blank of [false, true]) {
      const { path } = await print({ ids: [usual], form: 'record', blank });
      const [page = [], ...further] = await placedText(path);
      expect(further).toEqual([]);
      const certificates = page.filter(({ text }) => text.includes('湘澧执/101106'));
      expect(certificates.map(({ text }) => text)).toEqual([
        expect.stringContaining('林知夏（执法证号 湘澧执/1011062）'),
        expect.stringContaining('沈岸舟（执法证号 湘澧执/1011063）'),
      ]);
      const [left, right] = certificates as [PlacedText, PlacedText];
      expect(right.y).toBeCloseTo(left.y, 1);
      expect(right.x - left.x).toBeCloseTo((contentWidth * 42.5) / 100, 1);
      for (const { size, text } of page) expect(size, text).toBeGreaterThanOrEqual(9);
    }
  });

  it('has two photos on a page, and says of each what it is', async () => {
    const { path } = await print({ ids: [pictured], form: 'record', blank: false });
    const pages = await pagesOf(path);
    const photos = pages.filter((page) => /图\d+现场照片/.test(page));
    expect(photos).toHaveLength(150);
    for (const page of photos) expect(page.match(/图\d+现场照片/g)).toHaveLength(2);
  });

  it('is A4 with two weights of one embedded, reduced font, numbered 第 x 页 共 y 页, and small', async () => {
    const { path, bytes } = await print({ ids: [published], form: 'record', blank: false });
    expect(await paperSizes(path)).toContain('A4');
    expect(await fontsOf(path)).toEqual(Array.from({ length: 2 }, () => ({ embedded: true, subset: true })));
    const pages = await pagesOf(path);
    pages.forEach((page, index) => expect(page).toContain(`第${index + 1}页共${pages.length}页`));
    expect(bytes).toBe(readFileSync(path).length);
    expect(bytes).toBeLessThan(200_000);
    for (let page = 1; page <= pages.length; page += 1) {
      const ink = await inkOf(path, page);
      expect(ink).toBeGreaterThan(0.001);
      expect(ink).toBeLessThan(0.4);
    }
  });

  it('of the same record has the same bytes, whenever it is made', async () => {
    const request = { ids: [published, pictured], form: 'record' as const, blank: false };
    const one = await print(request);
    const bytes = readFileSync(one.path);
    for (let again = 0; again < 4; again += 1) {
      const other = await print(request);
      expect(readFileSync(other.path).equals(bytes)).toBe(true);
    }
    const changed = await print({ ...request, ids: [pictured, published] });
    expect(readFileSync(changed.path).equals(bytes)).toBe(false);
  });

  it('holds 8,000 characters over several pages, none of them lost', async () => {
    const { path } = await print({ ids: [long], form: 'record', blank: false });
    const pages = await pagesOf(path);
    expect(pages.length).toBeGreaterThan(4);
    const text = (await drawnText(path)).replace(/青联抽〔2026〕00001青溪县.{1,30}?第\d+页共\d+页/g, '');
    expect(text.match(/检查中发现的问题逐条记录如下；/g)).toHaveLength(533);
    expect(text.match(/处理经过，/g)).toHaveLength(300);
    expect(text).toContain('完');
    expect(text).toContain('毕');
  });

  it('with 300 photos has all of them', async () => {
    const { path, bytes } = await print({ ids: [pictured], form: 'record', blank: false });
    const text = await drawnText(path);
    for (const index of [0, 150, 299]) expect(text).toContain(`现场照片之${index}`);
    expect(await picturesIn(path)).toBeGreaterThanOrEqual(300);
    expect(bytes).toBeLessThan(2_000_000);
  });

  it('with photos of a camera is a file that can be mailed', { timeout: 120_000 }, async () => {
    const photo = jpeg(4000, 3000);
    const hashes = Array.from({ length: 12 }, (_, index) => index.toString(16).padStart(64, '9'));
    for (const sha256 of hashes) files.set(sha256, photo);
    const subject = makeSubject(8, { result: entered({ evidence: hashes.map((one, index) => evidence(index, one)) }) });
    store(workspace, [subject]);
    const { path, bytes, notes } = await print({ ids: [subject.id], form: 'record', blank: false });
    expect(photo.length * hashes.length).toBeGreaterThan(50_000_000);
    expect(bytes).toBeLessThan(4_000_000);
    // And the signatures.
    expect(await picturesIn(path)).toBeGreaterThanOrEqual(hashes.length);
    expect(notes).toEqual([]);
  });

  it('marks characters that the font has not, says which, and never leaves them blank', async () => {
    const { path, notes } = await print({ ids: [rare], form: 'record', blank: false });
    const text = (await pagesOf(path)).join('');
    expect(text).toContain('U+20BB7');
    expect(text).toContain('U+1F600');
    expect(notes.join()).toContain('U+20BB7');
    expect(notes.join()).toContain('请手工填写');
  });

  it('says that the checklist has not arrived, and prints what there is', async () => {
    const { path } = await print({ ids: [without], form: 'record', blank: false });
    expect((await pagesOf(path)).join('')).toContain('检查表第1版尚未同步到本机');
  });
});

describe('专项记录表', () => {
  it('is one for each group, with every 检查内容, its method and what was answered', async () => {
    const { path } = await print({ ids: [published], form: 'special', blank: false });
    const pages = await pagesOf(path);
    const text = await drawnText(path);
    for (const { name } of checklist.groups) expect(text).toContain(`${name}专项记录表`);
    expect(text).toContain('要求提供的材料');
    expect(text).toContain('其他：消防通道');
    expect(text).toContain('☑一致☐不一致');
    expect(text).toContain('0人');
    const second = pages.filter((page) => page.includes('广告样本') || page.includes('操作方法与要领'));
    expect(second.length).toBeGreaterThan(2);
    for (const page of pages.filter((one) => one.includes('在场人数'))) expect(page).toContain('操作方法与要领');
    // Numbered by itself: each record is filed alone.
    expect(pages.filter((page) => page.includes('第1页共'))).toHaveLength(2);
  });

  it('is left out and told of where the checklist has not arrived', async () => {
    const { rows, notes } = await print({ ids: [without, published], form: 'special', blank: false });
    expect(rows).toBe(1);
    expect(notes.join()).toContain('检查表尚未同步到本机，没有打印');
  });
});

describe('随机抽查通知书', () => {
  it('names the enterprise, what is looked at, when, and what to have ready', async () => {
    const { path } = await print({ ids: [waiting], form: 'notice', blank: true });
    const text = await drawnText(path);
    const { enterpriseName, creditCode } = subjects[0]!;
    for (const said of [
      '随机抽查通知书',
      `${enterpriseName}（统一社会信用代码/注册号：${creditCode!}）：`,
      '青联抽〔2026〕00001',
      '一、检查事项',
      '经营行为：持证经营',
      '二、检查时间和方法',
      '2026年2月20日至2026年3月10日',
      '三、请准备的资料',
      '2.广告发布登记簿',
      '不配合检查情节严重',
      '联系人：林知夏、沈岸舟',
      '青溪县文化广电局（公章）',
    ])
      expect(text).toContain(said);
  });
});

describe('a draft', () => {
  const { person: _, account: __, department: ___, at: ____, ...typed } = entered();
  const draft = { ...typed, answers: typed.answers.slice(0, 2), handling: '正在核对进货票据' };

  it('is printed as it stands, says on every page that it is one, and leaves open what is open', async () => {
    for (const form of ['record', 'special'] as const) {
      const { path, rows } = await print({ ids: [waiting], form, blank: false, draft });
      expect(rows).toBe(1);
      for (const page of await pagesOf(path)) expect(page).toContain('草稿，未提交');
      expect((await drawnText(path)).match(/草稿(?!，)/g)?.length).toBe((await pagesOf(path)).length);
      expect(await inkOf(path, 1)).toBeLessThan(0.4);
    }
    const { path } = await print({ ids: [waiting], form: 'record', blank: false, draft });
    const text = await drawnText(path);
    expect(text).toContain('正在核对进货票据');
    expect(text).toMatch(/尚有\d+项没有填写/);
    expect(text).not.toContain('未检查');
  });

  it('never stands for the result of others, nor of several subjects', async () => {
    const { path } = await print({ ids: [published], form: 'record', blank: false });
    expect(await drawnText(path)).not.toContain('草稿');
    const { notes } = await print({ ids: [waiting, published], form: 'record', blank: false, draft });
    expect(notes.join()).toContain('还没有录入检查结果，没有打印');
  });
});

describe('several subjects', () => {
  it('are one file in the order asked for; those without a result are told of', async () => {
    const seen: [number, number][] = [];
    const ids = [rare, waiting, published];
    const { path, rows, notes } = await print({ ids, form: 'record', blank: false }, (done, total) =>
      seen.push([done, total]),
    );
    expect(rows).toBe(2);
    expect(seen).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    const text = (await pagesOf(path)).join('');
    expect(text.indexOf('祥饭店')).toBeLessThan(text.indexOf(subjects[1]!.enterpriseName));
    expect(notes.join()).toContain(`${subjects[0]!.enterpriseName}：还没有录入检查结果，没有打印`);
  });

  it('of which one photo is broken inside are printed all the same', async () => {
    files.set(hash('f'), jpegHead(400, 300));
    store(workspace, [makeSubject(9, { result: entered({ evidence: [evidence(1, hash('f'))] }) })]);
    const { rows } = await print({ ids: [makeSubject(9).id, published], form: 'record', blank: false });
    expect(rows).toBe(2);
  });
});
