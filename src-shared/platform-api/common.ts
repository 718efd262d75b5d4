/**
 * Sync interface v1: what a platform, or a gateway before it, must offer. Shapes shared by every call.
 * Sizes are upper bounds that the client enforces on whatever arrives; a platform may send less.
 */
import { z } from 'zod';

/** Version of the interface spoken here; the first path segment of every call is `/v1`. */
export const interfaceVersion = 1;

/** Ids made by the platform: letters, digits, `_`, `-`, `.`; never a slash, never a null byte. */
export const recordIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);

/** Ids made by a client: a random UUID, the idempotency key of an operation for life. */
export const operationIdSchema = z.uuid();

/** Revision of one record: grows by at least 1 with every change, never repeats, has nothing to do with a clock. */
export const revisionSchema = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Calendar date `YYYY-MM-DD` between 1900 and 2199. */
export const dateSchema = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  // By arithmetic: a first download checks a million dates, and making a Date of each costs ten times as much. Runs even
  // after the pattern failed: what is no number is no day.
  .refine((text) => {
    const year = Number(text.slice(0, 4));
    const month = Number(text.slice(5, 7));
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const days = month === 2 ? (isLeap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
    return Number(text.slice(8)) <= days;
  }, '不是存在的日期');

/** Instant, ISO 8601 in UTC with milliseconds, between 1900 and 2199. */
export const instantSchema = z.iso.datetime({ offset: false }).refine((text) => /^(19|20|21)\d\d-/.test(text));

/** SHA-256 of a file's content, lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Text with an upper bound in UTF-16 units; control characters other than tab and line breaks are refused. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex -- refusing control characters is the purpose
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/);

export const departmentSchema = z.object({
  /** 机关编码: six digits of the region and three of the department. */
  code: z.string().regex(/^[0-9A-Z]{6,18}$/),
  name: text(100),
});
export type Department = z.infer<typeof departmentSchema>;

/** Who did an operation. */
export const actorSchema = z.object({
  account: z.string().min(1).max(64),
  name: text(50),
  departmentCode: departmentSchema.shape.code,
  departmentName: departmentSchema.shape.name,
});
export type Actor = z.infer<typeof actorSchema>;

/**
 * SHA-256 of a body as sent before any compression, lower-case hexadecimal. Where a request carries it and it does not
 * fit, the platform does nothing and answers 422 `requestDamaged`; where an answer carries it and it does not fit, the
 * client counts the answer as not received. Plain HTTP on a county network is not protected by anything else.
 */
export const contentHashHeader = 'x-content-sha256';

/** Body of every answer with a status of 400 and above. */
export const platformErrorCodes = [
  'badRequest',
  'signInNeeded',
  'wrongPassword',
  'accountDisabled',
  'forbidden',
  'notFound',
  'tooLarge',
  'requestDamaged',
  'rateLimited',
  'clientTooOld',
  'cursorUnknown',
  'serverFault',
  'maintenance',
] as const;
export const platformErrorSchema = z.object({
  error: z.object({ code: z.enum(platformErrorCodes).or(text(60)), message: text(500) }),
});
export type PlatformError = z.infer<typeof platformErrorSchema>;

/** Stamped on every successful answer, so that a switched or rebuilt platform is noticed before anything is applied. */
export const platformStampSchema = z.object({
  platformId: z.string().min(1).max(64),
  /** Changes when the platform's history was replaced (restored from a backup, rebuilt): cursors and revisions of another epoch mean nothing. */
  epoch: z.string().min(1).max(64),
  serverTime: instantSchema,
});
export type PlatformStamp = z.infer<typeof platformStampSchema>;
