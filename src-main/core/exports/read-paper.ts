/** A finished PDF in pieces, for the preview: of a job of this session, and only the very file that it made. */
import { type FileHandle, open } from 'node:fs/promises';
import { pieceBytes } from '#shared/contract/exports.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';

export type Piece = { readonly bytes: Uint8Array; readonly total: number } | 'paperGone' | 'paperChanged' | 'fileInUse';

/** @param offset bytes; from the end on, the piece is empty */
export async function readPaper(job: ExportJob | undefined, offset: number): Promise<Piece> {
  if (job?.state !== 'done' || job.path === null || !job.path.endsWith('.pdf')) return 'paperGone';
  let file: FileHandle | undefined;
  try {
    file = await open(job.path, 'r');
    const found = await file.stat();
    // Whoever wrote over it since: what is shown and printed would not be what the job made.
    if (!found.isFile() || found.size !== job.bytes) return 'paperChanged';
    const bytes = new Uint8Array(Math.max(0, Math.min(pieceBytes, found.size - offset)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    return bytesRead === bytes.length ? { bytes, total: found.size } : 'paperChanged';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // Moved, deleted, or on a share that is not connected any more; or held by another program.
    return ['EBUSY', 'EACCES', 'EPERM'].includes(String(error.code)) ? 'fileInUse' : 'paperGone';
  } finally {
    await file?.close();
  }
}
