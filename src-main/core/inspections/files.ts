/** Photos and signatures: which of them an operation carries. */
import { type ResultInput, signatureRoleNames } from '#shared/domains/inspections/results.ts';
import type { CarriedFile } from '../sync/collection.ts';

/** The files of a result, each once. */
export function carriedFiles({ evidence, signatures }: Pick<ResultInput, 'evidence' | 'signatures'>): CarriedFile[] {
  const files = new Map<string, CarriedFile>();
  for (const { sha256, bytes, mediaType, name, caption } of evidence)
    files.set(sha256, { sha256, bytes, mediaType, name, caption });
  for (const { sha256, role, name } of signatures)
    if (sha256 !== null && !files.has(sha256))
      // A result does not say how large a drawn signature is; the kept file does.
      files.set(sha256, {
        sha256,
        bytes: 0,
        mediaType: 'image/png',
        name: `${signatureRoleNames[role]}签名`,
        caption: name,
      });
  return [...files.values()];
}
