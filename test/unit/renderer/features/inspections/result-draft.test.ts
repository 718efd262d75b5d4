import { expect, test } from 'vitest';
import { resultDraft } from '#app/features/inspections/result/result-draft.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import { checklist, today } from './checklist.ts';

const form = resultDraft('ZT-1', checklist);
const read = (json: unknown) => form.read(JSON.parse(JSON.stringify(json)));

test('brings back exactly what was typed, half-written figures and dates too', () => {
  const values = { ...blankValues(checklist, today), inspectedOn: '202611' };
  values.answers.p4 = { mark: '', value: '12.', issue: '' };
  expect(read(form.write(values, false))).toEqual({ left: false, values });
  expect(read(form.write(values, true))).toEqual({ left: true, values });
});

test('has a place for points that were not in it', () => {
  const values = blankValues(checklist, today);
  expect(read(form.write({ ...values, answers: {} }, true))?.values).toEqual(values);
});

test.each([{}, { form: 1 }, { form: 9, left: true, values: {} }, []])('%j is no draft', (json) => {
  expect(read(json)).toBeNull();
});

test('is kept in the version of the checklist in which it was begun', () => {
  expect(form).toMatchObject({ collection: 'inspectionSubjects', recordId: 'ZT-1', part: '', shape: '2' });
});
