/** What the core and the thread that reads a sheet say to each other. */
import type { ImportProgress } from '#shared/contract/imports.ts';
import type { SheetRead, Template } from './template.ts';

/** The thread's `workerData`. */
export interface SheetThreadData {
  readonly content: Uint8Array;
  readonly template: Template<string>;
}
export type SheetThreadMessage =
  | { readonly type: 'progress'; readonly now: ImportProgress }
  | { readonly type: 'read'; readonly read: SheetRead<string> };
