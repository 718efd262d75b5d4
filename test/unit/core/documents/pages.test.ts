import { describe, expect, it } from 'vitest';
import { breakLines, type Line } from '#core/documents/lines.ts';
import { type Block, layOut, type Page, paper } from '#core/documents/pages.ts';
import { divideRow, mergeDown, type Row, rowHeight } from '#core/documents/table.ts';
import type { Typeface } from '#core/documents/typeface.ts';

const typeface: Typeface = {
  bytes: { regular: new Uint8Array(), bold: new Uint8Array() },
  widthOf: () => 1,
  has: () => true,
};
const lines = (count: number, prefix: string): Line[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`).flatMap((text) =>
    breakLines(text, 400, { size: 10 }, typeface),
  );
const row = (count: number, prefix: string, change: Partial<Row> = {}): Row => ({
  cells: [{ width: 200, lines: lines(count, prefix) }],
  ...change,
});
const textOf = (line: Line) =>
  line.kind === 'text' ? line.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('') : '';
const texts = (page: Page) => page.marks.flatMap((mark) => (mark.kind === 'line' ? [textOf(mark.line)] : []));
const table = (rows: Row[], header: Row[] = []): Block => ({ kind: 'table', rows, header });

function expectInside(pages: readonly Page[]): void {
  for (const { marks } of pages)
    for (const mark of marks) {
      const [top, bottom] =
        mark.kind === 'line' ? [mark.y, mark.y + mark.line.height] : [mark.y1, Math.max(mark.y1, mark.y2)];
      expect(top).toBeGreaterThanOrEqual(paper.top - 0.1);
      expect(bottom).toBeLessThanOrEqual(paper.height - paper.bottom + 0.1);
    }
}

describe('pages', () => {
  it('hold every line once and in order, none below the margin, however tall a row is', () => {
    const pages = layOut([table([row(3, 'a'), row(300, 'b'), row(2, 'c')])]);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.flatMap(texts)).toEqual([...lines(3, 'a'), ...lines(300, 'b'), ...lines(2, 'c')].map(textOf));
    expectInside(pages);
  });

  it('repeat the header row wherever the table goes on', () => {
    const pages = layOut([
      table(
        Array.from({ length: 90 }, (_, index) => row(1, `r${index}-`)),
        [row(1, '序号')],
      ),
    ]);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(texts(page)[0]).toBe('序号0');
    expect(pages.flatMap(texts).filter((text) => text !== '序号0')).toHaveLength(90);
    expectInside(pages);
  });

  it('do not leave a header alone at the foot of a page', () => {
    const filler = row(1, 'f', { minimum: paper.height - paper.top - paper.bottom - 60 });
    const pages = layOut([table([filler]), table([row(1, 'body', { minimum: 80, whole: true })], [row(1, 'head')])]);
    expect(pages.map(texts)).toEqual([['f0'], ['head0', 'body0']]);
  });

  it('keep a heading with what it heads, and begin anew at a break', () => {
    const filler = row(1, 'f', { minimum: paper.height - paper.top - paper.bottom - 30 });
    const heading: Block = { kind: 'lines', lines: lines(1, 'heading'), withNext: true };
    expect(layOut([table([filler]), heading, table([row(2, 'x')])]).map(texts)).toEqual([
      ['f0'],
      ['heading0', 'x0', 'x1'],
    ]);
    expect(layOut([heading, { kind: 'break' }, table([row(1, 'x')])]).map(texts)).toEqual([['heading0'], ['x0']]);
  });
});

describe('a row', () => {
  it('is divided into parts that together hold all of it', () => {
    const whole = row(10, 'z', { minimum: 400 });
    const parts = divideRow(whole, 100)!;
    expect(rowHeight(parts.first)).toBeLessThanOrEqual(100);
    expect([...parts.first.cells[0]!.lines, ...parts.rest.cells[0]!.lines]).toEqual(whole.cells[0]!.lines);
    expect(parts.rest.minimum).toBe(300);
    expect(divideRow(whole, 12)).toBeNull();
  });

  it('takes its share of a merged cell, and the last one the rest', () => {
    const three = [0, 1, 2].map((index): Row => ({
      cells: [
        { width: 100, lines: lines(2, `r${index}-`) },
        { width: 100, lines: [] },
      ],
    }));
    const merged = mergeDown(three, 1, lines(9, 'm'));
    expect(merged.map(({ cells }) => cells[1]!.lines.length)).toEqual([2, 2, 5]);
    expect(merged.flatMap(({ cells }) => cells[1]!.lines)).toEqual(lines(9, 'm'));
    expect(merged.map(({ cells }) => cells[1]!.joined)).toEqual([false, true, true]);
  });
});
