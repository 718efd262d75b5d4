/** Photos and signatures: which of them an operation carries, and which a draft still needs. */
import { type ResultInput, signatureRoleNames } from '#shared/domains/inspections/results.ts';
import type { Database } from '../database/types.ts';
import type { CarriedFile } from '../sync/collection.ts';
import { statement } from '../database/statements.ts';

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

/** Hashes named in drafts, those that were thrown away included: they can be brought back. */
export function* filesOfDrafts(database: Database): Generator<string> {
  const drafts = statement<[], { values: string }>(database, 'SELECT "values" FROM result_draft').iterate();
  for (const draft of drafts)
    for (const [, sha256] of draft.values.matchAll(/"([0-9a-f]{64})"/g)) if (sha256) yield sha256;
}
