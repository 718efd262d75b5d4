/** A verified backup of the whole database, beside copying its file. */
import { closeSync, copyFileSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupParts, makeBackup, verify } from '#core/database/backup.ts';
import { type BenchContext, type BenchRow, median, megabytes, ms, timed } from './measure.ts';
import { province, provinceDepartment, provinceKey, provinceNow } from './province.ts';

const rounds = 3;

export function benchBackup(context: BenchContext): Promise<BenchRow[]> {
  const { file } = province(context);
  const into = join(context.directory, 'backups');
  const keyring = join(context.directory, 'keyring.json');
  const copy = join(context.directory, 'copy.db');
  writeFileSync(keyring, '{}');
  const ours: number[] = [];
  const copies: number[] = [];
  const checks: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    copies.push(timed(() => copyDurably(file, copy)).ms);
    rmSync(copy);
    const { ms: taken, result } = timed(() =>
      makeBackup({
        database: file,
        key: provinceKey,
        keyring,
        into,
        facts: {
          at: provinceNow,
          reason: 'schedule',
          clientVersion: '0.0.0',
          platformId: 'bench',
          platformName: 'bench',
          department: provinceDepartment,
          keyCheck: '',
          journalSegment: 0,
        },
      }),
    );
    ours.push(taken);
    checks.push(timed(() => verify(backupParts(result.folder).database, provinceKey)).ms);
    rmSync(result.folder, { recursive: true, force: true });
  }
  rmSync(keyring);
  const [project, limit] = [median(ours), median(copies)];
  return Promise.resolve([
    {
      item: '备份',
      case: `${megabytes(statSync(file).size)}，含逐页校验`,
      project: ms(project),
      limit: `复制文件 ${ms(limit)}`,
      ratio: project / limit,
      target: '≤ 6 ×',
      met: project / limit <= 6,
      note: `${ms(median(checks))} of it reads every page of the copy; each page is decrypted, written and read again encrypted`,
    },
  ]);
}

function copyDurably(from: string, to: string): void {
  copyFileSync(from, to);
  const handle = openSync(to, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
