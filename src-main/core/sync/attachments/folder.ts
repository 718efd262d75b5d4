/** The folder of kept files: one file for each content, called by its SHA-256. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Inside the folder of a department. */
export const attachmentsDirectory = (directory: string): string => join(directory, 'attachments');
export const isFileName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** Hashes of the files that lie in a folder of attachments; none where there is no such folder. */
export function keptFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter(isFileName);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
