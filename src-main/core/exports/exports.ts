/** The exports of a signed-in person: begun, watched, cancelled, opened. Kept until the workspace closes. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportJob, ExportRequest } from '#shared/contract/workspace.ts';
import { appendAudit } from '../audit/audit.ts';
import { rowClock } from '../notices/queries.ts';
import type { Workspace } from '../workspace.ts';
import type { ExportTask } from './job.ts';
import type { OpenFile } from './opener.ts';
import { hasRows, titleOf } from './sources.ts';
import type { RunningExport, StartExport } from './thread.ts';

export interface ExportsOptions {
  readonly workspace: Workspace;
  /** Key of the workspace's database, for the thread's own connection; null: not encrypted. */
  readonly databaseKey: Uint8Array | null;
  readonly start: StartExport;
  readonly open: OpenFile;
}

export interface Exports {
  /**
   * Begins an export. Null: nothing to export. Throws what the file system says when the folder cannot be made or
   * written; the edge turns it into words.
   */
  start(request: ExportRequest): ExportJob | null;
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

export function createExports({ workspace, databaseKey, start, open }: ExportsOptions): Exports {
  const kept = new Map<string, Kept>();
  const change = (id: string, changes: Partial<ExportJob>) => {
    const one = kept.get(id);
    if (!one) return;
    one.job = { ...one.job, ...changes };
    workspace.changed('exports');
  };
  const now = () => workspace.correctedNow();

  async function follow(id: string, running: RunningExport, path: string): Promise<void> {
    const end = await running.ended;
    if (end === null) change(id, { state: 'cancelled', endedAt: now() });
    else if (end.type === 'done') {
      change(id, { state: 'done', done: end.rows, total: end.rows, bytes: end.bytes, path, endedAt: now() });
      tellAudit(workspace, kept.get(id)?.job);
    } else {
      if (end.reason === null)
        workspace.environment.log.error('导出出错', new Error(end.detail), { file: kept.get(id)?.job.fileName });
      const failure = { reason: end.reason ?? 'bug', detail: end.reason === null ? '' : end.detail };
      change(id, { state: 'failed', failure, endedAt: now() });
    }
    const one = kept.get(id);
    if (one) one.running = null;
  }

  return {
    start(request) {
      const clock = rowClock(workspace);
      if (!hasRows(workspace, request)) return null;
      const directory = workspace.exportsDirectory();
      mkdirSync(directory, { recursive: true });
      accessSync(directory, constants.W_OK);
      const title = titleOf(request);
      const path = freePath(
        directory,
        title,
        clock.now,
        [...kept.values()].map(({ job }) => job.fileName),
      );
      const id = workspace.environment.chance.uuid();
      const task: ExportTask = {
        database: workspace.database.name,
        key: databaseKey,
        request,
        clock: { today: clock.today, calendar: clock.calendar, thresholds: clock.thresholds },
        maker: { department: workspace.department.name, person: workspace.actor.name, now: clock.now },
        account: workspace.actor.account,
        path: path.full,
      };
      const job: ExportJob = {
        id,
        title,
        state: 'running',
        done: 0,
        total: null,
        path: null,
        fileName: path.name,
        bytes: null,
        failure: null,
        startedAt: clock.now,
        endedAt: null,
      };
      const one: Kept = { job, running: null };
      kept.set(id, one);
      one.running = start(task, (done, total) => change(id, { done, total }));
      follow(id, one.running, path.full).catch((error: unknown) => workspace.environment.log.error('导出出错', error));
      workspace.changed('exports');
      return job;
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
      await Promise.all([...kept.values()].map(({ running }) => running?.cancel()));
    },
  };
}

/** A name that neither a file nor a running export has: `双告知·告知查询清单-20260302-0905.xlsx`. */
function freePath(
  directory: string,
  title: string,
  now: string,
  taken: readonly string[],
): { full: string; name: string } {
  const time = new Date(Date.parse(now) + 8 * 3_600_000).toISOString();
  const stamp = `${time.slice(0, 10).replaceAll('-', '')}-${time.slice(11, 16).replace(':', '')}`;
  for (let count = 1; ; count += 1) {
    const name = `${title}-${stamp}${count === 1 ? '' : `（${count}）`}.xlsx`;
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
