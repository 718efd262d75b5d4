/** A client that migrates its database, for being killed: `node migrate.ts <folder> <migrations>`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupParts, makeBackup } from '#core/backups/backup.ts';
import { openDepartmentDatabase } from '#core/database/department.ts';

const [folder = '', migrationsDirectory = ''] = process.argv.slice(2);
const key = readFileSync(join(folder, 'key'));
const file = join(folder, 'client.db');
const quiet = () => undefined;
process.stdout.write('started\n');
openDepartmentDatabase({
  file,
  key,
  migrationsDirectory,
  mayCreate: false,
  log: { info: quiet, warn: quiet, error: quiet },
  backUp: () =>
    backupParts(
      makeBackup(
        {
          database: file,
          key,
          keyring: join(folder, 'keyring.json'),
          into: join(folder, 'backups'),
          facts: {
            at: '2026-03-02T01:00:00.000Z',
            reason: 'migration',
            clientVersion: '0.1.0',
            platformId: 'p',
            platformName: '平台',
            department: { code: '431299001', name: '青溪县文化广电局' },
            keyCheck: 'k',
            journalSegment: 0,
          },
        },
        () => ({}),
      ).folder,
    ).database,
}).close();
writeFileSync(join(folder, 'done'), '');
