/** From a read-only connection to a finished file in its place, or to nothing. */
import { renameSync, rmSync } from 'node:fs';
import { connect } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import type { FileTask } from './task.ts';

/** The name of a file that is not finished: no program takes it for a workbook. */
const partialPath = (path: string): string => `${path}.part`;

/** Half the usual cache: an export reads each page about once. */
const cacheKibibytes = 32_000;

/**
 * Lets `work` write a file under its partial name from one read transaction, and moves it to its place when it is whole.
 * Nothing of it is left where `work` throws.
 */
export async function intoPlace<Written>(
  task: FileTask,
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
