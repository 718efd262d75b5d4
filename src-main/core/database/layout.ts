/** Where everything of a department lies: `<data directory>/<platform id>/<department code>/…`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StorageFailure } from './failure.ts';

export interface DepartmentPaths {
  readonly directory: string;
  readonly database: string;
  readonly keyring: string;
  readonly journal: string;
  readonly backups: string;
  readonly attachments: string;
  readonly exports: string;
  /** Damaged or replaced files, kept as they were. */
  readonly aside: string;
  readonly lock: string;
  /** Number of the present opening; see `opening.ts`. */
  readonly opening: string;
}

/** Ids come from a platform: whatever is not plain becomes `_xx`, so that no id can leave the data directory. */
const asFolderName = (id: string) =>
  Array.from(Buffer.from(id), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
  }).join('');

export function departmentPaths(dataDirectory: string, platformId: string, departmentCode: string): DepartmentPaths {
  const directory = join(dataDirectory, asFolderName(platformId), asFolderName(departmentCode));
  return {
    directory,
    database: join(directory, 'client.db'),
    keyring: join(directory, 'keyring.json'),
    journal: join(directory, 'journal'),
    backups: join(directory, 'backups'),
    attachments: join(directory, 'attachments'),
    exports: join(directory, 'exports'),
    aside: join(directory, 'aside'),
    lock: join(directory, 'in-use'),
    opening: join(directory, 'opening.json'),
  };
}

/** Folders in the data directory that hold a keyring, whatever their names. */
export function departmentDirectories(dataDirectory: string): string[] {
  return folders(dataDirectory).flatMap((platform) => folders(platform));
}

function folders(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(directory, entry.name))
      .sort();
  } catch (error) {
    // Not there yet, or a file stands in its place: writing will say so in words; there is nothing to list.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** A write-ahead log needs memory shared between processes of one machine: on a network share it ends in damage (OneMore#2556). */
export function requireLocalDirectory(directory: string): void {
  if (/^(\\\\|\/\/)[^?.\\/]/.test(directory))
    throw new StorageFailure('notWritable', `${directory} 在网络共享上，请把数据目录改到本机磁盘`);
}
