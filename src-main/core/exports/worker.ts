/** The thread of one export: `workerData` is an `ExportTask`; posts `ExportThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import { type ExportTask, runExport } from './job.ts';

export type ExportThreadMessage =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; rows: number; bytes: number }
  /** `reason` null: a bug. */
  | { type: 'failed'; reason: string | null; detail: string };

if (parentPort) {
  const parent = parentPort;
  const say = (message: ExportThreadMessage) => parent.postMessage(message);
  // Made by `thread.ts` from values of this program.
  const task = workerData as ExportTask;
  runExport(task, (done, total) => say({ type: 'progress', done, total })).then(
    ({ rows, bytes }) => say({ type: 'done', rows, bytes }),
    (error: unknown) => {
      const reason = reasonOf(error);
      const detail =
        reason === null && error instanceof Error ? (error.stack ?? error.message) : storageDetailOf(error);
      say({ type: 'failed', reason, detail });
    },
  );
}

/** On Windows a file that is open in Excel refuses to be replaced. */
function reasonOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EBUSY' || (code === 'EPERM' && process.platform === 'win32')) return 'fileInUse';
  return storageReasonOf(error);
}
