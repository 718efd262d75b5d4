/** The calls of sync interface v1. The OpenAPI document `docs/sync-interface-v1.json` is generated from this file. */
import { z } from 'zod';
import {
  actorSchema,
  departmentSchema,
  instantSchema,
  operationIdSchema,
  platformStampSchema,
  recordIdSchema,
  revisionSchema,
  sha256Schema,
  text,
} from './common.ts';
import { roles } from '../trade/rights.ts';

/** `GET /v1/ping`: no sign-in needed. */
export const pingResponseSchema = platformStampSchema.extend({
  platformName: text(100),
  interfaceVersion: z.number().int(),
  /** Oldest client version still served, `major.minor.patch`. */
  oldestClient: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** True only of a platform for trying out, with invented data (`demonstration.ts`); absent of every other. */
  demonstration: z.boolean().optional(),
});
export type PingResponse = z.infer<typeof pingResponseSchema>;

/** `POST /v1/session` */
export const sessionRequestSchema = z.object({
  account: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  deviceId: z.uuid(),
  clientVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
});
export const sessionResponseSchema = platformStampSchema.extend({
  /** Sent back as `Authorization: Bearer …`. */
  token: z.string().min(16).max(4096),
  expiresAt: instantSchema,
  /**
   * Roles that this platform gives and asks for. Absent: those of the first edition (clerk, inspector, reviewer,
   * administrator). What a client leaves to a role that is not among them, every account of the department may do.
   */
  knownRoles: z
    .array(z.enum(roles).or(text(30)))
    .max(50)
    .optional(),
  account: z.object({
    account: z.string().min(1).max(64),
    name: text(50),
    department: departmentSchema,
    roles: z.array(z.enum(roles).or(text(30))).max(20),
  }),
});
export type SessionRequest = z.infer<typeof sessionRequestSchema>;
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/**
 * `GET /v1/changes?collection=…&view=…&cursor=…&limit=…`
 *
 * A cursor is opaque; the first call sends none. Pages come in the platform's own order of change: a record
 * changed twice may come once, with its newest revision. Applying a page twice is harmless.
 * `view=open` limits the stream to records that still wait for somebody, so that a first download can begin with them.
 */
export const changesViews = ['all', 'open'] as const;
export type ChangesView = (typeof changesViews)[number];
export const maximumPageLimit = 5000;
export const changesQuerySchema = z.object({
  collection: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  view: z.enum(changesViews).default('all'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(maximumPageLimit).default(1000),
});
/** One changed record. `data` is checked against the collection's own schema, record by record. */
export const changeSchema = z.object({ id: recordIdSchema, revision: revisionSchema, data: z.unknown() });
/** The record is no longer visible to this department (re-assigned, withdrawn, deleted). */
export const removalSchema = z.object({ id: recordIdSchema, revision: revisionSchema });
export const changesResponseSchema = platformStampSchema.extend({
  collection: z.string().max(40),
  /**
   * The question that this page answers, as it was asked; a cursor of null: from the beginning. A proxy that hands out
   * the answer to another question is noticed by it: its cursor would skip changes.
   */
  view: z.enum(changesViews).optional(),
  cursor: z.string().max(200).nullable().optional(),
  /** Left unchecked here so that one bad record does not cost its page: each is parsed with `changeSchema`. */
  upserts: z.array(z.unknown()).max(maximumPageLimit),
  removals: z.array(z.unknown()).max(maximumPageLimit),
  nextCursor: z.string().min(1).max(200),
  more: z.boolean(),
  /** Records of this collection and view visible to the department now; for progress only. */
  total: z.number().int().min(0).optional(),
});
export type Change = z.infer<typeof changeSchema>;
export type Removal = z.infer<typeof removalSchema>;
export type ChangesResponse = z.infer<typeof changesResponseSchema>;

/** `POST /v1/operations` */
export const operationSchema = z.object({
  id: operationIdSchema,
  collection: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  /** `collection.verb`, e.g. `notices.receive`. */
  kind: z.string().regex(/^[a-z][A-Za-z]{0,39}\.[a-z][A-Za-z]{0,39}$/),
  recordId: recordIdSchema,
  /** Revision that the person saw; 0 for a record that the client makes. */
  baseRevision: z.number().int().min(0),
  payload: z.unknown(),
  actor: actorSchema,
  /** When the person did it, corrected by the known difference to the platform's clock. For the record only; order never depends on it. */
  time: instantSchema,
});
export const operationsRequestSchema = z.object({
  deviceId: z.uuid(),
  /** Grows when a device was restored from a backup. */
  deviceEpoch: z.number().int().min(1),
  operations: z.array(operationSchema).min(1).max(200),
});
export const fieldReasonSchema = z.object({
  /** Path inside the payload, `feedback.certificateNumber`; empty for the whole operation. */
  field: z.string().max(200),
  code: z.string().max(60),
  message: text(500),
});
/** What became of an operation; final: the same id always gets the same answer (`duplicate` repeats an acceptance). */
export const outcomeSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('accepted'),
    operationId: operationIdSchema,
    revision: revisionSchema,
    data: z.unknown(),
    acceptedAt: instantSchema,
    receiptNumber: z.string().max(60),
  }),
  z.object({
    outcome: z.literal('duplicate'),
    operationId: operationIdSchema,
    revision: revisionSchema,
    data: z.unknown(),
    acceptedAt: instantSchema,
    receiptNumber: z.string().max(60),
  }),
  z.object({
    outcome: z.literal('conflict'),
    operationId: operationIdSchema,
    /** The platform's version; null where the record is gone or no longer this department's. */
    current: z.object({ revision: revisionSchema, data: z.unknown() }).nullable(),
  }),
  z.object({
    outcome: z.literal('rejected'),
    operationId: operationIdSchema,
    reasons: z.array(fieldReasonSchema).min(1).max(100),
  }),
]);
export const operationsResponseSchema = platformStampSchema.extend({ outcomes: z.array(outcomeSchema).max(200) });
export type Operation = z.infer<typeof operationSchema>;
export type OperationsRequest = z.infer<typeof operationsRequestSchema>;
export type FieldReason = z.infer<typeof fieldReasonSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;
export type OperationsResponse = z.infer<typeof operationsResponseSchema>;

/** `GET /v1/operations/{id}`: what became of an operation whose answer was lost. */
export const operationStatusSchema = platformStampSchema.extend({
  operationId: operationIdSchema,
  /** null: the platform never saw this id, or did not finish it; sending it is safe. */
  outcome: outcomeSchema.nullable(),
});
export type OperationStatus = z.infer<typeof operationStatusSchema>;

/**
 * `HEAD|PUT /v1/attachments/{sha256}`: resumable. HEAD answers 200 with `upload-offset` (bytes safely stored) and
 * `upload-length`, or 404 where nothing is known yet. PUT carries `content-range: bytes a-b/total` and
 * `x-part-sha256`; a part whose hash differs is refused with 422 and stored nowhere; an offset that is not the stored
 * one is answered with 409 and the right `upload-offset`. The last part is accepted only if the whole file has the
 * hash in the path. `GET` of the same path gives the content back: `download.ts`.
 */
export const attachmentStatusSchema = platformStampSchema.extend({
  sha256: sha256Schema,
  offset: z.number().int().min(0),
  length: z.number().int().min(0),
  complete: z.boolean(),
});
export type AttachmentStatus = z.infer<typeof attachmentStatusSchema>;
export const maximumAttachmentBytes = 50 * 1024 * 1024;
