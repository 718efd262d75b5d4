/**
 * Checks every message that a page sends on its port before it reaches the core: kind, size, shape, and whether the
 * contract has such a procedure at all. What a procedure's input must look like is checked again by the core itself.
 *
 * The shape is that of oRPC's message-port link, which sends JSON text: `i` the call, `t` its kind (absent for a call,
 * 3 an item of a stream, 4 an abort), `p` the rest (`u` path, `b` body, `h` headers, `m` method where it is not POST).
 */
import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { contract } from '#shared/contract.ts';
import { callLimit } from '../shell/call-limit.ts';

const callIdSchema = z.string().min(1).max(64);
const headersSchema = z
  .record(z.string().max(100), z.union([z.string().max(1000), z.array(z.string().max(1000)).max(20)]))
  .optional();

/** Every procedure as the link writes it, for example `/notices/list`. */
export const procedurePaths: ReadonlySet<string> = new Set(pathsOf(contract, ''));

const messageSchema = z.union([
  z.strictObject({
    i: callIdSchema,
    p: z.strictObject({
      u: z.string().refine((path) => procedurePaths.has(path)),
      b: z.unknown().optional(),
      h: headersSchema,
      m: z.literal('POST').optional(),
    }),
  }),
  z.strictObject({
    i: callIdSchema,
    t: z.literal(3),
    p: z.strictObject({
      e: z.enum(['message', 'error', 'done']),
      d: z.unknown().optional(),
      m: z.unknown().optional(),
    }),
  }),
  z.strictObject({ i: callIdSchema, t: z.literal(4), p: z.unknown().optional() }),
]);

export type MessageVerdict =
  | { readonly ok: true; readonly text: string }
  /** `call`: the refused call, where it can be told, so that it can be answered instead of waiting for ever. */
  | {
      readonly ok: false;
      readonly why: 'notText' | 'tooLarge' | 'notJson' | 'malformed';
      readonly call: string | null;
    };

/** Judges one message from a page. */
export function checkMessage(message: unknown): MessageVerdict {
  if (typeof message !== 'string') return { ok: false, why: 'notText', call: null };
  if (message.length > callLimit) return { ok: false, why: 'tooLarge', call: callAtStartOf(message) };
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return { ok: false, why: 'notJson', call: null };
  }
  if (messageSchema.safeParse(parsed).success) return { ok: true, text: message };
  const call = callIdSchema.safeParse((parsed as { i?: unknown } | null)?.i);
  return { ok: false, why: 'malformed', call: call.success ? call.data : null };
}

/** The link writes the call first; a text that is too large is not read further than that. */
function callAtStartOf(message: string): string | null {
  return /^\{"i":"([^"\\]{1,64})"/.exec(message)?.[1] ?? null;
}

/** The answer to a refused call, as the core would write it. */
export function refusalOf(call: string): string {
  const json = { defined: false, code: 'BAD_REQUEST', status: 400, message: 'malformed message' };
  return JSON.stringify({ i: call, p: { s: 400, b: { json } } });
}

function pathsOf(node: unknown, path: string): string[] {
  if (isContractProcedure(node)) return [path];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => pathsOf(child, `${path}/${encodeURIComponent(name)}`));
}
