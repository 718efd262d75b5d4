/** Photos and signatures as they lie on this PC, read by their hash. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadFile } from './pictures.ts';

/** Reads from the attachments of a department's folder. What is not there yet is null, never an error. */
export function openAttachmentFiles(directory: string): ReadFile {
  return (sha256) => {
    const path = join(directory, 'attachments', sha256);
    return existsSync(path) ? readFileSync(path) : null;
  };
}
