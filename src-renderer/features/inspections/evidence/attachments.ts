/** Where photos and signatures are kept: on this PC at once, on the platform when it can be reached. */
import { largestChunkBytes } from '#shared/contract/attachments.ts';
import { fromBase64, toBase64 } from '#app/app/base64.ts';
import { core } from '#app/app/core-client.ts';
import type { Failure } from '#app/app/failure.ts';

export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}
export type AddAnswer = { readonly ok: true; readonly file: KeptFile } | (Failure & { readonly ok: false });

const collection = 'inspectionSubjects';

/** Keeps a file of a subject, chunk by chunk, so that nothing holds it twice. The same content is kept once. */
export async function keepFile(file: Blob, name: string, subjectId: string): Promise<AddAnswer> {
  const { attachments } = core();
  const begun = await attachments.begin({
    name: name.slice(-200),
    mediaType: file.type.slice(0, 100),
    bytes: file.size,
  });
  if (!begun.ok) return begun;
  const { uploadId } = begun;
  for (let offset = 0; offset < file.size;) {
    const chunk = new Uint8Array(await file.slice(offset, offset + largestChunkBytes).arrayBuffer());
    const taken = await attachments.append({ uploadId, offset, base64: toBase64(chunk) });
    if (!taken.ok) {
      await attachments.abort({ uploadId });
      return taken;
    }
    offset = taken.received;
  }
  const kept = await attachments.finish({ uploadId, use: { collection, recordId: subjectId, caption: '' } });
  if (!kept.ok) return kept;
  return { ok: true, file: { sha256: kept.sha256, bytes: kept.bytes, mediaType: kept.mediaType } };
}

/** A kept file; null where it is not on this PC, or no longer what it was. */
export async function readFile(sha256: string): Promise<Blob | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; ;) {
    const answer = await core().attachments.read({ sha256, offset, length: largestChunkBytes });
    if (!answer.ok) return null;
    const part = fromBase64(answer.base64);
    parts.push(part);
    offset += part.length;
    if (part.length === 0 || offset >= answer.bytes) return new Blob(parts, { type: answer.mediaType });
  }
}

/** After a submit: photos that were taken out of the form before leave the record, too. */
export async function dropUnused(subjectId: string, used: ReadonlySet<string>): Promise<void> {
  const { files } = await core().attachments.ofRecord({ collection, recordId: subjectId });
  for (const file of files)
    if (file.operationId === null && !used.has(file.sha256)) await core().attachments.removeUse({ id: file.id });
}
