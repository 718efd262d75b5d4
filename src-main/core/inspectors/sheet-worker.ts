/** The thread that reads one 登记表: `workerData` is the file's content; posts `SheetThreadMessage`s and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readInspectorSheet } from './sheet.ts';
import type { SheetProgress, SheetRead } from './template.ts';

export type SheetThreadMessage = { type: 'progress'; now: SheetProgress } | { type: 'read'; read: SheetRead };

if (parentPort) {
  const parent = parentPort;
  const say = (message: SheetThreadMessage) => parent.postMessage(message);
  // Made by `sheet-thread.ts`.
  const content = workerData as Uint8Array;
  say({ type: 'read', read: readInspectorSheet(content, (now) => say({ type: 'progress', now })) });
}
