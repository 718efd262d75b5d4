/** A failure as screens pass it on. */
import type { FailureReason } from '#shared/contract/failures.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';

/** The failing half of every result of the contract. */
export interface Failure {
  readonly ok?: false;
  readonly reason: FailureReason;
  readonly detail?: string | undefined;
  readonly fields?: readonly FieldReason[] | undefined;
}
