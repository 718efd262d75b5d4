/** The exports of a signed-in person: begun, watched, cancelled, opened. What they are made of, domains know. */
import { existsSync } from 'node:fs';
import type { ExportRequest, PaperRequest } from '#shared/contract.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';
import { codecFiles } from '../documents/codec-path.ts';
import { typefacePath } from '../documents/typeface-path.ts';
import { dayOf } from '../records/day.ts';
import type { Workspace } from '../workspace.ts';
import { createJobs, type Jobs } from './jobs.ts';
import type { OpenFile } from './opener.ts';
import type { Papers } from './paper.ts';
import { listOf, printColumnsOf, readPrintColumns, writePrintColumns } from './print-columns.ts';
import { ofKind, type Sheets } from './sheet.ts';
import { type Piece, readPaper } from './read-paper.ts';
import type { StartExport } from './thread.ts';

export interface ExportsOptions {
  readonly workspace: Workspace;
  /** Key of the workspace's database, for the thread's own connection; null: not encrypted. */
  readonly databaseKey: Uint8Array | null;
  readonly start: StartExport;
  readonly open: OpenFile;
  /** Shipped files, the font of printed forms among them. */
  readonly resourcesDirectory: string;
  /** The same that the thread knows. */
  readonly sheets: Sheets;
  readonly papers: Papers;
}

export interface Exports extends Pick<Jobs, 'list' | 'cancel' | 'close'> {
  /**
   * Begins an Excel. Null: nothing to export. Throws what the file system says when the folder cannot be made or
   * written; the edge turns it into words.
   */
  start(request: ExportRequest): ExportJob | null;
  /** Begins a PDF of forms. Null: none of the records has what the form needs. Throws like `start`. */
  print(request: PaperRequest): ExportJob | null;
  printColumns(list: string): ReturnType<typeof printColumnsOf>;
  choosePrintColumns(list: string, titles: readonly string[]): void;
  open(id: string, what: 'file' | 'folder'): Promise<'opened' | 'notFound' | 'refused'>;
  /** A piece of a finished PDF. */
  read(id: string, offset: number): Promise<Piece>;
}

export function createExports(options: ExportsOptions): Exports {
  const { workspace, databaseKey: key, sheets, papers, resourcesDirectory } = options;
  const { database } = workspace;
  const jobs = createJobs(workspace, options.start);
  return {
    start(request) {
      const sheet = ofKind(sheets, request);
      const day = dayOf(workspace);
      if (sheet.isEmpty(database, request, day)) return null;
      const title = sheet.title(request);
      const maker = { department: workspace.department.name, person: workspace.actor.name, now: day.now };
      const list = listOf(sheet, request);
      const printColumns = list === undefined ? null : readPrintColumns(workspace, list);
      return jobs.begin({ title, name: title, suffix: sheet.suffix ?? '.xlsx', list }, (path) => ({
        make: 'sheet',
        database: database.name,
        key,
        request,
        day,
        maker,
        printColumns,
        path,
      }));
    },
    print(request) {
      const paper = ofKind(papers, request);
      const name = paper.fileName(database, request);
      if (name === null) return null;
      return jobs.begin({ title: paper.title(request), name, suffix: '.pdf' }, (path) => ({
        make: 'paper',
        database: database.name,
        key,
        request,
        directory: workspace.directory,
        typeface: typefacePath(resourcesDirectory),
        codec: codecFiles(resourcesDirectory),
        department: workspace.department.name,
        path,
      }));
    },
    printColumns: (list) => printColumnsOf(workspace, sheets, list),
    choosePrintColumns: (list, titles) => writePrintColumns(workspace, list, titles),
    list: jobs.list,
    cancel: jobs.cancel,
    async open(id, what) {
      const path = jobs.pathOf(id);
      if (path === null || !existsSync(path)) return 'notFound';
      return (await options.open(path, what)) ? 'opened' : 'refused';
    },
    read(id, offset) {
      const ofId = jobs.list().find((job) => job.id === id);
      return readPaper(ofId, offset);
    },
    close: jobs.close,
  };
}
