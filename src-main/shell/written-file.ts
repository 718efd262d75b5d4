/** Which files a shell opens for a person: what the client itself has written, of kinds that are read and never run. */
import { stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';

/** What the client writes for people: exports, and copies of attachments of kinds that carry no program. */
const writtenKinds: ReadonlySet<string> = new Set([
  '.xlsx',
  '.pdf',
  '.csv',
  '.txt',
  '.docx',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.bmp',
]);

export type OpenOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: 'notFound' | 'refused' };

/** Whether the file may be opened. The core names only files that it has written; its kind is checked here once more. */
export async function checkWrittenFile(path: string): Promise<OpenOutcome> {
  if (!isAbsolute(path) || !writtenKinds.has(extname(path).toLowerCase())) return { ok: false, reason: 'refused' };
  return (await isFile(path)) ? { ok: true } : { ok: false, reason: 'notFound' };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}
