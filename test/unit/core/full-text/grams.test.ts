import { describe, expect, it } from 'vitest';
import { gramsOf, matchIsExact, matchOf, selectiveMatchOf, textHash } from '#core/full-text/grams.ts';
import { searchTerms } from '#shared/trade/text-search.ts';
import { varyingStatement } from '#core/full-text/varying-statement.ts';
import { openTestWorkspace } from '../../../integration/core/support.ts';

describe('words of the full-text index', () => {
  it('are pairs of characters marked with the letter of their field, ends of runs alone', () => {
    expect(gramsOf({ name: '恒丰商贸' }).split(' ')).toEqual(['n恒丰', 'n丰商', 'n商贸', 'n贸']);
    expect(gramsOf({ name: '恒丰（湖南）' }).split(' ')).toEqual(['n恒丰', 'n丰', 'n湖南', 'n南']);
    expect(gramsOf({ initials: 'hfsm' }).split(' ')).toEqual(['phf', 'phfs', 'pfs', 'pfsm', 'psm', 'pm']);
    expect(gramsOf({ name: '恒', address: '恒' }).split(' ')).toEqual(['n恒', 'a恒']);
    expect(gramsOf({ name: '', scope: '，。' })).toBe('');
  });

  it('are asked for so that every text that holds the term is found, and nothing can leave the quotes', () => {
    expect(matchOf('name', '恒丰商')).toBe('"n恒丰" AND "n丰商"');
    expect(matchOf('name', '恒')).toBe('"n恒"*');
    expect(matchOf('initials', 'hf')).toBe('"phf"');
    expect(matchOf('initials', 'h')).toBe('"ph"*');
    expect(matchOf('code', '91')).toBe('"c91"*');
    expect(matchOf('code', '914312')).toBe('"c914" AND "c143" AND "c431" AND "c312"');
    expect(matchOf('scope', '字'.repeat(200))).toBe('"s字字"');
    const long = Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(matchOf('scope', long).split(' AND ')).toHaveLength(24);
  });

  it('leave out what nearly every name has', () => {
    expect(selectiveMatchOf('name', '恒丰有限公司')).toBe('"n恒丰" AND "n丰有"');
    expect(selectiveMatchOf('name', '有限公司')).toBeNull();
    expect(selectiveMatchOf('scope', '有限公司')).toBe(matchOf('scope', '有限公司'));
  });

  it('leave no doubt about terms as long as a gram', () => {
    expect(matchIsExact('scope', '餐饮')).toBe(true);
    expect(matchIsExact('scope', '餐饮服')).toBe(false);
    expect(matchIsExact('initials', 'abc')).toBe(true);
  });

  it('are found again by every part of a text', () => {
    const { database, close } = openTestWorkspace();
    const insert = database.prepare('INSERT INTO notice_text (rowid, grams) VALUES (?, ?)');
    const find = database.prepare<[string], { rowid: number }>(
      'SELECT rowid FROM notice_text WHERE notice_text MATCH ?',
    );
    const texts = [
      ['name', '青溪县恒丰ktv有限公司'],
      ['address', '路12号楼a座'],
      ['scope', '生僻字𠮷野家'],
      ['name', 'éclair甜品'],
      ['initials', 'qxhfwhcm'],
      ['code', '91431299ma100001x4'],
    ] as const;
    texts.forEach(([field, text], index) => insert.run(index + 1, gramsOf({ [field]: text })));
    texts.forEach(([field, text], index) => {
      for (let start = 0; start < text.length; start += 1)
        for (let end = start + 1; end <= text.length; end += 1) {
          const part = text.slice(start, end);
          const found = find.all(matchOf(field, part)).map(({ rowid }) => rowid);
          expect(found, `${field} ${part}`).toContain(index + 1);
        }
    });
    close();
  });

  it('are words whatever was typed, never a query language', () => {
    const { database, close } = openTestWorkspace();
    const names = ['澧源恒丰商贸有限公司', '丰商恒昌药店', 'a"b*c OR d'];
    const insert = database.prepare('INSERT INTO notice_text (rowid, grams) VALUES (?, ?)');
    names.forEach((name, index) => insert.run(index, gramsOf({ name })));
    const find = database.prepare<[string], { rowid: number }>(
      'SELECT rowid FROM notice_text WHERE notice_text MATCH ? ORDER BY rowid',
    );
    const found = (typed: string) =>
      find
        .all(
          searchTerms(typed)
            .map((term) => matchOf('name', term))
            .join(' AND '),
        )
        .map(({ rowid }) => names[rowid]);
    expect(found('恒昌')).toEqual(['丰商恒昌药店']);
    expect(found('贸恒')).toEqual([]);
    expect(found('药店 OR 恒丰')).toEqual([]);
    expect(found('a"b*c OR d')).toEqual(['a"b*c OR d']);
    for (const hostile of [
      '" OR "恒',
      'a" OR t:"b',
      'NEAR(恒 丰)',
      '恒丰) OR (药店',
      "恒'; DROP TABLE notice_text; --",
      '^恒*',
    ])
      expect(() => found(hostile), hostile).not.toThrow();
    expect(found('恒')).toHaveLength(2);
    close();
  });
});

describe('the hash of texts', () => {
  it('differs with the texts and with where one ends, and fits into a number', () => {
    const seen = new Set<number>();
    for (let index = 0; index < 20_000; index += 1) seen.add(textHash(`名称${index}`, '住所'));
    expect(seen.size).toBe(20_000);
    expect(textHash('ab', 'c')).not.toBe(textHash('a', 'bc'));
    expect([...seen].every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
  });
});

describe('statements', () => {
  it('are compiled once while they are in use, and forgotten after many others', () => {
    const { database, close } = openTestWorkspace();
    const first = varyingStatement(database, 'SELECT 1');
    expect(varyingStatement(database, 'SELECT 1')).toBe(first);
    for (let index = 2; index < 120; index += 1) varyingStatement(database, `SELECT ${index}`);
    expect(varyingStatement(database, 'SELECT 1')).not.toBe(first);
    close();
  });
});
