/** Backups in a thread of their own, so that copying a gigabyte stalls nobody's list. */
import { Worker } from 'node:worker_threads';
import type { BackupJob } from './backup.ts';
import type { RunBackup, VerifiedBackup } from './schedule.ts';
import type { StorageReason } from '../database/failure.ts';
import { StorageFailure } from '../database/failure.ts';

/** What the thread posts back: errors do not keep their class on the way. */
export type BackupThreadAnswer =
  | { type: 'backup'; backup: VerifiedBackup }
  | { type: 'storage'; reason: StorageReason; detail: string }
  | { type: 'bug'; message: string };
export interface BackupThreadData {
  readonly task: 'backup';
  readonly job: BackupJob;
}

/** `script`: the core's own worker script, which serves this task as well. */
export const runBackupInThread =
  (script: string | URL): RunBackup =>
  (job) =>
    new Promise((resolve, reject) => {
      const data: BackupThreadData = { task: 'backup', job };
      const worker = new Worker(script, { workerData: data });
      worker.once('message', (answer: BackupThreadAnswer) => {
        if (answer.type === 'backup') resolve(answer.backup);
        else if (answer.type === 'storage') reject(new StorageFailure(answer.reason, answer.detail));
        else reject(new Error(answer.message));
      });
      worker.once('error', reject);
      // After an answer this comes too late to matter.
      worker.once('exit', (code) => reject(new Error(`the backup thread ended with code ${code}`)));
    });
