/** Pairing the kind of an operation with its checked payload. */
import type { z } from 'zod';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { RecordOperation } from '../collection.ts';

/** Reasons of a payload that does not have the shape of its kind; paths as `result.inspectedOn`. */
function shapeReasons(error: z.ZodError): FieldReason[] {
  return error.issues.slice(0, 100).map((issue) => ({
    field: issue.path.map(String).join('.').slice(0, 200),
    code: 'shape',
    message: `内容不符合接口要求：${issue.message}`.slice(0, 500),
  }));
}

/** The payload as its kind's schema reads it, or what is wrong with it. */
export function parsePayload<Schemas extends Readonly<Record<string, z.ZodType>>>(
  schemas: Schemas,
  { kind, payload }: RecordOperation,
):
  | { ok: true; operation: { [Kind in keyof Schemas]: { kind: Kind; payload: z.infer<Schemas[Kind]> } }[keyof Schemas] }
  | { ok: false; reasons: FieldReason[] } {
  const schema = Object.hasOwn(schemas, kind) ? schemas[kind] : undefined;
  if (!schema) return { ok: false, reasons: [{ field: '', code: 'unknownKind', message: `平台不认识操作“${kind}”` }] };
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return { ok: false, reasons: shapeReasons(parsed.error) };
  // The schema was looked up by this very kind, which the compiler cannot follow through the lookup.
  return { ok: true, operation: { kind, payload: parsed.data } as never };
}
