/** What a rule answers to an operation: the record after it, or why it is refused. */
import type { FieldReason } from '../platform-api/interface.ts';

export interface Refused {
  readonly ok: false;
  readonly reasons: FieldReason[];
}
export type Applied<Data> = { ok: true; record: Data } | Refused;

/** A refusal for one reason; `field` is a path inside the payload, empty for the operation as a whole. */
export const refuse = (code: string, message: string, field = ''): Refused => ({
  ok: false,
  reasons: [{ field, code, message }],
});
