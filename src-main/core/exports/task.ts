/** What the thread of an export is given to write; plain values only. */
import type { ExportRequest, PaperRequest } from '#shared/contract.ts';
import type { CodecFiles } from '../documents/codec-path.ts';
import type { TypefaceFiles } from '../documents/typeface-path.ts';
import type { Day } from '../records/day.ts';
import type { WorkbookMaker } from './archive-layout.ts';

/** Of a file of either kind. */
export interface FileTask {
  readonly database: string;
  readonly key: Uint8Array | null;
  /** Where the file shall be; until it is whole it lies beside it as an unfinished one. */
  readonly path: string;
}

/** An Excel. */
export interface ExportTask extends FileTask {
  readonly make: 'sheet';
  readonly request: ExportRequest;
  readonly day: Day;
  readonly maker: WorkbookMaker;
  /** Titles of the columns that the person chose for 打印版; absent: the usual ones. */
  readonly printColumns?: readonly string[] | null;
}

/** A PDF of forms. */
export interface PrintTask extends FileTask {
  readonly make: 'paper';
  readonly request: PaperRequest;
  /** Folder of the department, for photos and signatures. */
  readonly directory: string;
  /** Paths of the fonts. */
  readonly typeface: TypefaceFiles;
  /** Paths of the JPEG codec. */
  readonly codec: CodecFiles;
  /** Name of the department. */
  readonly department: string;
}
