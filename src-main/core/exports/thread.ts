/** Runs an export in a thread of its own. */
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type ExportTask, partialPath } from './job.ts';
import type { PrintTask } from './print-job.ts';
import type { ExportThreadMessage } from './worker.ts';

export interface RunningExport {
  /** Settles once, with the last message; never rejects. `null`: it was cancelled, and nothing is left of it. */
  readonly ended: Promise<Exclude<ExportThreadMessage, { type: 'progress' }> | null>;
  /** Ends the thread and deletes the unfinished file. */
  cancel(): Promise<void>;
}

export type StartExport = (
  task: ExportTask | PrintTask,
  progress: (done: number, total: number) => void,
) => RunningExport;

/** The thread's script beside this file: as source, or as built. */
export const exportWorkerScript = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './export-worker.js', import.meta.url);

export const startExportInThread =
  (script: string | URL = exportWorkerScript()): StartExport =>
  (task, progress) => {
    const worker = new Worker(script, { workerData: task });
    let cancelled = false;
    const ended = new Promise<Exclude<ExportThreadMessage, { type: 'progress' }> | null>((resolve) => {
      worker.on('message', (message: ExportThreadMessage) => {
        if (message.type === 'progress') progress(message.done, message.total);
        else resolve(message);
      });
      worker.once('error', (error: Error) =>
        resolve({ type: 'failed', reason: null, detail: error.stack ?? error.message }),
      );
      // After an answer this comes too late to matter.
      worker.once('exit', (code) =>
        resolve(
          cancelled ? null : { type: 'failed', reason: null, detail: `the export thread ended with code ${code}` },
        ),
      );
    });
    return {
      ended,
      async cancel() {
        cancelled = true;
        await worker.terminate();
        rmSync(partialPath(task.path), { force: true });
      },
    };
  };
