/** Backups of this PC's data, and the way back when the database is damaged. */
import { z } from 'zod';
import { departmentSchema } from '../platform-api/common.ts';
import { openProcedure, procedure, result, storageReasons } from './base.ts';

export const backupReasons = ['schedule', 'migration', 'manual'] as const;

export const backupInfoSchema = z.object({
  /** Full path of the backup's folder; also its name in calls. */
  folder: z.string().max(2000),
  /** False: the folder looks like a backup, but its description cannot be read; nothing else is known then. */
  readable: z.boolean(),
  at: z.string().nullable(),
  reason: z.enum(backupReasons).nullable(),
  bytes: z.number().nullable(),
  department: departmentSchema.nullable(),
  platformName: z.string().nullable(),
  /** To choose by: entries not yet delivered, audit entries, and records under the names of their collections. */
  counts: z.object({ unsettled: z.number(), audit: z.number() }).catchall(z.number()).nullable(),
});
export type BackupInfo = z.infer<typeof backupInfoSchema>;

/** What was found when the data could not be opened; stands in `session.status` until it is settled. */
export const recoveryStateSchema = z.object({
  platformId: z.string(),
  department: departmentSchema,
  reason: z.enum(['databaseDamaged', 'databaseForeign', 'databaseNewer']),
  detail: z.string(),
  /** Newest first. Empty: nothing to restore; 「重新下载」 is what is left, with the journal's entries. */
  backups: z.array(backupInfoSchema),
  /** Operations done here that the work journal still holds, delivered ones included; null where it was not read. */
  journalEntries: z.number().int().nullable(),
  /** True: the person has just proved the password, no recovery code is asked for. */
  keyHeld: z.boolean(),
});
export type RecoveryState = z.infer<typeof recoveryStateSchema>;

const folderInput = z.string().min(1).max(2000);

export const backupsContract = {
  /** Of the signed-in department, newest first. */
  list: procedure.output(
    z.object({
      backups: z.array(backupInfoSchema),
      directory: z.string(),
      chosenDirectory: z.string().nullable(),
      lastAt: z.string().nullable(),
      /** Words where the last scheduled backup failed. */
      problem: z.string().nullable(),
      kept: z.number().int(),
    }),
  ),
  /** Makes one now and verifies it by opening; `directory` null: the department's own folder. */
  create: procedure
    .input(z.object({ directory: folderInput.nullable() }))
    .output(result({ backup: backupInfoSchema }, [...storageReasons, 'databaseDamaged', 'refused'])),
  /** A further folder (another disk) that the schedule copies to as well; null: none. */
  chooseDirectory: procedure
    .input(z.object({ directory: folderInput.nullable() }))
    .output(result({}, ['notWritable', 'diskFull', 'refused'])),
  /**
   * What lies in a folder: the backup itself, a folder that holds backups, or the one that was chosen in 设置, with a folder
   * for the platform and one for the department in between. Newest first. Nothing is opened.
   */
  inspect: openProcedure
    .input(z.object({ folder: folderInput }))
    .output(result({ backups: z.array(backupInfoSchema) }, ['notFound'])),
  /**
   * Puts a backup in the place of the data, on this PC or another; the present file is kept aside. Signs everybody out.
   * What the journal still holds is done again at the next sign-in. `folder` null: begin empty and download again; only
   * where the data could not be opened. The recovery code (or an account's password) is needed unless `keyHeld`.
   */
  restore: openProcedure
    .input(
      z.object({
        folder: folderInput.nullable(),
        recoveryCode: z.string().max(100).optional(),
        account: z.string().max(64).optional(),
        password: z.string().max(256).optional(),
      }),
    )
    .output(
      result({ department: departmentSchema }, [
        'recoveryCodeNeeded',
        'wrongRecoveryCode',
        'wrongPassword',
        'waitBeforeRetry',
        'badFile',
        'notFound',
        'refused',
        'databaseDamaged',
        'databaseForeign',
        'databaseNewer',
        'databaseInUse',
        'diskFull',
        'notWritable',
      ]),
    ),
};
