/** The jobs of a signed-in person: each follows its thread to the end. Kept until the workspace closes. */
import type { ExportJob } from '#shared/contract/export-job.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Workspace } from '../workspace.ts';
import { type Place, placeFor } from './place.ts';
import type { ExportTask, PrintTask } from './task.ts';
import type { ExportEnd, RunningExport, StartExport } from './thread.ts';

interface Kept {
  job: ExportJob;
  running: RunningExport | null;
}

export interface Jobs {
  /** Finds the file's place and starts its thread. Throws what the file system says. */
  begin(
    file: { title: string; name: string; suffix: string; list?: string | undefined },
    taskFor: (path: string) => ExportTask | PrintTask,
  ): ExportJob;
  /** Newest first. */
  list(): ExportJob[];
  /** Null: there is no such job, or it has made no file. */
  pathOf(id: string): string | null;
  /** False: there is no such job. One that has ended stays as it ended. */
  cancel(id: string): Promise<boolean>;
  /** Cancels what runs. */
  close(): Promise<void>;
}

export function createJobs(workspace: Workspace, start: StartExport): Jobs {
  const kept = new Map<string, Kept>();
  const change = (one: Kept, changes: Partial<ExportJob>) => {
    one.job = { ...one.job, ...changes };
    workspace.changed('exports');
  };
  const follow = async (one: Kept, running: RunningExport, path: string): Promise<void> => {
    const end = await running.ended;
    one.running = null;
    if (end?.type === 'failed' && end.reason === null) logBug(workspace, one.job, end.detail);
    change(one, { ...endOf(end, path), endedAt: workspace.correctedNow() });
    if (end?.type === 'done') tellAudit(workspace, one.job);
  };

  return {
    begin(file, taskFor) {
      const place = placeFor(
        workspace,
        file,
        [...kept.values()].map(({ job }) => job.fileName),
      );
      const one: Kept = {
        job: { ...newJob(workspace, file.title, place), ...(file.list === undefined ? {} : { list: file.list }) },
        running: null,
      };
      const task = taskFor(place.path);
      kept.set(one.job.id, one);
      one.running = start(task, (done, total) => change(one, { done, total }));
      follow(one, one.running, place.path).catch((error: unknown) =>
        workspace.environment.log.error('导出出错', error),
      );
      workspace.changed('exports');
      return one.job;
    },
    list: () => [...kept.values()].map(({ job }) => job).reverse(),
    pathOf: (id) => kept.get(id)?.job.path ?? null,
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
    async close() {
      await Promise.all([...kept.values()].flatMap(({ running }) => (running ? [running.cancel()] : [])));
    },
  };
}

const newJob = (workspace: Workspace, title: string, { fileName }: Place): ExportJob => ({
  id: workspace.environment.chance.uuid(),
  title,
  state: 'running',
  done: 0,
  total: null,
  path: null,
  fileName,
  bytes: null,
  failure: null,
  startedAt: workspace.correctedNow(),
  endedAt: null,
});

/** How the thread ended, as screens see it. */
function endOf(end: ExportEnd, path: string): Partial<ExportJob> {
  if (end === null) return { state: 'cancelled' };
  if (end.type === 'failed')
    return { state: 'failed', failure: { reason: end.reason ?? 'bug', detail: end.reason === null ? '' : end.detail } };
  const notes = end.notes && end.notes.length > 0 ? { notes: [...end.notes] } : {};
  return { state: 'done', done: end.rows, total: end.rows, bytes: end.bytes, path, ...notes };
}

/** Without the file's name, which may be that of an enterprise: the log leaves the office with whoever needs help. */
function logBug(workspace: Workspace, { title, fileName }: ExportJob, detail: string): void {
  const stem = fileName.replace(/\.\w+$/, '');
  workspace.environment.log.error('导出出错', new Error(detail.replaceAll(stem, '［文件］')), { title });
}

/** Who took which list out of the client is part of the department's record. */
function tellAudit(workspace: Workspace, job: ExportJob): void {
  if (!workspace.database.open) return;
  workspace.database.transaction(() =>
    appendAudit(workspace, { action: 'exports.done', detail: `导出 ${job.fileName}，共 ${job.done} 条` }),
  )();
}
