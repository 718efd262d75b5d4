/** Runs an export in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { ExportTask, PrintTask } from './task.ts';
import type { ExportThreadData, ExportThreadMessage } from './thread-messages.ts';

/** How a thread ended; `null`: it was cancelled, and nothing is left of it. */
export type ExportEnd = Exclude<ExportThreadMessage, { type: 'progress' | 'stopped' }> | null;

export interface RunningExport {
  /** Settles once; never rejects. */
  readonly ended: Promise<ExportEnd>;
  /** Asks the thread to stop, and waits until it has ended. What was finished before it heard stays finished. */
  cancel(): Promise<void>;
}

export type StartExport = (
  task: ExportTask | PrintTask,
  progress: (done: number, total: number) => void,
) => RunningExport;

/** The thread's script beside this file: as source, or as built. */
export const exportWorkerScript = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? '../export-worker.ts' : './export-worker.js', import.meta.url);

export const startExportInThread =
  (script: string | URL = exportWorkerScript()): StartExport =>
  (task, progress) => {
    const data: ExportThreadData = { task, stop: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
    const worker = new Worker(script, { workerData: data });
    const ended = new Promise<ExportEnd>((resolve) => {
      worker.on('message', (message: ExportThreadMessage) => {
        if (message.type === 'progress') progress(message.done, message.total);
        else resolve(message.type === 'stopped' ? null : message);
      });
      worker.once('error', (error: Error) =>
        resolve({ type: 'failed', reason: null, detail: error.stack ?? error.message }),
      );
      // After an answer this comes too late to matter.
      worker.once('exit', (code) =>
        resolve({ type: 'failed', reason: null, detail: `the export thread ended with code ${code}` }),
      );
    });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    return {
      ended,
      async cancel() {
        // Not `terminate`: within a call of SQLite it may abort the whole program (better-sqlite3 issue 1507).
        Atomics.store(data.stop, 0, 1);
        await exited;
      },
    };
  };
