/** The exports of a signed-in person: begun, watched, cancelled, opened. Kept until the workspace closes. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PrintRequest } from '#shared/domains/inspections/contract.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { appendAudit } from '../audit/audit.ts';
import { listView } from '../records/list-view.ts';
import type { Workspace } from '../workspace.ts';
import { formTitles, printableSubjects, printName } from '../inspections/paper/chosen.ts';
import { codecFiles } from '../documents/codec-path.ts';
import { typefacePath } from '../documents/typeface-path.ts';
import type { PrintTask } from './print-job.ts';
import { removeLeftovers } from './leftovers.ts';
import type { OpenFile } from './opener.ts';
import { hasRows, titleOf } from './sources.ts';
import type { ExportTask } from './task.ts';
import type { RunningExport, StartExport } from './thread.ts';

export interface ExportsOptions {
  readonly workspace: Workspace;
  /** Key of the workspace's database, for the thread's own connection; null: not encrypted. */
  readonly databaseKey: Uint8Array | null;
  readonly start: StartExport;
  readonly open: OpenFile;
  /** Shipped files, the font of printed forms among them. */
  readonly resourcesDirectory: string;
}

export interface Exports {
  /**
   * Begins an export. Null: nothing to export. Throws what the file system says when the folder cannot be made or
   * written; the edge turns it into words.
   */
  start(request: ExportRequest): ExportJob | null;
  /** Begins a PDF of forms. Null: none of the subjects has what the form needs. Throws like `start`. */
  print(request: PrintRequest): ExportJob | null;
  /** Newest first. */
  list(): ExportJob[];
  /** False: there is no such job. One that has ended stays as it ended. */
  cancel(id: string): Promise<boolean>;
  open(id: string, what: 'file' | 'folder'): Promise<'opened' | 'notFound' | 'refused'>;
  /** Cancels what runs. */
  close(): Promise<void>;
}

interface Kept {
  job: ExportJob;
  running: RunningExport | null;
}

export function createExports(options: ExportsOptions): Exports {
  const { workspace, databaseKey, start, open } = options;
  const kept = new Map<string, Kept>();
  const change = (id: string, changes: Partial<ExportJob>) => {
    const one = kept.get(id);
    if (!one) return;
    one.job = { ...one.job, ...changes };
    workspace.changed('exports');
  };
  const now = () => workspace.correctedNow();

  /** Without the file's name, which may be that of an enterprise: the log leaves the office with whoever needs help. */
  const logBug = ({ title, fileName }: ExportJob, detail: string): void => {
    const stem = fileName.replace(/\.\w+$/, '');
    workspace.environment.log.error('导出出错', new Error(detail.replaceAll(stem, '［文件］')), { title });
  };

  async function follow(id: string, running: RunningExport, path: string): Promise<void> {
    const end = await running.ended;
    if (end === null) change(id, { state: 'cancelled', endedAt: now() });
    else if (end.type === 'done') {
      const notes = end.notes && end.notes.length > 0 ? { notes: [...end.notes] } : {};
      change(id, { state: 'done', done: end.rows, total: end.rows, bytes: end.bytes, path, endedAt: now(), ...notes });
      tellAudit(workspace, kept.get(id)?.job);
    } else {
      const job = kept.get(id)?.job;
      if (end.reason === null && job) logBug(job, end.detail);
      const failure = { reason: end.reason ?? 'bug', detail: end.reason === null ? '' : end.detail };
      change(id, { state: 'failed', failure, endedAt: now() });
    }
    const one = kept.get(id);
    if (one) one.running = null;
  }

  /** Finds the file's place and starts its thread. Throws what the file system says. */
  function begin(
    file: { title: string; name: string; suffix: string },
    taskFor: (path: string) => ExportTask | PrintTask,
  ) {
    const directory = workspace.exportsDirectory();
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    // Here and not at the sign-in: a shared folder that is not connected would hold that up.
    const leftovers = removeLeftovers(directory, workspace.environment.clock.now());
    if (leftovers > 0) workspace.environment.log.info('exports.leftoversRemoved', { files: leftovers });
    const startedAt = now();
    const path = freePath(
      directory,
      file,
      startedAt,
      [...kept.values()].map(({ job }) => job.fileName),
    );
    const task = taskFor(path.full);
    const id = workspace.environment.chance.uuid();
    const job: ExportJob = {
      id,
      title: file.title,
      state: 'running',
      done: 0,
      total: null,
      path: null,
      fileName: path.name,
      bytes: null,
      failure: null,
      startedAt,
      endedAt: null,
    };
    const one: Kept = { job, running: null };
    kept.set(id, one);
    one.running = start(task, (done, total) => change(id, { done, total }));
    follow(id, one.running, path.full).catch((error: unknown) => workspace.environment.log.error('导出出错', error));
    workspace.changed('exports');
    return job;
  }

  return {
    start(request) {
      if (!hasRows(workspace, request)) return null;
      const { account, ...clock } = listView(workspace);
      const title = titleOf(request);
      return begin({ title, name: title, suffix: '.xlsx' }, (path) => ({
        database: workspace.database.name,
        key: databaseKey,
        request,
        clock,
        maker: { department: workspace.department.name, person: workspace.actor.name, now: now() },
        account,
        path,
      }));
    },
    print(request) {
      const printable = printableSubjects(workspace.database, request);
      if (printable.length === 0) return null;
      const title = formTitles[request.form];
      return begin({ title, name: printName(workspace.database, request, printable), suffix: '.pdf' }, (path) => ({
        database: workspace.database.name,
        key: databaseKey,
        print: request,
        directory: workspace.directory,
        typeface: typefacePath(options.resourcesDirectory),
        codec: codecFiles(options.resourcesDirectory),
        department: workspace.department.name,
        path,
      }));
    },
    list: () => [...kept.values()].map(({ job }) => job).reverse(),
    async cancel(id) {
      const one = kept.get(id);
      if (!one) return false;
      const { running } = one;
      if (running) {
        await running.cancel();
        await running.ended;
      }
      return true;
    },
    async open(id, what) {
      const path = kept.get(id)?.job.path;
      if (!path || !existsSync(path)) return 'notFound';
      return (await open(path, what)) ? 'opened' : 'refused';
    },
    async close() {
      await Promise.all([...kept.values()].flatMap(({ running }) => (running ? [running.cancel()] : [])));
    },
  };
}

/** A name that neither a file nor a running export has: `双告知·告知查询清单-20260302-0905.xlsx`. */
function freePath(
  directory: string,
  file: { name: string; suffix: string },
  now: string,
  taken: readonly string[],
): { full: string; name: string } {
  const time = new Date(Date.parse(now) + 8 * 3_600_000).toISOString();
  const stamp = `${time.slice(0, 10).replaceAll('-', '')}-${time.slice(11, 16).replace(':', '')}`;
  for (let count = 1; ; count += 1) {
    const name = `${file.name}-${stamp}${count === 1 ? '' : `（${count}）`}${file.suffix}`;
    const full = join(directory, name);
    if (!taken.includes(name) && !existsSync(full)) return { full, name };
  }
}

/** Who took which list out of the client is part of the department's record. */
function tellAudit(workspace: Workspace, job: ExportJob | undefined): void {
  if (!job || !workspace.database.open) return;
  workspace.database.transaction(() =>
    appendAudit(workspace, { action: 'exports.done', detail: `导出 ${job.fileName}，共 ${job.done} 条` }),
  )();
}
