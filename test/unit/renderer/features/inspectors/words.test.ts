import { expect, it } from 'vitest';
import { inspectorWords } from '#app/features/inspectors/words.ts';

const { wordsOf } = inspectorWords();

it.each([
  ['gender', 'female', '女'],
  ['types', ['行政执法', '专业技术'], '行政执法、专业技术'],
  ['onDuty', false, '不在岗'],
  ['department', { code: '430999101', name: '卫健局' }, '卫健局'],
  ['phone', '0745-8123456', null],
])('of a person of the 名录, %s %j reads %s', (path, value, words) => expect(wordsOf(path, value)).toBe(words));
