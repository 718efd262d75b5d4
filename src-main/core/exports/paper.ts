/** What a domain hands the room for printed forms. The room knows requests by their kind, and no domain. */
import type { Database } from '../database/types.ts';
import type { ShrinkPhoto } from '../documents/jpeg-codec.ts';
import type { ReadFile } from '../documents/pictures.ts';
import type { Typeface } from '../documents/typeface.ts';
import type { FileRequest } from './sheet.ts';

/** What forms are drawn from. */
export interface PaperSource {
  readonly database: Database;
  /** Photos and signatures. */
  readonly read: ReadFile;
  readonly shrink: ShrinkPhoto;
  readonly typeface: Typeface;
  /** Stands in the file's properties. */
  readonly department: string;
}

export interface Printed {
  /** Records in the file. */
  readonly rows: number;
  readonly bytes: number;
  /** Chinese: what could not be printed, and of whom. */
  readonly notes: string[];
}

/** Methods, not properties: so a paper of one kind of request can stand among all. */
export interface Paper<Request extends FileRequest = FileRequest> {
  /** Of the job. */
  title(request: Request): string;
  /** Name of the file without its suffix; null where the form can be made of none of the records. */
  fileName(database: Database, request: Request): string | null;
  /**
   * Writes one file. Called in the thread: what draws is loaded here and not before. Throws what the database or the file
   * system says; deleting the unfinished file is the caller's.
   */
  print(
    path: string,
    request: Request,
    source: PaperSource,
    progress: (done: number, total: number) => void,
  ): Promise<Printed>;
}

/** By the kind of their request. */
export type Papers = Readonly<Record<string, Paper>>;
