/**
 * 附件: files that travel with records. They are taken in by chunks, kept once by their SHA-256, encrypted on this PC, and
 * delivered after the record that refers to them. A record and its files report separately: 「正文已报，附件 2/3」.
 */
import { z } from 'zod';
import { outcomeClassNames } from '../domain/delivery.ts';
import { recordIdSchema, sha256Schema, text } from '../platform-api/common.ts';
import { pageRequest, procedure, result } from './base.ts';

/** Largest chunk of one `append` and of one `read`, bytes. */
export const largestChunkBytes = 512 * 1024;
/** A chunk in base64, in characters. */
const chunkSchema = z.base64().max(Math.ceil(largestChunkBytes / 3) * 4);

/**
 * 待报送: on this PC only, or not wholly on the platform yet. 报送中: parts of it leave now. 已送达: the platform has all of
 * it and has checked its hash. 未送达: trying again by itself cannot help; `outcome` says why and what to do.
 */
export const attachmentStates = ['waiting', 'sending', 'delivered', 'failed'] as const;
export type AttachmentState = (typeof attachmentStates)[number];
export const attachmentStateNames: Record<AttachmentState, string> = {
  waiting: '待报送',
  sending: '报送中',
  delivered: '已送达',
  failed: '未送达',
};

/** How many of the files that a record's operations carry are wholly on the platform. */
export const attachmentCountSchema = z.object({ delivered: z.number().int(), total: z.number().int() });
export type AttachmentCount = z.infer<typeof attachmentCountSchema>;

export const attachmentEntrySchema = z.object({
  /** Id of the use: the same file may be used by several records. */
  id: z.uuid(),
  sha256: sha256Schema,
  name: z.string(),
  caption: z.string(),
  bytes: z.number().int(),
  mediaType: z.string(),
  collection: z.string(),
  recordId: recordIdSchema,
  /** Name of the record, e.g. the enterprise; empty while no operation carries the file. */
  recordTitle: z.string(),
  /** The operation that carries the reference; null while it is a draft. */
  operationId: z.uuid().nullable(),
  state: z.enum(attachmentStates),
  /** Bytes that the platform has confirmed. */
  sentBytes: z.number().int(),
  /** True: its record has to be accepted first. */
  waitsForRecord: z.boolean(),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  /** Of the last attempt that failed. */
  outcome: z
    .object({
      class: z.enum(outcomeClassNames),
      text: z.string(),
      next: z.string(),
      remedy: z.string(),
      detail: z.string(),
    })
    .nullable(),
  addedAt: z.string(),
  settledAt: z.string().nullable(),
  canRetry: z.boolean(),
});
export type AttachmentEntry = z.infer<typeof attachmentEntrySchema>;

const storage = ['diskFull', 'notWritable'] as const;

export const attachmentsContract = {
  /** Begins to take in a file. Room for it is checked before the first byte. */
  begin: procedure
    .input(z.object({ name: text(200), mediaType: text(100), bytes: z.number().int().min(0) }))
    .output(result({ uploadId: z.uuid() }, ['fileEmpty', 'fileTooLarge', ...storage])),
  /** The next chunk. Sent twice it is taken once; `received` says where to go on. */
  append: procedure
    .input(z.object({ uploadId: z.uuid(), offset: z.number().int().min(0), base64: chunkSchema }))
    .output(result({ received: z.number().int() }, ['notFound', 'fileIncomplete', 'notAPhoto', ...storage])),
  /** Keeps the file; the same content is kept once. With `use` it is noted as a file of that record, still a draft. */
  finish: procedure
    .input(
      z.object({
        uploadId: z.uuid(),
        use: z.object({ collection: z.string().max(40), recordId: recordIdSchema, caption: text(200) }).nullable(),
      }),
    )
    .output(
      result({ sha256: sha256Schema, bytes: z.number().int(), mediaType: z.string() }, [
        'notFound',
        'fileIncomplete',
        'notAPhoto',
        ...storage,
      ]),
    ),
  /** Throws away what was taken in so far. */
  abort: procedure.input(z.object({ uploadId: z.uuid() })).output(result({}, ['notFound'])),
  /** A piece of a kept file, for thumbnails and for opening it. Empty at and behind its end. */
  read: procedure
    .input(
      z.object({
        sha256: sha256Schema,
        offset: z.number().int().min(0),
        length: z.number().int().min(1).max(largestChunkBytes),
      }),
    )
    .output(
      result({ base64: chunkSchema, bytes: z.number().int(), mediaType: z.string() }, ['notFound', 'fileDamaged']),
    ),
  /** The files of one record. */
  ofRecord: procedure
    .input(z.object({ collection: z.string().max(40), recordId: recordIdSchema }))
    .output(z.object({ files: z.array(attachmentEntrySchema), count: attachmentCountSchema })),
  /** Files that operations carry and that are still owed to the platform; `all`: those that were delivered as well. */
  list: procedure
    .input(z.object({ all: z.boolean(), ...pageRequest }))
    .output(
      z.object({ rows: z.array(attachmentEntrySchema), nextCursor: z.string().nullable(), owed: z.number().int() }),
    ),
  /** Tries again now, also after 未送达; goes on where the platform stands. */
  retry: procedure.input(z.object({ sha256: sha256Schema })).output(result({}, ['notFound', 'refused'])),
  /** Takes a file off a draft. A use that an operation carries stays: it belongs to what was done. */
  removeUse: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound', 'refused', ...storage])),
};
