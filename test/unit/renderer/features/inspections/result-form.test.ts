import { describe, expect, test } from 'vitest';
import { resultInputSchema } from '#shared/domains/inspections/results.ts';
import { differencesOf } from '#app/features/inspections/result/differences.ts';
import { applyFill, gatheredIssues, groupFill, undoFill, withOutcome } from '#app/features/inspections/result/fill.ts';
import {
  checkForm,
  countStanding,
  fillWords,
  openPoints,
  progressOf,
  standingWords,
} from '#app/features/inspections/result/findings.ts';
import {
  blankValues,
  readFigure,
  resultOf,
  type ResultValues,
  valuesOfResult,
} from '#app/features/inspections/result/result-values.ts';
import { checklist, longChecklist, today } from './checklist.ts';
import { growth } from '../../../../support/effort.ts';

const answer = (value: string, issue = '') => ({ mark: '' as const, value, issue });
/** A result in which nothing is wrong; a written check needs no signatures. */
const sound = (): ResultValues => ({
  ...blankValues(checklist, today),
  checkWays: ['written'],
  answers: {
    p1: answer('yes'),
    p2: answer('no'),
    p3: answer('正常营业'),
    p4: answer('８８．5'),
    p5: answer(''),
  },
  outcomes: ['noIssue'],
  foundIssues: '未发现问题',
  handling: '无需处理',
});
const messages = (values: ResultValues) => checkForm(values, checklist, today, []).standing.map((one) => one.message);
const group = (index: number) => checklist.groups[index] ?? expect.fail('no such group');

describe('what is typed becomes a result of the contract', () => {
  test('a complete form stands in nobody’s way and passes the contract', () => {
    const checked = checkForm(sound(), checklist, today, []);
    expect(checked.standing).toEqual([]);
    expect(resultInputSchema.safeParse(checked.result).success).toBe(true);
    expect(checked.result.answers).toContainEqual({ pointId: 'p4', state: 'answered', value: 88.5, issue: '' });
    // Nothing was said about the voluntary point, so nothing is sent about it.
    expect(checked.result.answers.map((one) => one.pointId)).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  test('a result that comes back fills the form it was made with', () => {
    const first = resultOf(sound(), checklist);
    expect(resultOf(valuesOfResult(first, checklist), checklist)).toEqual(first);
  });

  test('a mark takes the place of a value, and gives it back', () => {
    const values = sound();
    values.answers.p4 = { mark: 'notApplicable', value: '12', issue: '' };
    expect(resultOf(values, checklist).answers).toContainEqual({
      pointId: 'p4',
      state: 'notApplicable',
      value: null,
      issue: '',
    });
    values.answers.p4.mark = '';
    expect(resultOf(values, checklist).answers).toContainEqual({
      pointId: 'p4',
      state: 'answered',
      value: 12,
      issue: '',
    });
  });

  test.each([
    ['12', 12],
    ['1,234.5', 1234.5],
    ['－3', -3],
    ['１２．５', 12.5],
    ['', null],
    ['约 12', null],
    ['1.2.3', null],
    ['12平方米', null],
  ])('the figure %j reads as %j', (typed, figure) => expect(readFigure(typed)).toBe(figure));

  test('invisible control characters from a pasted text are taken out', () => {
    const values = { ...sound(), handling: '已\u0007责令\u0000改正\n限期十日' };
    expect(resultOf(values, checklist).handling).toBe('已责令改正\n限期十日');
  });
});

describe('findings', () => {
  test('an empty form names everything that is missing, in the order of the form', () => {
    expect(messages(blankValues(checklist, today))).toEqual([
      '请选择检查方式',
      '「住所与登记一致」还没有填写',
      '「是否擅自改变登记事项」还没有填写',
      '「经营状态」还没有填写',
      '「经营面积」还没有填写',
      '请选择检查结果',
      '请填写检查发现问题（没有时填“未发现问题”）',
      '请填写处理情况描述',
    ]);
  });

  test('a figure outside the usual range passes with an explanation, and the explanation travels along', () => {
    const values = sound();
    values.answers.p4 = answer('900');
    expect(messages(values)).toEqual(['「经营面积」超出通常范围，请核实并说明']);
    values.explanations['answers.p4'] = '含院内停车场';
    const checked = checkForm(values, checklist, today, []);
    expect(checked.standing).toEqual([]);
    expect(checked.findings).toHaveLength(1);
    expect(checked.result.explanations).toEqual([{ field: 'answers.p4', words: '含院内停车场' }]);
  });

  test('blank spaces are no explanation', () => {
    const values = sound();
    values.answers.p4 = answer('900');
    values.explanations['answers.p4'] = '  ';
    expect(messages(values)).toHaveLength(1);
  });

  test('words where a figure belongs are refused with the unit', () => {
    const values = sound();
    values.answers.p4 = answer('很大');
    expect(messages(values)).toEqual(['「经营面积」应填数字，单位平方米']);
  });

  test.each([
    ['20261131', '没有 2026-11-31 这一天'],
    ['', '请填写检查日期'],
    ['20261121', '检查日期不能晚于今天'],
    ['昨天', '日期请按'],
  ])('the date %j is refused', (inspectedOn, words) => {
    expect(messages({ ...sound(), inspectedOn })).toEqual([expect.stringContaining(words)]);
  });

  test('texts that are too long are told with both lengths', () => {
    expect(messages({ ...sound(), remark: '长'.repeat(501) })).toEqual(['备注最多 500 字，现在 501 字']);
    const values = sound();
    values.answers.p1 = answer('yes', '问'.repeat(1001));
    expect(messages(values)).toContain('「住所与登记一致」的问题描述最多 1000 字');
  });

  test('an extra item needs a name, and words where it is not sound', () => {
    const extra = (title: string, found: string, isSound: boolean) => ({
      ...sound(),
      extraItems: [{ id: '6f9a3f57-4f43-4d4e-8b10-0f6a3a3c7f11', title, found, sound: isSound }],
    });
    expect(messages(extra('', '', true))).toEqual(['临时检查事项缺少名称']);
    expect(messages(extra('消防通道', '', false))).toContain('临时检查事项不合格，请写明发现的问题');
    expect(messages(extra('消防通道', '', true))).toEqual([]);
  });

  test('an on-site check needs a signature of an inspector, drawn or on paper', () => {
    expect(messages({ ...sound(), checkWays: ['onSite'] })).toEqual([
      '实地检查须有检查人员签名（屏幕签名，或纸质签名页的照片）',
      '被检查单位没有签名，请说明原因',
    ]);
  });
});

test('what stands in the way is counted once: the foot of the form says what its side says', () => {
  const values = { ...sound(), checkWays: ['onSite' as const], handling: '' };
  values.answers.p1 = answer('');
  values.answers.p4 = answer('900');
  const { standing } = checkForm(values, checklist, today, []);
  expect(countStanding(standing)).toEqual({ owed: 1, blocks: 2, doubts: 2 });
  expect(standingWords(standing)).toBe('必填还差 1 项，必须修改 2 处，需核实 2 处');
  expect(standingWords([])).toBe('');
});

describe('整组 fill', () => {
  test('answers open 是非型 points with what means that nothing is wrong, and guesses nothing else', () => {
    const values = blankValues(checklist, today);
    const fill = groupFill(values, group(0));
    applyFill(values, fill);
    expect(values.answers.p1?.value).toBe('yes');
    expect(values.answers.p2?.value).toBe('no');
    expect(values.answers.p3?.value).toBe('');
    expect(fill.left).toBe(1);
  });

  test('never touches what somebody answered', () => {
    const values = blankValues(checklist, today);
    values.answers.p1 = answer('no', '门牌号不符');
    values.answers.p2 = { mark: 'notChecked', value: '', issue: '' };
    applyFill(values, groupFill(values, group(0)));
    expect(values.answers.p1).toEqual(answer('no', '门牌号不符'));
    expect(values.answers.p2.mark).toBe('notChecked');
  });

  test('is taken back, but not where somebody changed it since', () => {
    const values = blankValues(checklist, today);
    const fill = groupFill(values, group(0));
    applyFill(values, fill);
    values.answers.p2 = answer('yes', '改变了经营范围');
    undoFill(values, fill);
    expect(values.answers.p1?.value).toBe('');
    expect(values.answers.p2).toEqual(answer('yes', '改变了经营范围'));
  });
});

describe('the jump list', () => {
  test('names open points in the order of the form, required or not', () => {
    const values = sound();
    values.answers.p1 = answer('');
    expect(openPoints(values, checklist)).toEqual([
      { pointId: 'p1', title: '住所与登记一致', group: 0, required: true },
      { pointId: 'p5', title: '现场情况', group: 1, required: false },
    ]);
  });

  test('progress counts by group, with the problems found', () => {
    const values = sound();
    values.answers.p2 = answer('yes', '改变了经营范围');
    expect(progressOf(values, checklist)).toEqual([
      { answered: 3, total: 3, owed: 0, issues: 1 },
      { answered: 1, total: 2, owed: 0, issues: 0 },
    ]);
    values.answers.p4 = answer('');
    expect(progressOf(values, checklist)[1]).toEqual({ answered: 0, total: 2, owed: 1, issues: 0 });
  });

  test.each([
    [2, { answered: 3, total: 3, owed: 0 }, '已填 2 项'],
    [2, { answered: 3, total: 6, owed: 2 }, '已填 2 项，还有 2 项必填要逐项填写'],
    [2, { answered: 5, total: 6, owed: 0 }, '已填 2 项，其余 1 项选填'],
    [0, { answered: 0, total: 2, owed: 1 }, '没有可以代填的是非项，还有 1 项必填要逐项填写'],
    [0, { answered: 2, total: 2, owed: 0 }, ''],
  ])('a group filled at once says what is left: %j, %j', (filled, progress, words) =>
    expect(fillWords(filled, { ...progress, issues: 0 })).toBe(words),
  );
});

test('检查发现问题 is gathered from the points', () => {
  const values = sound();
  expect(gatheredIssues(values, checklist)).toBe('未发现问题');
  values.answers.p1 = answer('no', '门牌号不符');
  expect(gatheredIssues(values, checklist)).toBe('住所与登记一致：门牌号不符');
  values.extraItems = [{ id: 'x', title: '消防通道', found: '堆放杂物', sound: false }];
  expect(gatheredIssues(values, checklist)).toBe('1. 住所与登记一致：门牌号不符\n2. 消防通道：堆放杂物');
});

test('“未发现问题” stands alone and gives way', () => {
  expect(withOutcome([], 'noIssue')).toEqual(['noIssue']);
  expect(withOutcome(['corrected', 'followUp'], 'noIssue')).toEqual(['noIssue']);
  expect(withOutcome(['noIssue'], 'corrected')).toEqual(['corrected']);
  expect(withOutcome(['corrected'], 'followUp')).toEqual(['corrected', 'followUp']);
  expect(withOutcome(['corrected', 'followUp'], 'corrected')).toEqual(['followUp']);
});

describe('drafts', () => {
  test('tell in words where they differ from what the platform has', () => {
    const before = blankValues(checklist, today);
    const after = blankValues(checklist, today);
    expect(differencesOf(before, after, checklist)).toEqual([]);
    after.checkWays = ['onSite'];
    after.answers.p2 = answer('yes', '改变了经营范围');
    after.answers.p4 = answer('30');
    after.outcomes = ['corrected'];
    expect(differencesOf(before, after, checklist)).toEqual([
      { label: '检查方式', before: '', after: '实地检查' },
      { label: '是否擅自改变登记事项', before: '', after: '✓ 是（问题：改变了经营范围）' },
      { label: '经营面积', before: '', after: '30 平方米' },
      { label: '检查结果', before: '', after: '发现问题已责令改正' },
    ]);
  });
});

test('checking 2000 points takes no more work than in proportion to 250', () => {
  const filled = (points: number) => {
    const long = longChecklist(points / 50, 50);
    const values = blankValues(long, today);
    for (const one of long.groups) applyFill(values, groupFill(values, one));
    return () => void checkForm(values, long, today, []);
  };
  const forms = new Map([250, 2000].map((points) => [points, filled(points)]));
  expect(growth((points) => forms.get(points)?.(), 250, 8)).toBeLessThan(24);
});
