/** Reads a 登记表 in a thread of its own: a large or a malicious file stops neither the core nor its memory. */
import { Worker } from 'node:worker_threads';
import type { SheetThreadMessage } from './sheet-worker.ts';
import type { SheetProgress, SheetRead } from './template.ts';

export interface RunningRead {
  /** `null`: it was cancelled. Rejects for bugs alone; whatever is in the file is an answer. */
  readonly ended: Promise<SheetRead | null>;
  cancel(): Promise<void>;
}
export type StartRead = (content: Uint8Array, progress: (now: SheetProgress) => void) => RunningRead;

/** MB. A sheet of 10,000 people takes a tenth; what unpacks to more is no 登记表. */
const mostMemory = 768;
/**
 * MB for what has just been made. The parser leaves a cloud of short-lived objects; left to itself, Node makes room for them
 * up to a hundred MB before it sweeps (measured: `npm run bench -- --only=import`).
 */
const mostYoung = 12;

/** The thread's script beside this file: as source, or as built. */
const sheetWorkerScript = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './sheet-worker.ts' : './inspector-sheet-worker.js', import.meta.url);

export const readSheetInThread: StartRead = (content, progress) => {
  const worker = new Worker(sheetWorkerScript(), {
    workerData: content,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: mostYoung },
  });
  let cancelled = false;
  const ended = new Promise<SheetRead | null>((resolve, reject) => {
    worker.on('message', (message: SheetThreadMessage) => {
      if (message.type === 'progress') progress(message.now);
      else resolve(message.read);
    });
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve({
          ok: false,
          problems: [{ field: '', code: 'badFile', message: '文件展开后太大，打不开；请只留下人员名录再导入' }],
        });
      else reject(error);
    });
    // After an answer this comes too late to matter.
    worker.once('exit', (code) => {
      if (cancelled) resolve(null);
      else reject(new Error(`the thread that reads the sheet ended with code ${code}`));
    });
  });
  return {
    ended,
    async cancel() {
      cancelled = true;
      await worker.terminate();
    },
  };
};
