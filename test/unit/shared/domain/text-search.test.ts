import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bigramQuery,
  bigrams,
  containsTerms,
  normalizeSearchText,
  searchableScope,
  searchTerms,
} from '#shared/domain/text-search.ts';

describe('pieces of a text', () => {
  it('are pairs of neighbours, and the last character of each run alone', () => {
    expect(bigrams('恒丰商贸')).toBe('恒丰 丰商 商贸 贸');
    expect(bigrams('食品（KTV）')).toBe('食品 品 kt tv v');
    expect(bigrams('４Ｓ店')).toBe('4s s店 店');
  });

  it('pass over white space, so that 恒 丰 is found as 恒丰', () => {
    expect(bigrams('恒 丰\u00a0\u3000商贸')).toBe(bigrams('恒丰商贸'));
  });

  it('are none where there is nothing to search', () => {
    expect(bigrams('')).toBe('');
    expect(bigrams('（—）。')).toBe('');
  });

  it('keep characters beyond the first plane whole', () => {
    expect(bigrams('𬭎安')).toBe('𬭎安 安');
  });
});

describe('normalised text', () => {
  it('is half-width, lower case and without white space', () => {
    expect(normalizeSearchText(' ＡＢＣ　商贸\t（有限）')).toBe('abc商贸(有限)');
  });
});

describe('queries', () => {
  it('ask for every pair', () => {
    expect(bigramQuery('恒丰商')).toBe('"恒丰" AND "丰商"');
    expect(bigramQuery('恒丰 物流')).toBe('"恒丰" AND "物流"');
  });

  it('ask for one character by prefix', () => {
    expect(bigramQuery('恒')).toBe('"恒"*');
    expect(bigramQuery('恒 物流')).toBe('"恒"* AND "物流"');
  });

  it('are absent when nothing was typed', () => {
    for (const nothing of ['', '   ', '（）', '"', '*', '- + ^ :']) expect(bigramQuery(nothing)).toBeNull();
  });

  it('have a bound', () => {
    expect(bigramQuery('恒丰商贸'.repeat(5000))!.length).toBeLessThan(400);
    const long = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(bigramQuery(long)!.split(' AND ')).toHaveLength(24);
  });

  it('give the terms for the check that follows', () => {
    expect(searchTerms(' 恒丰　ＡＢ-12 恒丰')).toEqual(['恒丰', 'ab', '12']);
    expect(containsTerms('澧源恒丰商贸有限公司', '商贸 恒丰')).toBe(true);
    expect(containsTerms('澧源恒丰商贸有限公司', '恒贸')).toBe(false);
  });
});

describe('in SQLite', () => {
  const names = ['澧源恒丰商贸有限公司', '丰商恒昌药店', '量贩KTV（澧源）', '𬭎安建材行', '４Ｓ汽车服务', 'a"b*c OR d'];
  let database: Database.Database;
  beforeAll(() => {
    database = new Database(':memory:');
    database.exec(
      `CREATE VIRTUAL TABLE f USING fts5(t, content='', contentless_delete=1, detail=none, prefix='1', tokenize='unicode61')`,
    );
    const insert = database.prepare('INSERT INTO f(rowid, t) VALUES (?, ?)');
    names.forEach((name, index) => insert.run(index, bigrams(name)));
  });
  afterAll(() => {
    database.close();
  });
  const find = (input: string): string[] =>
    database
      .prepare<[string | null], { rowid: number }>('SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid')
      .all(bigramQuery(input))
      .map((row) => names[row.rowid]!);

  it('every part of a name of one character or more finds it', () => {
    names.forEach((name) => {
      const characters = Array.from(normalizeSearchText(name));
      for (let start = 0; start < characters.length; start += 1) {
        for (let end = start + 1; end <= characters.length; end += 1) {
          const part = characters.slice(start, end).join('');
          // A sign alone asks nothing; the character beyond the tokenizer's tables is only found with a neighbour.
          if (bigramQuery(part) === null || part === '𬭎') continue;
          expect(find(part), part).toContain(name);
        }
      }
    });
  });

  it('finds nothing that does not fit', () => {
    expect(find('恒昌')).toEqual(['丰商恒昌药店']);
    expect(find('贸恒')).toEqual([]);
  });

  it('takes every input as words, never as a query language', () => {
    for (const hostile of [
      '" OR "',
      'a" OR t:"b',
      'NEAR(恒 丰)',
      '恒丰) OR (药店',
      'f MATCH',
      "'; DROP TABLE f; --",
      '^恒*',
      '{t}:恒',
      'NOT 恒',
      '\u0000恒丰',
    ])
      if (bigramQuery(hostile) !== null) expect(() => find(hostile), hostile).not.toThrow();
    expect(find('药店 OR 恒丰')).toEqual([]);
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
