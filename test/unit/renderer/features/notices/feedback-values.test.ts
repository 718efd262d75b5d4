import { describe, expect, test } from 'vitest';
import {
  checkValues,
  type FeedbackValues,
  newValues,
  problemsOfReasons,
  requiredFields,
  valuesOfFeedback,
  visibleFields,
} from '#app/features/notices/feedback-values.ts';

const today = '2026-11-20';
const issued: FeedbackValues = {
  ...newValues(today),
  result: 'issued',
  certificateNumber: 'JY14310010000001',
  certificateName: '食品经营许可证',
  issuingOrgan: '某县市场监督管理局',
  issuedOn: '20261118',
  validFrom: '2026-11-18',
  validTo: '2031年11月17日',
  permitContent: '预包装食品销售',
};
const problemsOf = (values: FeedbackValues) => {
  const checked = checkValues(values, today);
  return checked.ok ? {} : Object.fromEntries(checked.problems.map((one) => [one.field, one.message]));
};

test('a form that was just opened asks for the result only', () => {
  expect(problemsOf(newValues(today))).toEqual({ result: '请选择反馈结果' });
  expect(visibleFields('')).toEqual(['result', 'feedbackOn']);
});

describe('each result has its own fields', () => {
  test('已发证 asks for the whole certificate', () => {
    expect([...requiredFields('issued', false)].sort()).toEqual(
      [
        'result',
        'feedbackOn',
        'certificateNumber',
        'certificateName',
        'issuingOrgan',
        'issuedOn',
        'validFrom',
        'validTo',
        'permitContent',
      ].sort(),
    );
    expect(Object.keys(problemsOf({ ...newValues(today), result: 'issued' }))).toEqual([
      'certificateNumber',
      'certificateName',
      'issuingOrgan',
      'issuedOn',
      'validFrom',
      'validTo',
      'permitContent',
    ]);
  });
  test('长期有效 asks for no 有效期至', () => {
    expect(requiredFields('issued', true).has('validTo')).toBe(false);
    expect(checkValues({ ...issued, longTerm: true, validTo: '2031-11-17' }, today)).toMatchObject({
      ok: true,
      input: { longTerm: true, validTo: null },
    });
  });
  test('非本级发证 asks who issued it, 不予发证 asks why', () => {
    expect(Object.keys(problemsOf({ ...newValues(today), result: 'otherLevel' }))).toEqual(['issuingOrgan']);
    expect(Object.keys(problemsOf({ ...newValues(today), result: 'refused' }))).toEqual(['remark']);
    expect(visibleFields('refused')).toEqual(['result', 'feedbackOn', 'remark']);
  });
});

test('typed dates are sent in full', () => {
  expect(checkValues(issued, today)).toMatchObject({
    ok: true,
    input: { issuedOn: '2026-11-18', validFrom: '2026-11-18', validTo: '2031-11-17' },
  });
});

test('what the result does not show is not sent, and is still there when one changes one’s mind', () => {
  const changed = { ...issued, result: 'refused' as const, remark: '场所不符合要求' };
  expect(checkValues(changed, today)).toMatchObject({ ok: true, input: { certificateNumber: '', issuedOn: null } });
  expect(checkValues({ ...changed, result: 'issued' }, today).ok).toBe(true);
});

test('amending keeps in sight, and sends, whatever the feedback already held', () => {
  const checked = checkValues({ ...issued, result: 'otherLevel' }, today);
  expect(checked).toMatchObject({ ok: true, input: { permitContent: '' } });
  const held = { ...(checked.ok ? checked.input : never()), permitContent: '预包装食品销售', validFrom: '2026-11-18' };
  expect(visibleFields('otherLevel', held)).toContain('permitContent');
  expect(checkValues(valuesOfFeedback(held), today, held)).toEqual({ ok: true, input: held });
});

test('a wrong date is named once, on its own field', () => {
  expect(problemsOf({ ...issued, issuedOn: '2026-02-30' })).toEqual({ issuedOn: '没有 2026-02-30 这一天，请核对' });
});

test('the rules of the core are told while typing', () => {
  expect(problemsOf({ ...issued, feedbackOn: '2026-11-21' })).toEqual({ feedbackOn: '反馈日期不能晚于今天' });
  expect(problemsOf({ ...issued, validTo: '2026-11-17' })).toEqual({ validTo: '有效期至不能早于有效期自' });
});

test('a text that the platform would not take is refused with its limit', () => {
  expect(problemsOf({ ...issued, remark: '长'.repeat(501) })).toEqual({ remark: '最多 500 个字，请删减' });
  expect(problemsOf({ ...issued, certificateNumber: 'JY\u0007' })).toEqual({
    certificateNumber: '证件编号含有不能保存的字符，请重新填写',
  });
});

test('full-width digits of a certificate number become plain, brackets stay', () => {
  expect(checkValues({ ...issued, certificateNumber: '（２０２６）ＪＹ１ ' }, today)).toMatchObject({
    ok: true,
    input: { certificateNumber: '（2026）JY1' },
  });
});

test('reasons of the core land on their fields', () => {
  expect(
    problemsOfReasons([
      { field: 'feedback.certificateNumber', code: 'duplicate', message: '同一证件编号已经反馈过' },
      { field: '', code: 'closed', message: '平台已办结' },
    ]),
  ).toEqual([{ field: 'certificateNumber', message: '同一证件编号已经反馈过' }]);
});

function never(): never {
  throw new Error('the form should have been accepted');
}
