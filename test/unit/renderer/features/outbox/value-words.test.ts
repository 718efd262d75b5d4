import { describe, expect, it } from 'vitest';
import { valueWords } from '#app/features/outbox/value-words.ts';

const codes: Record<string, string> = { 'stage open': '办理中', 'task.stage open': '检查中' };
const words = (path: string, value: unknown) =>
  valueWords(path, value, (field, one) => codes[`${field} ${String(one)}`] ?? null);

describe('a value on the conflict page', () => {
  it.each([
    ['remark', '', '（空）'],
    ['tasks', [], '（空）'],
    ['tasks', null, '（空）'],
    ['longTerm', true, '是'],
    ['age', 35, '35'],
    ['receipt.at', '2026-11-20T02:00:00.000Z', '2026-11-20 10:00'],
    ['skills', ['食品检验', '电子取证'], '食品检验；电子取证'],
  ])('%s %j reads %s by its kind', (path, value, said) => expect(words(path, value)).toBe(said));

  it('reads in the words of its collection by its whole path, wherever in a list it stands', () => {
    expect(words('stage', 'open')).toBe('办理中');
    expect(words('task[3f-1].stage', 'open')).toBe('检查中');
    expect(words('task[3f-1]', { id: '3f-1', stage: 'open', note: '', by: '林晓' })).toBe('检查中，林晓');
    expect(words('other.stage', 'open')).toBe('open');
  });
  it('leaves a word of the platform that this version does not know as it came', () => {
    expect(words('stage', 'somethingNew')).toBe('somethingNew');
  });
});
