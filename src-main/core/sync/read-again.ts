/**
 * Records that were set aside are read once more now and then: damaged on the way, sent by a platform that has been
 * mended since, or readable only by the client that was installed meanwhile. The stream's own cursor stays where it is.
 */
import type { Exchange } from './classify.ts';
import type { Run, SyncContext } from './context.ts';
import { statement } from './statements.ts';
import { readStream } from './streams.ts';

/** Between two readings, ms: the shorter one at first, doubled as long as nothing comes of it. */
const shortestInterval = 5 * 60_000;
const longestInterval = 60 * 60_000;
/** Pages asked for in one reading at most. */
const mostPages = 10;
const pageLimit = 200;

/** When to read again, and how long to wait after that. */
export interface ReadAgainPace {
  at: number;
  wait: number;
}
export const readAgainPace = (): ReadAgainPace => ({ at: 0, wait: shortestInterval });

/** Reads again where it is time. */
export async function readAgainWhenDue(context: SyncContext, run: Run): Promise<Exchange<null>> {
  const { database, environment } = context.workspace;
  const pace = context.readAgainPace;
  if (environment.clock.monotonic() < pace.at) return { ok: true, value: null };
  const aside = () => statement<[], { n: number }>(database, 'SELECT count(*) AS n FROM set_aside').get()?.n ?? 0;
  const before = aside();
  const read = await readAgain(context, run);
  if (!read.ok) return read;
  pace.wait = aside() < before || before === 0 ? shortestInterval : Math.min(longestInterval, pace.wait * 2);
  pace.at = environment.clock.monotonic() + pace.wait;
  return read;
}

/** Asks for the pages of what stands aside. What is readable now lands, what is not stays aside. */
async function readAgain(context: SyncContext, run: Run): Promise<Exchange<null>> {
  const { database } = context.workspace;
  for (const collection of context.collections.values()) {
    const places = statement<[string, number], { cursor: string }>(
      database,
      `SELECT cursor FROM set_aside WHERE collection = ? AND record_id IS NOT NULL AND cursor IS NOT NULL
       GROUP BY cursor ORDER BY max(id) DESC LIMIT ?`,
    ).all(collection.collection, mostPages);
    for (const { cursor } of places) {
      const page = await context.client.changes(
        { collection: collection.collection, view: 'all', cursor: cursor === '' ? null : cursor, limit: pageLimit },
        run.signal,
      );
      run.check();
      run.progress();
      // A place that the platform no longer knows is no reason to begin anew; the record stays aside.
      if (!page.ok && page.failure.code === 'cursorUnknown') continue;
      if (!page.ok) return page;
      const stream = readStream(database, collection, 'all');
      if (stream.reconcile !== null || !stream.complete) continue;
      // Nothing but the records: the stream itself stays where it is.
      context.parts.applyPage(
        context,
        { ...stream, cursor: cursor === '' ? null : cursor, received: stream.received - page.value.upserts.length },
        {
          ...page.value,
          removals: [],
          nextCursor: stream.cursor ?? page.value.nextCursor,
          more: true,
          total: undefined,
        },
      );
    }
  }
  return { ok: true, value: null };
}
