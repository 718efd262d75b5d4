/** One export of rows from a read-only connection to a finished file. Runs in a thread of its own, or here in tests. */
import { intoPlace } from './into-place.ts';
import { printedSheet } from './printed-sheet.ts';
import { ofKind, type Sheets } from './sheet.ts';
import { writeSheet } from './sheet-writer.ts';
import type { ExportTask } from './task.ts';
import { writeText } from './text-writer.ts';

/** Rows between two reports of progress. */
const reportEvery = 500;

/**
 * Writes what the list shows at this moment (one read transaction) and moves the finished file to its place. Throws what
 * the database or the file system says; no partial file is left then.
 */
export async function runExport(
  task: ExportTask,
  sheets: Sheets,
  progress: (done: number, total: number) => void,
): Promise<{ rows: number; bytes: number }> {
  const { request, day, maker } = task;
  return intoPlace(task, async (database, partial) => {
    const content = ofKind(sheets, request).content(database, request, day, maker);
    const { total } = content;
    progress(0, total);
    const report = (done: number) => progress(done, total);
    if (!('layout' in content)) return writeText(partial, { ...content, pieces: reported(content.pieces, report) });
    const { layout } = content;
    const printed = layout.forPaper ? printedSheet(layout.columns, task.printColumns ?? null, total) : null;
    return writeSheet(partial, layout, reported(content.rows, report), printed);
  });
}

function* reported<Row>(rows: Iterable<Row>, report: (done: number) => void): Generator<Row, void, void> {
  let done = 0;
  for (const row of rows) {
    yield row;
    done += 1;
    if (done % reportEvery === 0) report(done);
  }
}
