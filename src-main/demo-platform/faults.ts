/**
 * Switchable faults: everything that networks, gateways and platforms do to a client. Each rule says what, where, how
 * often and with what probability; a seeded source decides, so that a run can be repeated.
 */
import { z } from 'zod';
import type { PlatformRequest } from './answers.ts';
import type { Random } from './random.ts';

export const faultKinds = [
  /** The platform never sees the request; the connection breaks. */
  'dropRequest',
  /** The platform does its work, then the connection breaks before the answer. */
  'dropAnswer',
  /** The answer comes `delayMs` later. */
  'delay',
  /** The connection breaks in the middle of the answer's body. */
  'cutBody',
  /** Answers `status` (500) instead; `message` as its words. */
  'status',
  /** 429 with `retryAfterSeconds`. */
  'rateLimit',
  /** 401, the session is over. */
  'signInNeeded',
  /** The session ends after `afterOperations` operations of a batch were committed. */
  'expireMidBatch',
  /** A login portal answers 200 with HTML. */
  'portalHtml',
  /** 302 to a login page. */
  'redirectToLogin',
  /** The right JSON, called text/plain. */
  'wrongContentType',
  /** A proxy delivers the request twice; the second answer reaches the client. */
  'duplicateDelivery',
  /** The request's body arrives with one byte changed. */
  'damageRequest',
  /** The answer's body arrives with one byte changed, whatever hash its headers name. */
  'damageAnswer',
  /** Half of the JSON, with a matching content-length. */
  'halfJson',
  /** The upserts of a page in another order. */
  'reorderPage',
  /** The previous page of that reader once more, with its old cursor. */
  'repeatPage',
  /** Pages that lead in a circle: the place behind a page is one at which the reader has been, and there is always more. */
  'cursorCircle',
  /** Every upsert of a page twice. */
  'doubleRows',
  /** A field that the interface does not know in every record of a page. */
  'unknownField',
  /** `field` missing in the first record of a page. */
  'missingField',
  /** The first record of a page also comes in a copy that belongs to another department. */
  'foreignRecord',
  /** `raw` (JSON text) stands among the upserts of a page. */
  'rawRecord',
  /** A page that removes everything the department sees. */
  'massRemoval',
  /** 426 */
  'clientTooOld',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const faultSchema = z.object({
  kind: z.enum(faultKinds),
  match: z
    .object({
      method: z.string().optional(),
      /** Regular expression over path and query. */
      path: z.string().optional(),
      /** Regular expression over the body as text. */
      body: z.string().optional(),
    })
    .optional(),
  /** How many times; without it, until cleared. */
  count: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  status: z.number().int().min(400).max(599).optional(),
  message: z.string().optional(),
  delayMs: z.number().min(0).optional(),
  retryAfterSeconds: z.number().int().min(0).optional(),
  afterOperations: z.number().int().min(0).optional(),
  field: z.string().optional(),
  raw: z.string().optional(),
  /** For kinds that answer something else: the platform does its work first. */
  afterCommit: z.boolean().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

type Armed = { number: number; fault: Fault; left: number; fired: number };

export function createFaults(random: Random) {
  const armed: Armed[] = [];
  let lastNumber = 0;

  const matches = ({ match }: Fault, request: PlatformRequest): boolean => {
    if (!match) return true;
    if (match.method && match.method.toUpperCase() !== request.method.toUpperCase()) return false;
    if (match.path && !new RegExp(match.path).test(request.path)) return false;
    return !match.body || new RegExp(match.body).test(request.body.toString());
  };

  return {
    /** Arms a fault; returns its number. Throws where the rule itself is malformed. */
    add(fault: Fault): number {
      const checked = faultSchema.parse(fault);
      lastNumber += 1;
      armed.push({ number: lastNumber, fault: checked, left: checked.count ?? Number.POSITIVE_INFINITY, fired: 0 });
      return lastNumber;
    },
    remove(number: number): void {
      const index = armed.findIndex((one) => one.number === number);
      if (index >= 0) armed.splice(index, 1);
    },
    clear(): void {
      armed.length = 0;
    },
    list: (): { number: number; fault: Fault; fired: number }[] =>
      armed.map(({ number, fault, fired }) => ({ number, fault, fired })),
    /** The faults that strike this request, in the order in which they were armed. */
    strike(request: PlatformRequest): Fault[] {
      const struck: Fault[] = [];
      for (const one of armed) {
        if (one.left <= 0 || !matches(one.fault, request)) continue;
        if (one.fault.probability !== undefined && !random.chance(one.fault.probability)) continue;
        one.left -= 1;
        one.fired += 1;
        struck.push(one.fault);
      }
      return struck;
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
