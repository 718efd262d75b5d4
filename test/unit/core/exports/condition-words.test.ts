import { describe, expect, it } from 'vitest';
import { conditionWords, rangeWords } from '#core/exports/condition-words.ts';

describe('the filter named at the head of a sheet', () => {
  it('tells a range by its ends', () => {
    expect(rangeWords('2026-01-01', '2026-01-31')).toBe('2026-01-01 至 2026-01-31');
    expect(rangeWords('2026-01-01', '2026-01-01')).toBe('2026-01-01');
    expect(rangeWords('2026-01-01', undefined)).toBe('2026-01-01 起');
    expect(rangeWords(undefined, '2026-01-31')).toBe('2026-01-31 止');
    expect(rangeWords(undefined, undefined)).toBe('');
  });

  it('names every condition that limits, and says 全部 when none does', () => {
    expect(
      conditionWords([
        ['主体名称', '恒丰'],
        ['申请类型', undefined],
        ['期限', ' '],
        ['送达', '2026-01-01 起'],
      ]),
    ).toBe('主体名称：恒丰；送达：2026-01-01 起');
    expect(conditionWords([['主体名称', '']])).toBe('全部');
  });
});
