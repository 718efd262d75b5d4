/** What one export is given to write. */
import type { ExportRequest } from '#shared/contract/exports.ts';
import type { ListClock } from '../records/list-view.ts';
import type { WorkbookMaker } from './archive-layout.ts';

/** Everything that the thread needs; plain values only. */
export interface ExportTask {
  readonly database: string;
  readonly key: Uint8Array | null;
  readonly request: ExportRequest;
  readonly clock: ListClock;
  readonly maker: WorkbookMaker;
  /** Whose list it is, where a list is one person's. */
  readonly account: string;
  /** Where the file shall be; until it is whole it lies beside it as an unfinished one. */
  readonly path: string;
}
