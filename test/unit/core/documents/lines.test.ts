import { describe, expect, it } from 'vitest';
import { breakLines, type TextLine, unknownCharacters, unbroken } from '#core/documents/lines.ts';
import type { Typeface } from '#core/documents/typeface.ts';
import { growth } from '../../../support/effort.ts';

/** Every character one em wide, letters and digits half; no emoji. */
const typeface: Typeface = {
  bytes: { regular: new Uint8Array(), bold: new Uint8Array() },
  widthOf: (codePoint) => (codePoint < 0x2000 ? 0.5 : 1),
  has: (codePoint) => codePoint < 0x1f300,
};
const style = { size: 10 };
const said = (line: TextLine) =>
  line.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'box' ? (piece.ticked ? '[x]' : '[ ]') : '?'))
    .join('');
const broken = (text: string, ems: number) => breakLines(text, ems * 10, style, typeface).map(said);

describe('lines', () => {
  it('are as full as the width allows, and lose no character', () => {
    expect(broken('一二三四五六七八九十', 4)).toEqual(['一二三四', '五六七八', '九十']);
    const text = '检查人员到达现场后，出示执法证件；核对营业执照（副本）与实际经营情况“一致”。'.repeat(40);
    expect(broken(text, 13).join('')).toBe(text);
  });

  it('never begin with a closing sign nor end with an opening one', () => {
    expect(broken('一二三四，五六', 4)).toEqual(['一二三', '四，五六']);
    expect(broken('一二三（四五六）', 4)).toEqual(['一二三', '（四五', '六）']);
    for (const line of broken('甲，乙。（丙）、“丁”；《戊》：'.repeat(30), 7)) {
      expect(line).not.toMatch(/^[，。）、”；》：]/);
      expect(line).not.toMatch(/[（“《]$/);
    }
  });

  it('keep words and codes whole where they fit, and divide what is longer than a line', () => {
    expect(broken('代码91431299MA1尾', 8)).toEqual(['代码91431299MA1', '尾']);
    expect(broken('信用代码91431299MA1尾', 8)).toEqual(['信用代码', '91431299MA1尾']);
    expect(broken('A'.repeat(25), 5)).toEqual(['A'.repeat(10), 'A'.repeat(10), 'A'.repeat(5)]);
  });

  it('keep a code whole that is made of characters and signs, where it is said to be one', () => {
    const textOf = (text: string) =>
      breakLines(text, 100, { size: 10 }, typeface).map(({ pieces }) =>
        pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''),
      );
    const lines = textOf(`甲乙丙丁戊己（证号${unbroken('湘澧执')}）`);
    expect(lines.some((line) => line.includes('湘澧执'))).toBe(true);
    expect(lines.join('')).toBe('甲乙丙丁戊己（证号湘澧执）');
    // Wider than the line: divided all the same, and nothing lost.
    expect(textOf(unbroken('湘'.repeat(30))).join('')).toBe('湘'.repeat(30));
  });

  it('begin anew at every end of a paragraph; an empty one keeps its line', () => {
    expect(broken('甲\r\n\n乙\u2028丙', 9)).toEqual(['甲', '', '乙', '丙']);
    expect(broken('', 9)).toEqual(['']);
  });

  it('draw boxes and characters that the font has not, and say which these are', () => {
    expect(broken('☐ 是 ☑ 否', 9)).toEqual(['[ ] 是 [x] 否']);
    const lines = breakLines('招牌😀，😀与𝌆', 90, style, typeface);
    expect(lines.map(said)).toEqual(['招牌?，?与𝌆']);
    expect(unknownCharacters(lines)).toEqual(['😀']);
  });

  it('drop what nobody could see: controls, marks of direction, halves of a broken character', () => {
    expect(broken('甲\u0000\u0007乙\u200b\ufeff丙', 9)).toEqual(['甲乙丙']);
    expect(broken('甲\ud83d乙', 9)).toEqual(['甲\ufffd乙']);
  });

  it('of 9,000 characters take no more work than in proportion to their number', () => {
    const run = (times: number) => broken('现场检查情况说明，'.repeat(times), 30).join('');
    expect(run(1000)).toHaveLength(9000);
    expect(growth((times) => void run(times), 125, 8)).toBeLessThan(24);
  });
});
