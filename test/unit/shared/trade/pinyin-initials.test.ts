import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { effortOf } from '../../../support/effort.ts';

describe('pinyin initials', () => {
  it.each([
    ['恒丰商贸', 'hfsm'],
    ['澧源县鑫旺五金店', 'lyxxwwjd'],
    ['４Ｓ汽车（ABC）服务', '4sqcabcfw'],
    ['𬭎安建材', 'ajc'],
    ['', ''],
  ])('%s: %s', (name, initials) => {
    expect(pinyinInitials(name)).toBe(initials);
  });

  it.each([
    ['重庆小面馆', 'cqxmg'],
    ['村镇银行', 'czyh'],
    ['和顺商行', 'hssh'],
    ['音乐培训', 'yypx'],
    ['厦门沙茶面', 'xmscm'],
    ['会计代理', 'kjdl'],
    ['曾记粉馆', 'zjfg'],
  ])('reads %s as a person would: %s', (name, initials) => {
    expect(pinyinInitials(name)).toBe(initials);
  });

  it('know every character of GB 2312', () => {
    const decoder = new TextDecoder('gb2312');
    let characters = 0;
    for (let high = 0xb0; high <= 0xf7; high += 1) {
      for (let low = 0xa1; low <= 0xfe; low += 1) {
        // D7FA to D7FE are unassigned.
        if (high === 0xd7 && low > 0xf9) continue;
        const character = decoder.decode(Uint8Array.of(high, low));
        expect(pinyinInitials(character), character).toMatch(/^[a-z]$/);
        characters += 1;
      }
    }
    expect(characters).toBe(6763);
  });

  it('agree with the package that the table was made from', () => {
    for (const character of '湘澧醴耒郴衢邵溆芷沅辰靖绥岳益娄怀张家界常德株洲喆堃镕玥')
      expect(pinyinInitials(character), character).toBe(pinyin(character, { pattern: 'first', toneType: 'none' }));
  });

  it('are quick enough for a million names: little more than a look at each character', () => {
    const name = '澧源县鑫旺五金建材商行';
    const known = new Map(Array.from(name).map((character) => [character, 'x']));
    const thousand = (one: () => unknown) => () => {
      for (let index = 0; index < 1000; index += 1) one();
    };
    const looking = thousand(() =>
      Array.from(name).reduce((found, character) => found + (known.get(character) ?? ''), ''),
    );
    expect(effortOf(thousand(() => pinyinInitials(name))) / effortOf(looking)).toBeLessThan(20);
  });
});
