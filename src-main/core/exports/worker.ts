/** The thread of one export: `workerData` is an `ExportTask` or a `PrintTask`; posts `ExportThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import { type ExportTask, runExport } from './job.ts';
import { type PrintTask, runPrint } from './print-job.ts';

export type ExportThreadMessage =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; rows: number; bytes: number; notes?: readonly string[] }
  /** `reason` null: a bug. */
  | { type: 'failed'; reason: string | null; detail: string };

if (parentPort) {
  const parent = parentPort;
  const say = (message: ExportThreadMessage) => parent.postMessage(message);
  // Made by `thread.ts` from values of this program.
  const task = workerData as ExportTask | PrintTask;
  const progress = (done: number, total: number) => say({ type: 'progress', done, total });
  const running = 'print' in task ? runPrint(task, progress) : runExport(task, progress);
  running.then(
    (written) => say({ type: 'done', ...written }),
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
