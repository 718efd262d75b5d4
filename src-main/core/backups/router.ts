/** Binds the backups part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { isAbsolute } from 'node:path';
import { backupInfo, inspectFolder } from '../accounts/recovery.ts';
import { appendAudit } from '../audit/audit.ts';
import { guardStorage, guardStorageAsync, open, unlocked } from '../router.ts';
import { keptBackups } from './schedule.ts';
import { realFiles, writeWhole } from '../database/files.ts';
import { findBackups } from './find-backups.ts';
import { storageDetailOf } from '../database/failure.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import { join } from 'node:path';

const relative = { ok: false, reason: 'refused', detail: '请填写完整的目录路径' } as const;

export const backupsRouter = open.backups.router({
  list: unlocked.backups.list.handler(({ context: { workspace, backups } }) => {
    const chosen = readMeta(workspace.database, 'backupDirectory');
    const problem = backups.problem();
    return {
      backups: inspectFolder(backups.directory),
      directory: backups.directory,
      chosenDirectory: chosen === '' ? null : chosen,
      lastAt: backups.lastAt(),
      problem: problem === null ? null : storageDetailOf(problem),
      kept: keptBackups,
    };
  }),

  create: unlocked.backups.create.handler(({ input: { directory }, context: { workspace, backups } }) => {
    if (directory !== null && !isAbsolute(directory)) return relative;
    return guardStorageAsync([...storageReasons, 'databaseDamaged'], async () => {
      const backup = await backups.make('manual', directory);
      workspace.database
        .transaction(() => appendAudit(workspace, { action: 'backups.create', detail: `备份到 ${backup.folder}` }))
        .immediate();
      return { ok: true, backup: backupInfo(backup) } as const;
    });
  }),

  chooseDirectory: unlocked.backups.chooseDirectory.handler(({ input: { directory }, context: { workspace } }) => {
    if (directory !== null && !isAbsolute(directory)) return relative;
    return guardStorage(storageReasons, () => {
      if (directory !== null) {
        const trial = join(directory, '.backup-trial');
        writeWhole(trial, '');
        realFiles.remove(trial);
      }
      workspace.database
        .transaction(() => {
          writeMeta(workspace.database, 'backupDirectory', directory ?? '');
          const detail = directory === null ? '不再另存备份' : `备份另存到 ${directory}`;
          appendAudit(workspace, { action: 'backups.chooseDirectory', detail });
        })
        .immediate();
      return { ok: true } as const;
    });
  }),

  inspect: open.backups.inspect.handler(({ input }) => {
    const backups = findBackups(input.folder).map(backupInfo);
    return backups.length > 0 ? ({ ok: true, backups } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),

  restore: open.backups.restore.handler(({ input, context: { core } }) => core.session.restore(input)),
});
