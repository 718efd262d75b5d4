import { describe, expect, it } from 'vitest';
import {
  checkEnterpriseCode,
  makeCreditCode,
  makeOrganisationCode,
  makeRegistrationNumber,
  normalizeEnterpriseCode,
} from '#shared/trade/credit-code.ts';
import { growth } from '../../../support/effort.ts';

/*
 * Invented codes in region 439900, which no place has. Worked by hand:
 * MA0A0B0C (GB 11714): 22×3+10×7+0+10×10+0+11×8+0+12×2 = 348; 348 mod 11 = 7; 11−7 = 4.
 * 91439900MA0A0B0C4 (GB 32100): 9+3+36+81+171+234+0+0+420+290+0+130+0+264+0+360+112 = 2110; 2110 mod 31 = 2; 31−2 = 29 → X.
 * 43990000000012 (ISO 7064 MOD 11,10): p = 8,2,2,2,4,8,5,10,9,7,3,6,3,10; (11−10) mod 10 = 1.
 */
const creditCode = '91439900MA0A0B0C4X';
const registrationNumber = '439900000000121';

/** A different way to the same digits: ISO 7064 by its recursive definition, checked backwards (the sum must end in 1). */
function passesMod11And10(number: string): boolean {
  let state = 10;
  for (const digit of number.slice(0, -1)) {
    state = (state + Number(digit)) % 10;
    state = ((state === 0 ? 10 : state) * 2) % 11;
  }
  return (state + Number(number.at(-1))) % 10 === 1;
}

describe('check digits', () => {
  it('are those worked out by hand', () => {
    expect(makeOrganisationCode('MA0A0B0C')).toBe('MA0A0B0C4');
    expect(makeCreditCode('91439900MA0A0B0C4')).toBe(creditCode);
    expect(makeRegistrationNumber('43990000000012')).toBe(registrationNumber);
  });

  it('hold for every number made, and for no neighbour of it', () => {
    for (let index = 0; index < 500; index += 1) {
      const number = makeRegistrationNumber(`4399006${String(index * 7919).padStart(7, '0')}`);
      expect(passesMod11And10(number)).toBe(true);
      expect(checkEnterpriseCode(number)).toMatchObject({ kind: 'registrationNumber', verdict: 'valid' });
      const neighbour = number.slice(0, 9) + String((Number(number[9]) + 1) % 10) + number.slice(10);
      expect(checkEnterpriseCode(neighbour)).toMatchObject({ kind: 'registrationNumber', verdict: 'badCheckDigit' });
    }
  });

  it('of credit codes are each of the 31 characters in turn', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    // The weight of the first character is 1: each step of it moves the check by one, backwards.
    const codes = Array.from(alphabet, (first) => makeCreditCode(`${first}1439900MA0A0B0C4`));
    expect(new Set(codes.map((code) => code.charAt(17)))).toEqual(new Set(alphabet));
    for (const code of codes) expect(checkEnterpriseCode(code)).toMatchObject({ verdict: 'valid' });
  });

  it('find every single wrong character of a credit code', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    for (let place = 0; place < 18; place += 1) {
      for (const character of place > 1 && place < 8 ? '0123456789' : alphabet) {
        const changed = creditCode.slice(0, place) + character + creditCode.slice(place + 1);
        const expected = changed === creditCode ? 'valid' : 'badCheckDigit';
        expect(checkEnterpriseCode(changed), changed).toMatchObject({ kind: 'creditCode', verdict: expected });
      }
    }
  });

  it('are not made for what cannot begin a code', () => {
    expect(() => makeCreditCode('91439900MA0A0B0C')).toThrow(RangeError);
    expect(() => makeCreditCode('9143990OMA0A0B0C4')).toThrow(RangeError);
    expect(() => makeRegistrationNumber('4399000000001X')).toThrow(RangeError);
    expect(() => makeOrganisationCode('ma0a0b0c')).toThrow(RangeError);
  });
});

describe('normalisation', () => {
  it.each([
    ['lower case', '91439900ma0a0b0c4x'],
    ['full width', '９１４３９９００ＭＡ０Ａ０Ｂ０Ｃ４Ｘ'],
    ['spaces, no-break spaces and tabs', ' 9143 9900\u00a0MA0A\t0B0C4X\n'],
    ['invisible characters', '\ufeff91439900\u200bMA0A0B0C4X'],
    ['hyphens', '91439900-MA0A0B0C-4X'],
    ['the apostrophe of a sheet', "'91439900MA0A0B0C4X"],
    ['O for 0', '914399OOMAOAOBOC4X'],
    ['I for 1', '9I439900MA0A0B0C4X'],
  ])('undoes %s', (_what, typed) => {
    expect(checkEnterpriseCode(typed)).toEqual({
      kind: 'creditCode',
      verdict: 'valid',
      normalized: creditCode,
      suggestions: [],
    });
  });

  it('reads look-alikes as digits where there can be nothing else', () => {
    expect(normalizeEnterpriseCode('4399OOOOOOOOl2l')).toBe(registrationNumber);
    expect(normalizeEnterpriseCode('43990B0000l2I')).toBe('4399080000121');
  });

  it('leaves letters that a credit code may contain', () => {
    expect(normalizeEnterpriseCode('91439900MA0L0B0D4B')).toBe('91439900MA0L0B0D4B');
  });
});

describe('suggestions', () => {
  it('contain the right code for each single substitution, unless more than five fit', () => {
    for (const [place, character] of [
      [1, '7'],
      [4, '0'],
      [8, 'N'],
      [10, '8'],
      [17, 'K'],
    ] as const) {
      const wrong = creditCode.slice(0, place) + character + creditCode.slice(place + 1);
      const check = checkEnterpriseCode(wrong);
      expect(check.suggestions.length).toBeLessThanOrEqual(5);
      expect(check.suggestions, wrong).toContain(creditCode);
      for (const suggestion of check.suggestions)
        expect(checkEnterpriseCode(suggestion), suggestion).toMatchObject({ verdict: 'valid' });
    }
  });

  it('put what eyes confuse first', () => {
    expect(checkEnterpriseCode('91439900MA0A080C4X').suggestions[0]).toBe(creditCode);
    // 3 read as 8 explains it as well as 1 read as 7 does.
    expect(checkEnterpriseCode('439900000000127').suggestions.slice(0, 2)).toEqual([
      '489900000000127',
      registrationNumber,
    ]);
  });

  it('repair a letter in the region, where only digits can stand', () => {
    expect(checkEnterpriseCode('914399D0MA0A0B0C4X')).toMatchObject({ kind: 'unknown', suggestions: [creditCode] });
    expect(checkEnterpriseCode('91439DD0MA0A0B0C4X')).toMatchObject({ kind: 'unknown', suggestions: [] });
  });
});

describe('other numbers', () => {
  it('accept 13 digits, for which there is no check', () => {
    expect(checkEnterpriseCode('4399001000012')).toEqual({
      kind: 'legacyNumber',
      verdict: 'noCheckPossible',
      normalized: '4399001000012',
      suggestions: [],
    });
  });

  it.each([
    ['', '请填写统一社会信用代码或注册号'],
    ['　 ', '请填写统一社会信用代码或注册号'],
    ['91439900MA0A0B0C4', '共 17 位；统一社会信用代码应为 18 位，注册号应为 15 位（早期为 13 位数字），请核对'],
    ['MA0A0B0C4', '这像是 9 位的组织机构代码，请填写 18 位统一社会信用代码或 15 位注册号'],
    ['4.399E+14', '代码被表格软件改成了科学计数，末尾几位已经丢失，请从原件重新录入'],
    ['91439900MA0A0B0C4V', '统一社会信用代码中不使用字母 I、O、S、V、Z，请核对“V”'],
    ['9143ABCDMA0A0B0C4X', '统一社会信用代码第3至8位是行政区划，只能是数字，请核对'],
    ['91439900MA0A0B0C4*', '代码中不应有“*”，只能是数字和大写字母'],
    ['澧源商行', '代码中不应有“澧 源 商 行”，只能是数字和大写字母'],
  ])('%s: %s', (typed, problem) => {
    expect(checkEnterpriseCode(typed)).toMatchObject({ kind: 'unknown', problem });
  });

  it.each(['9', '字'])('stay quick on a pasted page of %s: no more work than in proportion', (character) => {
    const check = (length: number) => checkEnterpriseCode(character.repeat(length));
    expect(check(200_000).kind).toBe('unknown');
    expect(growth((length) => void check(length), 25_000, 8)).toBeLessThan(24);
  });
});
