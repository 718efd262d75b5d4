import { describe, expect, it } from 'vitest';
import { compareVersions, labelOf, same } from '#core/sync/conflicts/compare.ts';

const found = (base: unknown, mine: unknown, theirs: unknown) =>
  compareVersions(base, mine, theirs).map(({ path, changedBy }) => [path, changedBy]);

describe('three versions of a record', () => {
  it('say nothing where nothing changed', () => {
    expect(found({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, { a: 1, b: { c: [1, 2] } })).toEqual([]);
  });

  it('tell who changed a field, and where both did, whether it is the same change', () => {
    expect(found({ a: 1, b: 1, c: 1, d: 1 }, { a: 2, b: 1, c: 2, d: 2 }, { a: 1, b: 2, c: 2, d: 3 })).toEqual([
      ['a', 'mine'],
      ['b', 'theirs'],
      ['c', 'equal'],
      ['d', 'both'],
    ]);
  });

  it('look inside what both sides filled in, also where there was nothing before', () => {
    expect(
      found(
        { receipt: null },
        { receipt: { way: 'receive', person: '甲' } },
        { receipt: { way: 'receive', person: '乙' } },
      ),
    ).toEqual([
      ['receipt.way', 'equal'],
      ['receipt.person', 'both'],
    ]);
    expect(found({ receipt: null }, { receipt: { person: '甲' } }, { receipt: null })).toEqual([['receipt', 'mine']]);
  });

  it('compare lists of things with ids thing by thing', () => {
    const one = { id: '1', text: 'a' };
    const two = { id: '2', text: 'b' };
    expect(found({ list: [one] }, { list: [one, two] }, { list: [{ ...one, text: 'x' }] })).toEqual([
      ['list[1].text', 'theirs'],
      ['list[2]', 'mine'],
    ]);
    expect(found({ list: [one] }, { list: [] }, { list: [{ ...one, text: 'x' }] })).toEqual([['list[1]', 'both']]);
  });

  it('compare other lists as one value', () => {
    expect(found({ words: ['a'] }, { words: ['a', 'b'] }, { words: ['c'] })).toEqual([['words', 'both']]);
    expect(found({ list: [{ id: '1' }] }, { list: [{ id: '1' }, { id: '1' }] }, { list: [] })).toEqual([
      ['list', 'both'],
    ]);
  });

  it('are not led astray by names that objects have of their own', () => {
    const odd = JSON.parse('{"__proto__":{"x":1},"constructor":1}') as unknown;
    expect(found({}, odd, {})).toEqual([
      ['__proto__', 'mine'],
      ['constructor', 'mine'],
    ]);
    expect(same({}, JSON.parse('{"toString":1}'))).toBe(false);
  });

  it('hold a missing record against a changed one', () => {
    expect(found({ a: 1 }, { a: 2 }, null)).toEqual([['', 'both']]);
  });
});

describe('the label of a field', () => {
  const labels = { 'receipt.person': '接收人员', feedbacks: '反馈', receipt: '接收' };
  it.each([
    ['receipt.person', '接收人员'],
    ['receipt.at', '接收'],
    ['feedbacks[3f].remark', '反馈'],
    ['feedbacks[3f]', '反馈'],
    ['stage', null],
    ['toString', null],
  ])('%s: %s', (path, label) => expect(labelOf(path, labels)).toBe(label));
});
