/** What a domain hands the room for an Excel, or for a file of text. The room knows requests by their kind, and no domain. */
import type { Database } from '../database/types.ts';
import type { Day } from '../records/day.ts';
import type { WorkbookMaker } from './archive-layout.ts';
import type { SheetColumn, SheetLayout, SheetRow } from './sheet-layout.ts';

/** As far as the room knows it; the contract has checked the rest. */
export interface FileRequest {
  readonly kind: string;
  /** Where the requests of one kind are of several lists. */
  readonly page?: string;
}

export interface SheetContent {
  readonly layout: SheetLayout;
  readonly rows: Iterable<SheetRow>;
  /** Number of rows. */
  readonly total: number;
}

/** A file of text in UTF-8, handed out piece by piece: before the rows, one piece a row, after them. */
export interface TextContent {
  readonly head: string;
  readonly pieces: Iterable<string>;
  readonly foot: string;
  /** Number of rows. */
  readonly total: number;
}

/** Methods, not properties: so a sheet of one kind of request can stand among all. */
interface Asked<Request extends FileRequest> {
  /** Of the sheet, of its job, and of the file. */
  title(request: Request): string;
  /** Whether there is nothing to export now; must answer at once, however long the list is. */
  isEmpty(database: Database, request: Request, day: Day): boolean;
}
/** An Excel. */
export interface Sheet<Request extends FileRequest = FileRequest> extends Asked<Request> {
  readonly suffix?: never;
  /** Of the list of that name within the kind; absent: the Excel has no 打印版. */
  columns?(page: string | undefined): readonly SheetColumn[];
  /** Layout and rows, read as the file is written. Called in the thread. */
  content(database: Database, request: Request, day: Day, maker: WorkbookMaker): SheetContent;
}
/** The same rows as a file of text. */
export interface TextSheet<Request extends FileRequest = FileRequest> extends Asked<Request> {
  readonly suffix: '.xml';
  content(database: Database, request: Request, day: Day, maker: WorkbookMaker): TextContent;
}

/** By the kind of their request. */
export type Sheets = Readonly<Record<string, Sheet | TextSheet>>;

/** Throws where there is none: the contract lets no other kind in. */
export function ofKind<One>(all: Readonly<Record<string, One>>, { kind }: FileRequest): One {
  const found = Object.hasOwn(all, kind) ? all[kind] : undefined;
  if (found === undefined) throw new Error(`nobody makes files of kind ${kind}`);
  return found;
}
