/** One export of rows from a read-only connection to a finished file. Runs in a thread of its own, or here in tests. */
import { intoPlace } from './into-place.ts';
import { ofKind, type Sheets } from './sheet.ts';
import { type SheetRow, writeSheet } from './sheet-writer.ts';
import type { ExportTask } from './task.ts';

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
  return intoPlace(task, (database, partial) => {
    const { layout, rows, total } = ofKind(sheets, request).content(database, request, day, maker);
    progress(0, total);
    return writeSheet(
      partial,
      layout,
      reported(rows, (done) => progress(done, total)),
    );
  });
}

function* reported(rows: Iterable<SheetRow>, report: (done: number) => void): Generator<SheetRow, void, void> {
  let done = 0;
  for (const row of rows) {
    yield row;
    done += 1;
    if (done % reportEvery === 0) report(done);
  }
}
