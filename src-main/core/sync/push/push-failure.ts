import type { ExchangeFailure } from '../line/classify.ts';
import type { StepContext } from '../phases.ts';
import type { Entry } from '../outbox/entries.ts';
import { markFailed } from '../outbox/states.ts';

/**
 * A request with these frozen entries failed as a whole. Unless not one byte can have arrived, their fate is unknown:
 * they are asked for by id before anything is sent again.
 */
export function onFailedBatch(context: StepContext, entries: readonly Entry[], failure: ExchangeFailure): void {
  const { workspace, isolation } = context;
  const state = failure.maybeDone ? 'unknown' : 'queued';
  workspace.database
    .transaction(() => {
      for (const entry of entries) markFailed(workspace.database, entry.id, state, failure);
    })
    .immediate();
  if (isolation.mayBeContent(failure))
    isolation.batchFailed(
      entries.map(({ id }) => id),
      failure,
    );
  workspace.changed('outbox');
}
