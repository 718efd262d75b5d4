/**
 * Blocks into pages of A4, before anything is drawn: only then is the number of pages known for 「第 x 页 共 y 页」, and a test
 * can look at what stands where.
 */
import type { Line } from './lines.ts';
import { linesHeight, padding, type Row, rowHeight, divideRow } from './table.ts';

/** Points. Margins 20 mm beside, 15 mm above, 17 mm below, the page number within the lower one. */
export const paper = {
  width: 595.28,
  height: 841.89,
  left: 56.7,
  right: 56.7,
  top: 53,
  bottom: 54,
  footer: 30,
} as const;
export const contentWidth = paper.width - paper.left - paper.right;
const bottomEdge = paper.height - paper.bottom;

export type Block =
  | {
      readonly kind: 'lines';
      readonly lines: readonly Line[];
      readonly align?: 'left' | 'center' | 'right';
      /** Points below. */
      readonly after?: number;
      /** Stays on one page with the block that follows. */
      readonly withNext?: boolean;
    }
  | {
      readonly kind: 'table';
      /** Repeated at the top of every page that the table goes on to. */
      readonly header?: readonly Row[];
      readonly rows: readonly Row[];
      /** False: without rules. */
      readonly ruled?: boolean;
      readonly after?: number;
      /** Its last row stays on one page with the block that follows. */
      readonly withNext?: boolean;
    }
  /** What follows begins on a new page. */
  | { readonly kind: 'break' };

export type Mark =
  | { readonly kind: 'line'; readonly x: number; readonly y: number; readonly line: Line }
  | { readonly kind: 'rule'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
export interface Page {
  readonly marks: Mark[];
}

/** One document for the archive, numbered by itself. */
export interface PaperDocument {
  /** In the outline of the file. */
  readonly title: string;
  /** Lower left of each page. */
  readonly footer: string;
  /** 草稿 stands across every page. */
  readonly isDraft?: boolean;
  readonly blocks: readonly Block[];
}

/** Lays blocks out one below the other. Nothing is cut off: what is too tall for a page goes on on the next. */
export function layOut(blocks: readonly Block[]): Page[] {
  const layout = new Layout();
  blocks.forEach((block, index) => {
    if (block.kind === 'break') layout.turn();
    else if (block.kind === 'table') layout.table(block, heightBelow(blocks, index));
    else layout.lines(block, heightBelow(blocks, index));
  });
  return layout.pages;
}

/** More than this is not held together. */
const mostHeld = 300;

/** How much should stand on the page of that block below it: as far as one stays with the next. */
function heightBelow(blocks: readonly Block[], index: number): number {
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (!block || block.kind === 'break' || block.withNext !== true || !next || next.kind === 'break') return 0;
  const whole =
    next.kind === 'lines'
      ? linesHeight(next.lines) + (next.after ?? 0)
      : rowsHeight([...(next.header ?? []), ...next.rows]) + (next.after ?? 0);
  const held = whole + heightBelow(blocks, index + 1);
  if (next.withNext === true && held <= mostHeld) return held;
  const head =
    next.kind === 'lines'
      ? linesHeight(next.lines.slice(0, 2))
      : rowsHeight([...(next.header ?? []), ...next.rows.slice(0, 1)]);
  return Math.min(mostHeld, head);
}

const rowsHeight = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + rowHeight(row), 0);

class Layout {
  readonly pages: Page[] = [{ marks: [] }];
  private y: number = paper.top;

  private get page(): Page {
    return this.pages.at(-1)!;
  }
  private get fresh(): boolean {
    return this.y <= paper.top;
  }
  private newPage(): void {
    this.pages.push({ marks: [] });
    this.y = paper.top;
  }

  turn(): void {
    if (!this.fresh) this.newPage();
  }

  lines({ lines, align = 'left', after = 0 }: Extract<Block, { kind: 'lines' }>, below: number): void {
    if (below > 0 && this.y + linesHeight(lines) + below > bottomEdge && !this.fresh) this.newPage();
    for (const line of lines) {
      if (this.y + line.height > bottomEdge + 0.01 && !this.fresh) this.newPage();
      const free = contentWidth - line.width;
      const x = paper.left + (align === 'center' ? free / 2 : align === 'right' ? free : 0);
      this.page.marks.push({ kind: 'line', x, y: this.y, line });
      this.y += line.height;
    }
    this.y += after;
  }

  table({ header = [], rows, ruled = true, after = 0 }: Extract<Block, { kind: 'table' }>, below: number): void {
    const headerHeight = rowsHeight(header);
    const queue = [...rows];
    // `last`: the row above on this page. Below the repeated header, too, a merged cell begins anew and wants its rule.
    const state: { last: Row | null; opening: boolean } = { last: null, opening: true };
    const put = (row: Row) => {
      if (state.last === null) {
        for (const [index, head] of header.entries()) this.place(head, ruled, index === 0);
      }
      this.place(row, ruled, state.opening);
      state.opening = false;
      state.last = row;
    };
    const close = () => {
      if (state.last && ruled) this.rule(paper.left, this.y, paper.left + widthOf(state.last), this.y);
      state.last = null;
      state.opening = true;
    };
    const turn = () => {
      close();
      this.newPage();
    };
    for (let row = queue.shift(); row; row = queue.shift()) {
      const height = rowHeight(row);
      const heading = state.last === null ? headerHeight : 0;
      const room = bottomEdge - this.y - heading;
      const fullRoom = bottomEdge - paper.top - headerHeight;
      const atTop = this.fresh;
      // The last row does not let go of what stands below it, where both have room on one page.
      const leaves = queue.length === 0 && height + below > room && height + below <= fullRoom && !atTop;
      if (height <= room + 0.01 && !leaves) {
        put(row);
        continue;
      }
      if (height <= room + 0.01) {
        turn();
        queue.unshift(row);
        continue;
      }
      // A row that is low enough for the next page goes there whole, unless much of this page would stay empty.
      const movable = height <= fullRoom && (row.whole === true || height < 90 || room < 60);
      const divided = movable && !atTop ? null : divideRow(row, room);
      if (!divided) {
        if (atTop) throw new Error('a line is taller than a page');
        turn();
        queue.unshift(row);
        continue;
      }
      put(divided.first);
      turn();
      queue.unshift(divided.rest);
    }
    close();
    this.y += after;
  }

  private place(row: Row, ruled: boolean, first: boolean): void {
    const height = rowHeight(row);
    const top = this.y;
    let x: number = paper.left;
    for (const cell of row.cells) {
      if (ruled) {
        if (first || cell.joined !== true) this.rule(x, top, x + cell.width, top);
        this.rule(x, top, x, top + height);
        this.rule(x + cell.width, top, x + cell.width, top + height);
      }
      const free = height - 2 * padding.y - linesHeight(cell.lines);
      const shift = cell.vertical === 'bottom' ? free : cell.vertical === 'top' ? 0 : free / 2;
      let y = top + padding.y + Math.max(0, shift);
      for (const line of cell.lines) {
        const spare = cell.width - 2 * padding.x - line.width;
        this.page.marks.push({
          kind: 'line',
          x: x + padding.x + (cell.align === 'center' ? Math.max(0, spare / 2) : 0),
          y,
          line,
        });
        y += line.height;
      }
      x += cell.width;
    }
    this.y = top + height;
  }

  private rule(x1: number, y1: number, x2: number, y2: number): void {
    this.page.marks.push({ kind: 'rule', x1, y1, x2, y2 });
  }
}

const widthOf = (row: Row): number => row.cells.reduce((sum, { width }) => sum + width, 0);
