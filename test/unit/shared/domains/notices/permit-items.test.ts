import { describe, expect, it } from 'vitest';
import { onlyNegated } from '#shared/domains/notices/keywords.ts';
import { matchPermitItems, permitItems } from '#shared/domains/notices/permit-items.ts';

describe('the demonstration catalogue', () => {
  it('has one code and one name an item, each with words to look for', () => {
    expect(new Set(permitItems.map((item) => item.code)).size).toBe(permitItems.length);
    expect(new Set(permitItems.map((item) => item.name)).size).toBe(permitItems.length);
    for (const item of permitItems) expect(item.keywords.length, item.name).toBeGreaterThan(0);
  });
});

describe('matching a 经营范围', () => {
  it('finds every item, each with the words that were found', () => {
    const matches = matchPermitItems('汽油、柴油零售；预包装食品零售；日用百货零售');
    expect(matches.map(({ item, keywords }) => [item.name, keywords])).toEqual([
      ['食品经营许可', ['食品零售']],
      ['危险化学品经营许可', ['汽油', '柴油']],
    ]);
  });

  it('is as naive as the registration organ, and the mistake can be told', () => {
    const scope = '普通货物仓储服务（不含危险化学品）';
    const [match] = matchPermitItems(scope);
    expect(match?.item.name).toBe('危险化学品经营许可');
    expect(onlyNegated(scope, match?.keywords ?? [])).toBe(true);
  });

  it('finds nothing where no permit is needed', () => {
    expect(matchPermitItems('日用百货零售；服装销售')).toEqual([]);
    expect(matchPermitItems('')).toEqual([]);
  });
});
