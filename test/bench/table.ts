import type { BenchRow } from './measure.ts';

/** Prints rows as a table of fixed columns; Chinese characters count as two. */
export function printTable(rows: readonly BenchRow[]): void {
  const lines = [
    ['item', 'case', 'project', 'limit', 'ratio', 'target', '', 'note'],
    ...rows.map((row) => [
      row.item,
      row.case,
      row.project,
      row.limit,
      row.ratio === null ? '' : row.ratio.toFixed(2),
      row.target,
      row.met ? 'met' : 'MISSED',
      row.note ?? '',
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column]!))));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    );
}

const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
