/** What passes between the thread of an export and whoever started it. */
import type { ExportTask, PrintTask } from './task.ts';

export interface ExportThreadData {
  readonly task: ExportTask | PrintTask;
  /** One number in shared memory; other than 0: stop at the next report of progress. */
  readonly stop: Int32Array;
}

export type ExportThreadMessage =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; rows: number; bytes: number; notes?: readonly string[] }
  | { type: 'stopped' }
  /** `reason` null: a bug. */
  | { type: 'failed'; reason: string | null; detail: string };
