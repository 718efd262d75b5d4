import { expect, test } from 'vitest';
import { feedbackDraft } from '#app/features/notices/feedback-draft.ts';
import { type FeedbackValues, newValues } from '#app/features/notices/feedback-values.ts';

const blank = newValues('2026-11-22');
const form = feedbackDraft('N1', null, blank);
const read = (json: unknown) => form.read(JSON.parse(JSON.stringify(json)))?.values;

test('comes back exactly as typed, half dates included', () => {
  const half: FeedbackValues = { ...blank, result: 'issued', issuedOn: '202611', longTerm: true, feedbackOn: '' };
  expect(read(form.write(half, false))).toEqual(half);
});

test('of another version does not break the form', () => {
  expect(read({ result: 'nonsense', longTerm: '是', remark: 7, feedbackOn: null })).toEqual(blank);
  expect(read({ remark: '旧版写的' })).toEqual({ ...blank, remark: '旧版写的' });
  expect(read([])).toBeUndefined();
});

test('of an amended feedback is a draft of its own', () => {
  expect(form).toMatchObject({ collection: 'notices', recordId: 'N1', part: '', shape: '' });
  expect(feedbackDraft('N1', 'F1', blank).part).toBe('F1');
});
