/** Rows of cells: how tall they are, where they may be divided between pages, and how a column is merged over rows. */
import type { Line } from './lines.ts';

export interface Cell {
  /** Points. */
  readonly width: number;
  readonly lines: readonly Line[];
  readonly align?: 'left' | 'center';
  readonly vertical?: 'top' | 'middle' | 'bottom';
  /** Belongs with the cell above it: no rule between them. */
  readonly joined?: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Points; room for what is written by hand. */
  readonly minimum?: number;
  /** Not to be divided where a page can hold it whole. */
  readonly whole?: boolean;
}

/** Space between the rules and the text, points. */
export const padding = { x: 4, y: 3 };

export const linesHeight = (lines: readonly Line[]): number => lines.reduce((sum, { height }) => sum + height, 0);

export const rowHeight = (row: Row): number =>
  Math.max(row.minimum ?? 0, ...row.cells.map(({ lines }) => linesHeight(lines) + 2 * padding.y));

/**
 * Divides a row so that its first part is no taller than `room`. Null: not even one line of each cell fits. What is left
 * begins with the next line of each cell, so nothing is lost and nothing is repeated.
 */
export function divideRow(row: Row, room: number): { first: Row; rest: Row } | null {
  const inner = room - 2 * padding.y;
  const cuts = row.cells.map(({ lines }) => {
    let count = 0;
    let taken = 0;
    for (const { height } of lines) {
      if (taken + height > inner + 0.01) break;
      taken += height;
      count += 1;
    }
    return count;
  });
  if (row.cells.some(({ lines }, index) => lines.length > 0 && cuts[index] === 0)) return null;
  const part = (choose: (cell: Cell, cut: number) => readonly Line[], minimum: number): Row => ({
    ...row,
    minimum,
    cells: row.cells.map((cell, index) => ({ ...cell, lines: choose(cell, cuts[index]!) })),
  });
  return {
    first: part(({ lines }, cut) => lines.slice(0, cut), 0),
    rest: part(({ lines }, cut) => lines.slice(cut), Math.max(0, (row.minimum ?? 0) - room)),
  };
}

/**
 * Lets one text run down a column over several rows, as in a merged cell: each row takes as many lines as it is tall, the
 * last one grows with what is left. Rows stay rows, so that pages may divide them anywhere. `column` of each row is empty.
 */
export function mergeDown(rows: readonly Row[], column: number, lines: readonly Line[]): Row[] {
  let next = 0;
  return rows.map((row, index) => {
    const inner = rowHeight(row) - 2 * padding.y;
    const begin = next;
    let taken = 0;
    while (next < lines.length) {
      const { height } = lines[next]!;
      // The first row begins the text even where it is low; else a narrow row would stand empty beside its number.
      if (index < rows.length - 1 && taken + height > inner + 0.01 && !(index === 0 && next === begin)) break;
      taken += height;
      next += 1;
    }
    return {
      ...row,
      cells: row.cells.map((cell, at) =>
        at === column ? { ...cell, lines: lines.slice(begin, next), joined: index > 0, vertical: 'top' } : cell,
      ),
    };
  });
}
