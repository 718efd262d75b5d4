import { describe, expect, it } from 'vitest';
import { highlight, onlyNegated } from '#shared/domains/notices/keywords.ts';
import { growth } from '../../../../support/effort.ts';

/** 「[…]」 around what is marked, 「{…}」 where it is negated. */
const drawn = (text: string, keywords: string[]) =>
  highlight(text, keywords)
    .map(({ text: part, matched, negated }) => (negated ? `{${part}}` : matched ? `[${part}]` : part))
    .join('');

describe('highlighting keywords', () => {
  it('marks every occurrence and keeps the text', () => {
    const scope = '普通货运；食品销售；普通货运代理';
    expect(drawn(scope, ['普通货运', '食品销售'])).toBe('[普通货运]；[食品销售]；[普通货运]代理');
    expect(
      highlight(scope, ['普通货运'])
        .map((one) => one.text)
        .join(''),
    ).toBe(scope);
  });

  it('merges overlaps, whatever the order of the keywords', () => {
    expect(drawn('广告设计制作', ['广告', '告设计', '广告设计'])).toBe('[广告设计]制作');
    expect(drawn('哈哈哈', ['哈哈'])).toBe('[哈哈哈]');
  });

  it('matches Latin letters in either case and takes signs literally', () => {
    expect(drawn('量贩式ktv服务(自助)', ['KTV', '(自助)', '.*'])).toBe('量贩式[ktv]服务[(自助)]');
  });

  it('copes with nothing', () => {
    expect(highlight('', ['广告'])).toEqual([]);
    expect(highlight('广告设计', ['', '汽油'])).toEqual([{ text: '广告设计', matched: false, negated: false }]);
  });
});

describe('negative phrases', () => {
  it.each([
    [
      '化工产品销售（不含危险化学品及易制毒化学品）；润滑油',
      '危险化学品',
      '化工产品销售（不含{危险化学品}及易制毒化学品）；润滑油',
    ],
    ['企业管理咨询（不含金融，证券，期货）', '期货', '企业管理咨询（不含金融，证券，{期货}）'],
    ['化工产品销售，不含危险化学品，危险化学品仓储', '危险化学品', '化工产品销售，不含{危险化学品}，[危险化学品]仓储'],
    ['矿产品（除煤炭、石油外）销售；煤炭零售', '煤炭', '矿产品（除{煤炭}、石油外）销售；[煤炭]零售'],
    ['燃料油（汽油、柴油除外）销售', '柴油', '燃料油（汽油、{柴油}除外）销售'],
    ['广告业务（除户外广告外），户外广告牌租赁', '户外广告', '广告业务（除{户外广告}外），[户外广告]牌租赁'],
    ['餐饮服务；法律法规禁止的食品生产除外；食品销售', '食品', '餐饮服务；法律法规禁止的{食品}生产除外；[食品]销售'],
    [
      '投资咨询（未经批准不得从事吸收存款、融资担保等业务）',
      '融资担保',
      '投资咨询（未经批准不得从事吸收存款、{融资担保}等业务）',
    ],
    ['国家禁止的烟花爆竹不得经营，烟花爆竹零售', '烟花爆竹', '国家禁止的{烟花爆竹}不得经营，[烟花爆竹]零售'],
  ])('%s', (scope, keyword, expected) => {
    expect(drawn(scope, [keyword])).toBe(expected);
  });

  it('do not swallow what is done: 除虫, 外卖 and 除…以外 without an end', () => {
    expect(drawn('除虫服务、外卖递送，餐饮服务', ['除虫', '外卖', '餐饮'])).toBe('[除虫]服务、[外卖]递送，[餐饮]服务');
  });

  it('tell a probable mistake from a doubtful one', () => {
    expect(onlyNegated('普通货物仓储（不含危险化学品）', ['危险化学品'])).toBe(true);
    expect(onlyNegated('普通货物仓储（不含危险化学品）；汽油零售', ['危险化学品', '汽油'])).toBe(false);
    expect(onlyNegated('日用百货零售', ['危险化学品'])).toBe(false);
  });

  it('cost at most the square of the length, up to the longest 经营范围', () => {
    const run = (times: number) => void highlight('（不含除危险外'.repeat(times), ['危险', '除', '外']);
    // Four times as long: sixteen times the work, where a pattern that tries every split would take 64 and more.
    expect(growth(run, 287, 4)).toBeLessThan(32);
  });
});
