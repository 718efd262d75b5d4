/** One export from a read-only connection to a finished file. Runs in a thread of its own (`worker.ts`), or here in tests. */
import { renameSync, rmSync } from 'node:fs';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { connect } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import type { ListClock } from '../records/list-view.ts';
import type { WorkbookMaker } from './archive-layout.ts';
import { type SheetRow, writeSheet } from './sheet-writer.ts';
import { contentOf } from './sources.ts';

/** Everything that the thread needs; plain values only. */
export interface ExportTask {
  readonly database: string;
  readonly key: Uint8Array | null;
  readonly request: ExportRequest;
  readonly clock: ListClock;
  readonly maker: WorkbookMaker;
  /** Whose list it is, where a list is one person's. */
  readonly account: string;
  /** Where the file shall be; until it is whole it lies beside it as an unfinished one. */
  readonly path: string;
}

/** The name of a file that is not finished: no program takes it for a workbook. */
const partialPath = (path: string): string => `${path}.part`;

/** Half the usual cache: an export reads each page about once. */
const cacheKibibytes = 32_000;
/** Rows between two reports of progress. */
const reportEvery = 500;

/**
 * Writes what the list shows at this moment (one read transaction) and moves the finished file to its place. Throws what
 * the database or the file system says; no partial file is left then.
 */
export async function runExport(
  task: ExportTask,
  progress: (done: number, total: number) => void,
): Promise<{ rows: number; bytes: number }> {
  return intoPlace(task, (database, partial) => {
    const { layout, rows, total } = contentOf(database, task);
    progress(0, total);
    return writeSheet(
      partial,
      layout,
      reported(rows, (done) => progress(done, total)),
    );
  });
}

/**
 * Lets `work` write a file under its partial name from one read transaction, and moves it to its place when it is whole.
 * Nothing of it is left where `work` throws.
 */
export async function intoPlace<Written>(
  task: Pick<ExportTask, 'database' | 'key' | 'path'>,
  work: (database: Database, partial: string) => Promise<Written>,
): Promise<Written> {
  const database = connect(task.database, task.key, { readonly: true });
  const partial = partialPath(task.path);
  try {
    database.pragma(`cache_size = -${cacheKibibytes}`);
    database.exec('BEGIN');
    const written = await work(database, partial);
    renameSync(partial, task.path);
    return written;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

function* reported(rows: Iterable<SheetRow>, report: (done: number) => void): Generator<SheetRow, void, void> {
  let done = 0;
  for (const row of rows) {
    yield row;
    done += 1;
    if (done % reportEvery === 0) report(done);
  }
}
