import { describe, expect, it } from 'vitest';
import { steadyRows } from '#app/lists/steady-rows.ts';

const rows = (ids: string, mark = '') => [...ids].map((id) => ({ id, mark }));
const told = (shown: string, fresh: string, keepGone = false) => {
  const { rows: after, waiting, gone } = steadyRows(rows(shown), rows(fresh, 'fresh'), keepGone);
  return `${after.map(({ id }) => id).join('')} ${waiting} ${gone}`;
};

describe('rows that came new', () => {
  it('wait where they would move others, in front or in between', () => {
    expect(told('ABC', 'XABC')).toBe('ABC 1 0');
    expect(told('ABC', 'XAYBZC')).toBe('ABC 3 0');
  });
  it('are added behind the last one', () => {
    expect(told('ABC', 'ABCXY')).toBe('ABCXY 0 0');
    expect(told('ABC', 'WABCX')).toBe('ABCX 1 0');
  });
  it('are shown where nothing was, or nothing of it is left', () => {
    expect(told('', 'XY')).toBe('XY 0 0');
    expect(told('AB', 'XY')).toBe('XY 0 0');
  });
});

describe('rows that left the list', () => {
  it('go, and what follows is added', () => {
    expect(told('ABC', 'ACD')).toBe('ACD 0 0');
    expect(told('ABC', '')).toBe(' 0 0');
  });
  it('stay in their place while somebody points at the rows', () => {
    expect(told('ABC', 'ACD', true)).toBe('ABCD 0 1');
    expect(told('ABC', 'XAC', true)).toBe('ABC 1 1');
    expect(told('AB', 'XY', true)).toBe('AB 2 2');
    expect(told('', 'XY', true)).toBe('XY 0 0');
  });
});

it('what changed in a row is shown where the row stands, also where its place in the order is another by now', () => {
  const { rows: after } = steadyRows(rows('ABC'), rows('CAB', 'fresh'), false);
  expect(after).toEqual(rows('ABC', 'fresh'));
});
