import { describe, expect, test } from 'vitest';
import type { SubjectRow } from '#shared/domains/inspections/contract.ts';
import { daysLeftWords } from '#app/features/inspections/days-left.ts';
import { isEmptySignature } from '#app/features/inspections/evidence/strokes.ts';
import { certificateState } from '#app/features/inspectors/certificate.ts';
import { mayImport } from '#app/features/inspectors/import-words.ts';
import { choicesOf, emptyInspector, readInspector } from '#app/features/inspectors/inspector-form.ts';
import { fitsDecision, rowAction } from '#app/features/inspections/row-actions.ts';
import { tasksByPlace, tasksByPlan } from '#app/features/inspections/tasks.ts';
import { today } from './checklist.ts';

const row = (overrides: Partial<SubjectRow>): SubjectRow => ({
  id: 'ZT-1',
  planId: 'FA-1',
  planName: '食品经营抽查',
  planNumber: '某抽〔2026〕1号',
  planFrom: '2026-11-01',
  planTo: '2026-11-30',
  enterpriseName: '某某商行',
  code: '',
  registrationNumber: null,
  enterpriseKind: 'individual',
  legalRepresentative: '某某',
  phone: '',
  address: '',
  registrationOrgan: '',
  jurisdiction: '',
  organ: '某部门',
  isOwn: true,
  stage: 'waiting',
  confirmationClosed: true,
  inspectors: [],
  inspectedOn: null,
  coarseOutcome: null,
  daysLeft: 10,
  delivery: null,
  attachments: { total: 0, delivered: 0 },
  hasDraft: false,
  isOwnResult: false,
  correction: null,
  listings: [],
  ...overrides,
});

describe('我的抽查任务', () => {
  test('plans that end first come first; what was sent back, then what was begun, leads within a plan', () => {
    const groups = tasksByPlan(
      [
        row({ id: 'a', planId: 'later', planTo: '2026-12-31' }),
        row({ id: 'b' }),
        row({ id: 'c', hasDraft: true }),
        row({ id: 'd', stage: 'sentBack' }),
      ],
      [],
    );
    expect(groups.map((group) => group.rows.map((one) => one.id))).toEqual([['d', 'c', 'b'], ['a']]);
  });
  test('by township what lies together stands together, the place with most to do first, of whatever plan', () => {
    const at = (id: string, address: string, planId = 'FA-1') =>
      row({ id, address: `湖南省湘澧市澧安县${address}`, planId });
    const groups = tasksByPlace([
      at('a', '竹溪镇二街9号'),
      at('b', '城关街道1号'),
      at('c', '竹溪镇一街1号', 'FA-2'),
      at('d', '7号'),
    ]);
    expect(groups.map(({ title, rows, planId }) => [title, rows.map(({ id }) => id), planId])).toEqual([
      ['竹溪镇', ['c', 'a'], null],
      ['其他地址', ['d'], null],
      ['城关街道', ['b'], null],
    ]);
    expect(groups[0]!.about).toBe('2 个方案');
  });
  test.each([
    [null, null],
    [-2, '已逾期 2 天'],
    [0, '今天截止'],
    [3, '还剩 3 天'],
  ])('%j days left read %j', (days, words) => expect(daysLeftWords(days)?.words ?? null).toBe(words));
});

test('a row offers what its stage allows, and 复核 only to those who may', () => {
  expect(rowAction(row({}), 'entry')).toBe('enter');
  expect(rowAction(row({ stage: 'sentBack' }), 'entry')).toBe('amend');
  expect(rowAction(row({ hasDraft: true }), 'entry')).toBe('resume');
  expect(rowAction(row({ stage: 'entered' }), 'review', true)).toBe('review');
  expect(rowAction(row({ stage: 'entered' }), 'review', false)).toBe('view');
});

test('confirmation can be changed until it is closed', () => {
  const open = { confirmationClosed: false };
  expect(fitsDecision({ stage: 'unconfirmed', ...open }, 'inspect')).toBe(true);
  expect(fitsDecision({ stage: 'unconfirmed', ...open }, 'undo')).toBe(false);
  expect(fitsDecision({ stage: 'waiting', ...open }, 'skip')).toBe(true);
  expect(fitsDecision({ stage: 'waiting', ...open }, 'undo')).toBe(true);
  expect(fitsDecision({ stage: 'waiting', confirmationClosed: true }, 'undo')).toBe(false);
});

describe('执法人员名录', () => {
  test('a certificate that ends soon or has ended is told', () => {
    expect(certificateState('2026-11-19', today)).toEqual({ tone: 'late', words: '已到期' });
    expect(certificateState('2026-11-20', today).words).toBe('今天到期');
    expect(certificateState('2027-01-19', today)).toEqual({ tone: 'soon', words: '60 天后到期' });
    expect(certificateState('2027-01-20', today).words).toBe('');
    expect(certificateState(null, today).words).toBe('');
  });
  test('the form asks for an account, types and lines, and reads dates and age as typed', () => {
    expect(readInspector(emptyInspector()).problems).toEqual({
      name: '请选择在平台上有账号的人员',
      types: '请选择人员类型',
      lines: '请选择监督检查（执法）种类',
    });
    const form = {
      ...emptyInspector(),
      account: 'k01',
      name: '某某',
      age: '３５',
      types: ['行政执法' as const],
      lines: ['市场监管' as const],
      skills: ['食品检验', '电子取证'],
      certificateFrom: '2020年12月30日',
      certificateTo: '20301230',
    };
    expect(readInspector(form).input).toMatchObject({
      age: 35,
      skills: ['食品检验', '电子取证'],
      certificateFrom: '2020-12-30',
      certificateTo: '2030-12-30',
    });
    expect(readInspector({ ...form, age: '5' }).problems).toEqual({ age: '年龄应为 16 至 80 的整数' });
    expect(readInspector({ ...form, certificateTo: '20191230' }).problems).toEqual({
      certificateTo: '执法证有效期截止不能早于起始',
    });
  });
  test('what is not in a table stays to be chosen, marked', () => {
    expect(choicesOf(['甲', '乙'], ['乙', '丙', ''])).toEqual([
      { value: '甲', label: '甲' },
      { value: '乙', label: '乙' },
      { value: '丙', label: '丙（不在字典中）' },
    ]);
  });
  test('only sound rows are imported, and doubtful ones once it is said who is meant', () => {
    const line = { row: 2, name: '某某', certificateNumber: '', lines: '', organ: '', problems: [] };
    const person = { id: 'k01', name: '某某', department: { code: '430000101', name: '某局' }, unit: '', active: true };
    expect(mayImport({ ...line, outcome: 'ready', candidates: [] }, undefined)).toBe(true);
    expect(mayImport({ ...line, outcome: 'ambiguous', candidates: [person] }, undefined)).toBe(false);
    expect(mayImport({ ...line, outcome: 'ambiguous', candidates: [person] }, 'k01')).toBe(true);
    expect(mayImport({ ...line, outcome: 'ambiguous', candidates: [person] }, 'k02')).toBe(false);
    expect(mayImport({ ...line, outcome: 'incomplete', candidates: [person] }, 'k01')).toBe(false);
  });
});

test('a tap or nothing at all is no signature', () => {
  expect(isEmptySignature([])).toBe(true);
  expect(isEmptySignature([[{ x: 5, y: 5 }], [{ x: 9, y: 9 }]])).toBe(true);
  expect(
    isEmptySignature([
      [
        { x: 0, y: 0 },
        { x: 120, y: 30 },
      ],
    ]),
  ).toBe(false);
});
