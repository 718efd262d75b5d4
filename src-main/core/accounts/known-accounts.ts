/** Who has worked on this PC: read from the keyrings of all departments in the data directory. */
import { join } from 'node:path';
import type { KnownAccount } from '#shared/contract/session.ts';
import type { Logger } from '../environment.ts';
import { storageReasonOf } from '../database/failure.ts';
import type { AccountEntry, Keyring } from '../database/keyring.ts';
import { readKeyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { departmentDirectories, departmentPaths } from '../database/layout.ts';

export interface KnownDepartment {
  readonly keyring: Keyring;
  readonly paths: DepartmentPaths;
}

/** Departments with a readable keyring. One that cannot be read is said in the log; opening it says it to the person. */
export function knownDepartments(dataDirectory: string, log: Logger): KnownDepartment[] {
  return departmentDirectories(dataDirectory).flatMap((directory) => {
    try {
      const keyring = readKeyring(join(directory, 'keyring.json'));
      if (!keyring) return [];
      const paths = departmentPaths(dataDirectory, keyring.platformId, keyring.department.code);
      // A folder that somebody copied or renamed by hand: it is not where the client would look.
      return paths.directory === directory ? [{ keyring, paths }] : [];
    } catch (error) {
      if (storageReasonOf(error) === null) throw error;
      log.error('密钥文件读不懂', error, { directory });
      return [];
    }
  });
}

export const entryOf = (keyring: Keyring, account: string): AccountEntry | null =>
  keyring.accounts.find((entry) => entry.account === account) ?? null;

/** The department that an account used last on this PC, or null. With `platformId`, only of that platform. */
export function departmentOf(
  departments: readonly KnownDepartment[],
  account: string,
  platformId: string | null,
): KnownDepartment | null {
  const lastUsed = ({ keyring }: KnownDepartment) => entryOf(keyring, account)?.lastUsedAt ?? '';
  return (
    departments
      .filter(({ keyring }) => platformId === null || keyring.platformId === platformId)
      .filter(({ keyring }) => entryOf(keyring, account) !== null)
      .sort((a, b) => (lastUsed(a) < lastUsed(b) ? 1 : -1))[0] ?? null
  );
}

/** For the sign-in page, last used first. */
export function listKnownAccounts(departments: readonly KnownDepartment[]): KnownAccount[] {
  return departments
    .flatMap(({ keyring }) =>
      keyring.accounts.map(({ account, name, lastUsedAt }) => ({
        account,
        name,
        department: keyring.department,
        platformId: keyring.platformId,
        lastUsedAt,
      })),
    )
    .sort((a, b) => ((a.lastUsedAt ?? '') < (b.lastUsedAt ?? '') ? 1 : -1));
}
