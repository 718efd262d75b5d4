/** The thread of one export: `workerData` is an `ExportThreadData`; posts `ExportThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { storageDetailOf, storageReasonOf } from './database/failure.ts';
import { runExport } from './exports/job.ts';
import { runPrint } from './exports/print-job.ts';
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
  const running = 'print' in task ? runPrint(task, progress) : runExport(task, progress);
  running.then(
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

/** On Windows a file that is open in Excel refuses to be replaced. */
function reasonOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EBUSY' || (code === 'EPERM' && process.platform === 'win32')) return 'fileInUse';
  return storageReasonOf(error);
}
