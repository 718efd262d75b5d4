/** The thread of one export: `workerData` is an `ExportThreadData`; posts `ExportThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { storageDetailOf, storageReasonOf } from './database/failure.ts';
import { papers, sheets } from './domains.ts';
import type { ExportTask, PrintTask } from './exports/task.ts';
import type { ExportThreadData, ExportThreadMessage } from './exports/thread-messages.ts';

class Stopped extends Error {}

if (parentPort) {
  const parent = parentPort;
  const say = (message: ExportThreadMessage) => parent.postMessage(message);
  // Made by `thread.ts` from values of this program.
  const { task, stop } = workerData as ExportThreadData;
  const progress = (done: number, total: number) => {
    if (Atomics.load(stop, 0) !== 0) throw new Stopped();
    say({ type: 'progress', done, total });
  };
  run(task, progress).then(
    (written) => say({ type: 'done', ...written }),
    (error: unknown) => {
      if (error instanceof Stopped) {
        say({ type: 'stopped' });
        return;
      }
      const reason = reasonOf(error);
      const detail =
        reason === null && error instanceof Error ? (error.stack ?? error.message) : storageDetailOf(error);
      say({ type: 'failed', reason, detail });
    },
  );
}

/** Each kind of file loads what writes it, and not the other. */
async function run(task: ExportTask | PrintTask, progress: (done: number, total: number) => void) {
  if (task.make === 'paper') return (await import('./exports/print-job.ts')).runPrint(task, papers, progress);
  return (await import('./exports/job.ts')).runExport(task, sheets, progress);
}

/** On Windows a file that is open in Excel refuses to be replaced. */
function reasonOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EBUSY' || (code === 'EPERM' && process.platform === 'win32')) return 'fileInUse';
  return storageReasonOf(error);
}
