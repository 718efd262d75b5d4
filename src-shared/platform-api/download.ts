/**
 * `GET /v1/attachments/{sha256}?collection=…&record=…`: the content of a file, in byte ranges, so that a download goes on
 * where it was cut. The right to see a file is the right to see a record that names it: the caller says which, and the
 * platform checks that the record is visible to the caller's department and that its present version names the hash.
 *
 * - 206 with `content-range: bytes a-b/total`, the stamp in headers, and `x-content-sha256` of the bytes that it carries.
 *   The range may be shorter than asked for; the whole is checked by the hash in the path.
 * - 403 `forbidden`: the record belongs to another department.
 * - 404 `notFound`: no such record, it does not name the file, or the file has not wholly arrived yet. Asking later may help.
 * - 416 `rangeNotSatisfiable`: the range begins behind the end.
 */
import { z } from 'zod';
import { instantSchema, platformStampSchema, recordIdSchema, sha256Schema } from './common.ts';
import { maximumAttachmentBytes } from './interface.ts';

/** The record by which the caller may see the file. */
export const attachmentContentQuerySchema = z.object({
  collection: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  record: recordIdSchema,
});

/** Where the stamp stands in an answer whose body is the bytes of a file. */
export const stampHeaders = {
  platformId: 'x-platform-id',
  epoch: 'x-platform-epoch',
  serverTime: 'x-server-time',
} as const;

/** What the headers of a 206 say, once they were read. `end` is the last byte that came, as in `content-range`. */
export const attachmentPartSchema = platformStampSchema
  .extend({
    serverTime: instantSchema,
    /** SHA-256 of the bytes of this answer. */
    sha256: sha256Schema,
    start: z.number().int().min(0),
    end: z.number().int().min(0),
    total: z.number().int().min(1).max(maximumAttachmentBytes),
  })
  .refine(({ start, end, total }) => start <= end && end < total, '起止与总长不合');

/** `bytes a-b/total`, or null for whatever else. */
export function readContentRange(header: string | undefined): { start: number; end: number; total: number } | null {
  const match = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/.exec(header ?? '');
  if (!match) return null;
  const [start = 0, end = 0, total = 0] = match.slice(1).map(Number);
  return { start, end, total };
}
