/**
 * 附件: files that travel with records. They are taken in by chunks, kept once by their SHA-256, encrypted on this PC, and
 * delivered after the record that refers to them. A record and its files report separately: 「正文已报，附件 2/3」.
 */
import { z } from 'zod';
import { outcomeClassNames } from '../trade/delivery.ts';
import { recordIdSchema, sha256Schema, text } from '../platform-api/common.ts';
import { pageRequest, procedure, result, storageReasons } from './base.ts';

/** Largest chunk of one `append` and of one `read`, bytes. */
export const largestChunkBytes = 512 * 1024;
/** A chunk in base64, in characters. */
const chunkSchema = z.base64().max(Math.ceil(largestChunkBytes / 3) * 4);

/**
 * 待报送: on this PC only, or not wholly on the platform yet. 报送中: parts of it leave now. 已送达: the platform has all of
 * it and has checked its hash. 未送达: `outcome` says why and what to do; with `nextAttemptAt` it is looked for again by itself.
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

/**
 * Where a file that a record names is. 在本机: here, and opens. 未下载: on the platform only. 等待下载: asked for, or wanted
 * for the person's own work; it comes when the platform can be reached. 下载中: parts of it come now. 未能下载: `words` says
 * why; what helps by itself is tried again.
 */
export const downloadStates = ['here', 'absent', 'waiting', 'fetching', 'failed'] as const;
export type DownloadState = (typeof downloadStates)[number];
export const downloadStateNames: Record<DownloadState, string> = {
  here: '在本机',
  absent: '未下载',
  waiting: '等待下载',
  fetching: '下载中',
  failed: '未能下载',
};

/** A file by the record that names it: whoever sees the record may have the file. */
export const namedFileSchema = z.object({
  sha256: sha256Schema,
  collection: z.string().max(40),
  recordId: recordIdSchema,
});
export type NamedFile = z.infer<typeof namedFileSchema>;

export const referredFileSchema = namedFileSchema.extend({
  name: z.string(),
  caption: z.string(),
  /** 0 where the record does not say and the file is not here (signatures). */
  bytes: z.number().int(),
  mediaType: z.string(),
  state: z.enum(downloadStates),
  /** Bytes that are here; all of them once it is. */
  receivedBytes: z.number().int(),
  /** Why it is not here, in Chinese; empty where there is nothing to say. */
  words: z.string(),
});
export type ReferredFile = z.infer<typeof referredFileSchema>;

export const attachmentsContract = {
  /** Begins to take in a file. Room for it is checked before the first byte. */
  begin: procedure
    .input(z.object({ name: text(200), mediaType: text(100), bytes: z.number().int().min(0) }))
    .output(result({ uploadId: z.uuid() }, ['fileEmpty', 'fileTooLarge', ...storageReasons])),
  /** The next chunk. Sent twice it is taken once; `received` says where to go on. */
  append: procedure
    .input(z.object({ uploadId: z.uuid(), offset: z.number().int().min(0), base64: chunkSchema }))
    .output(result({ received: z.number().int() }, ['notFound', 'fileIncomplete', 'notAPhoto', ...storageReasons])),
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
        ...storageReasons,
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
  /** Files that the present version of a record names, and where they are; empty where the record is not here. */
  referred: procedure
    .input(z.object({ collection: z.string().max(40), recordId: recordIdSchema }))
    .output(z.array(referredFileSchema)),
  /** Files to be had on this PC, small ones and large ones: they come in the background, now or when the platform can be reached. */
  fetch: procedure
    .input(z.object({ files: z.array(namedFileSchema).min(1).max(2000) }))
    .output(result({ queued: z.number().int() }, ['notFound', ...storageReasons])),
  /**
   * Writes a copy that other programs can open into the folder of exported files, and opens it where asked. `opened` false:
   * the system has no program for it, or it is of no kind that may be opened from here.
   */
  saveCopy: procedure
    .input(z.object({ sha256: sha256Schema, name: text(200), open: z.boolean() }))
    .output(result({ path: z.string(), opened: z.boolean() }, ['notFound', 'fileDamaged', ...storageReasons])),
  /** Takes a file off a draft. A use that an operation carries stays: it belongs to what was done. */
  removeUse: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound', 'refused', ...storageReasons])),
};
