import { describe, expect, it } from 'vitest';
import { normalizeSearchText, searchableScope, searchTerms } from '#shared/trade/text-search.ts';

describe('normalised text', () => {
  it('is half-width, lower case and without white space', () => {
    expect(normalizeSearchText(' ＡＢＣ　商贸\t（有限）')).toBe('abc商贸(有限)');
    expect(normalizeSearchText('恒 丰\u00a0\u3000商贸')).toBe('恒丰商贸');
  });
});

describe('terms', () => {
  it('are what stands between white space and signs, each once, normalised', () => {
    expect(searchTerms(' 恒丰　ＡＢ-12 恒丰')).toEqual(['恒丰', 'ab', '12']);
    expect(searchTerms('４Ｓ店 𬭎安')).toEqual(['4s店', '𬭎安']);
  });

  it('are none where nothing is searchable', () => {
    for (const nothing of ['', '   ', '（）', '"', '*', '- + ^ :']) expect(searchTerms(nothing)).toEqual([]);
  });
});

describe('经营范围 for the index', () => {
  it('loses its set phrases and nothing else', () => {
    expect(searchableScope('食品销售；广告设计。（依法须经批准的项目，经相关部门批准后方可开展经营活动）')).toBe(
      '食品销售；广告设计。',
    );
    expect(searchableScope('软件开发（除依法须经批准的项目外，自主开展法律法规未禁止、未限制的经营活动）')).toBe(
      '软件开发',
    );
    expect(searchableScope('危险化学品（不含剧毒）经营')).toBe('危险化学品（不含剧毒）经营');
  });
});
