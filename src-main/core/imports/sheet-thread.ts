/** Reads a sheet in a thread of its own: a large or a malicious file stops neither the core nor its memory. */
import { Worker } from 'node:worker_threads';
import type { ImportProgress } from '#shared/contract/imports.ts';
import type { SheetRead, Template } from './template.ts';
import type { SheetThreadData, SheetThreadMessage } from './thread-messages.ts';

export interface RunningRead<Key extends string> {
  /** `null`: it was cancelled. Rejects for bugs alone; whatever is in the file is an answer. */
  readonly ended: Promise<SheetRead<Key> | null>;
  cancel(): Promise<void>;
}

/** MB. A sheet of 10,000 rows takes a tenth; what unpacks to more is no filled-in template. */
const mostMemory = 768;
/**
 * MB for what has just been made. The parser leaves a cloud of short-lived objects; left to itself, Node makes room for them
 * up to a hundred MB before it sweeps (measured: `npm run bench -- --only=import`).
 */
const mostYoung = 12;

/** The thread's script beside this file: as source, or as built. */
const sheetWorkerScript = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './sheet-worker.ts' : './sheet-worker.js', import.meta.url);

/** Starts to read; `progress` is called from time to time until it has ended. */
export function readSheetInThread<Key extends string>(
  content: Uint8Array,
  template: Template<Key>,
  progress: (now: ImportProgress) => void,
): RunningRead<Key> {
  const worker = new Worker(sheetWorkerScript(), {
    workerData: { content, template } satisfies SheetThreadData,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: mostYoung },
  });
  let cancelled = false;
  const ended = new Promise<SheetRead<Key> | null>((resolve, reject) => {
    worker.on('message', (message: SheetThreadMessage) => {
      if (message.type === 'progress') progress(message.now);
      // Its columns are those of the template that it was given.
      else resolve(message.read as SheetRead<Key>);
    });
    worker.once('error', (error: Error & { code?: string }) => {
      const message = `文件展开后太大，打不开；请只留下${template.words.whole}再导入`;
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve({ ok: false, problems: [{ field: '', code: 'badFile', message }] });
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
}
