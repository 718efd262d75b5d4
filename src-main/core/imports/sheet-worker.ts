/** The thread that reads one sheet: `workerData` is `SheetThreadData`; posts `SheetThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from './sheet.ts';
import type { SheetThreadData, SheetThreadMessage } from './thread-messages.ts';

if (parentPort) {
  const parent = parentPort;
  const say = (message: SheetThreadMessage) => parent.postMessage(message);
  // Made by `sheet-thread.ts`.
  const { content, template } = workerData as SheetThreadData;
  say({ type: 'read', read: readSheet(content, template, (now) => say({ type: 'progress', now })) });
}
