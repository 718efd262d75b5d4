import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCalendar } from '#core/calendar/calendar.ts';
import { codecFiles } from '#core/documents/codec-path.ts';
import { photoShrinker } from '#core/documents/jpeg-codec.ts';
import { readTypeface, type Typeface } from '#core/documents/typeface.ts';
import { typefacePath } from '#core/documents/typeface-path.ts';
import { subjectCorrectionPaper } from '#core/inspections/paper/correction.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { noticeCorrectionPaper } from '#core/notices/paper.ts';
import type { Paper } from '#core/exports/paper.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { CorrectionRequest } from '#core/records/correction-paper.ts';
import type { Correction } from '#shared/records/corrections.ts';
import { entered, pagesOf } from '../inspections/paper/paper.ts';
import { makeSubject } from '../inspections/fixtures.ts';
import { makeFeedback, makeNotice, randomNumbers } from '../notices/fixtures.ts';
import {
  chinaFile,
  openTestWorkspace,
  resourcesDirectory,
  temporaryDirectory,
  type TestWorkspace,
} from '../support.ts';

const directory = temporaryDirectory('correction');
const correction: Correction = {
  id: '00000000-0000-4000-8000-0000000000c1',
  foundOn: '2026-03-06',
  stood: '从业人数九人',
  wanted: '从业人数八人',
  reason: '把临时来访人员计入',
  person: '林知夏',
  at: '2026-03-11T02:00:00.000Z',
  settledAt: null,
};
const given = makeFeedback(1, '2026-02-03T02:00:00.000Z');
const subject = makeSubject(1, {
  stage: 'published',
  publishedAt: '2026-03-01T01:00:00.000Z',
  result: entered(),
  corrections: [correction],
});
const notice = makeNotice(1, randomNumbers(1), {
  stage: 'answered',
  feedbacks: [given],
  closedAt: '2026-03-01T01:00:00.000Z',
  corrections: [{ ...correction, feedbackId: given.id }],
});

let workspace: TestWorkspace;
let typeface: Typeface;
beforeAll(() => {
  workspace = openTestWorkspace();
  seedCalendar(workspace.database, [chinaFile]);
  subjectsCollection.write(workspace, [{ id: subject.id, revision: 1, data: subject }]);
  noticesCollection.write(workspace, [{ id: notice.id, revision: 1, data: notice }]);
  typeface = readTypeface(typefacePath(resourcesDirectory));
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

const source = () => ({
  database: workspace.database,
  read: () => null,
  shrink: photoShrinker(codecFiles(resourcesDirectory)),
  typeface,
  department: '青溪县文化广电局',
});
const progress = () => undefined;

const papers = [
  {
    name: '抽查结果',
    paper: subjectCorrectionPaper,
    request: { kind: 'inspectionCorrection', id: subject.id, correctionId: correction.id },
    own: [subject.enterpriseName, subject.creditCode ?? '', subject.planName, subject.planNumber, '未发现问题'],
  },
  {
    name: '双告知 反馈',
    paper: noticeCorrectionPaper,
    request: { kind: 'noticeCorrection', id: notice.id, correctionId: correction.id },
    own: [notice.enterpriseName, notice.permitItemName, given.certificateNumber],
  },
];

describe.each(papers)('更正申请 of a $name', ({ paper, request: asked, own }) => {
  const request: CorrectionRequest = asked;
  // Each paper is given a request of its own kind.
  const printer = paper as Paper;
  const database = () => workspace.database;

  it('tells organ, subject, what stood, what is right, why, when found and when due, on one page to be signed', async () => {
    const path = join(directory, `${request.kind}.pdf`);
    const printed = await printer.print(path, request, source(), progress);
    expect(printed).toMatchObject({ rows: 1, notes: [] });
    const [page = '', ...more] = await pagesOf(path);
    expect(more).toEqual([]);
    const text = page.replace(/\s/g, '');
    for (const words of [
      '更正申请',
      '《试行办法》第十八条第一款',
      '青溪县文化广电局',
      ...own.map((one) => one.replace(/\s/g, '')),
      correction.stood ?? '',
      correction.wanted,
      correction.reason,
      '2026年3月6日',
      '自发现错误之日起3个工作日内报请',
      '报请期限2026年3月11日',
      correction.person,
      '经办人（签名）',
      '（公章）',
    ])
      expect(text).toContain(words);
  });

  it('is the same file again from the same record', async () => {
    const paths = ['one', 'two'].map((name) => join(directory, `${request.kind}-${name}.pdf`));
    for (const path of paths) await printer.print(path, request, source(), progress);
    const [one, two] = paths.map((path) => readFileSync(path));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  it('is named after the enterprise, and not offered for what is not here', () => {
    const name = printer.fileName(database(), request);
    expect(name).toMatch(/^更正申请-/);
    const without: CorrectionRequest[] = [
      { ...request, correctionId: '00000000-0000-4000-8000-0000000000ff' },
      { ...request, id: 'none' },
    ];
    for (const one of without) expect(printer.fileName(database(), one)).toBeNull();
  });
});
