/**
 * Records that were set aside are read once more now and then: damaged on the way, sent by a platform that has been
 * mended since, or readable only by the client that was installed meanwhile. The stream's own cursor stays where it is.
 */
import type { Exchange } from '../line/classify.ts';
import type { SyncedCollection } from '../collection.ts';
import type { SyncContext } from '../context.ts';
import type { Run } from '../run.ts';
import { largestPage } from './page-size.ts';
import { longestInterval, shortestInterval } from './read-again-pace.ts';
import { statement } from '#core/database/statements.ts';
import { readStream } from './streams.ts';

/** Places in a stream that one reading begins at, and pages asked for in it at most, of each collection. */
const mostPlaces = 10;
const mostPages = 40;
const pageLimit = 200;

/** Lets queued work leave; a failure ends the reading. */
type BetweenPages = () => Promise<Exchange<null>>;

/** Reads again where it is time. */
export async function readAgainWhenDue(
  context: SyncContext,
  run: Run,
  betweenPages: BetweenPages,
): Promise<Exchange<null>> {
  const { database, environment } = context.workspace;
  const pace = context.readAgainPace;
  if (environment.clock.monotonic() < pace.at) return { ok: true, value: null };
  const aside = () => statement<[], { n: number }>(database, 'SELECT count(*) AS n FROM set_aside').get()?.n ?? 0;
  const before = aside();
  const read = await readAgain(context, run, betweenPages);
  const isWorthIt = read.ok && (aside() < before || before === 0);
  // Also where it failed: a page that the platform cannot give must not end every round.
  pace.wait = isWorthIt ? shortestInterval : Math.min(longestInterval, pace.wait * 2);
  pace.at = environment.clock.monotonic() + pace.wait;
  return read;
}

/** Asks for the pages of what stands aside. What is readable now lands, what is not stays aside. */
async function readAgain(context: SyncContext, run: Run, betweenPages: BetweenPages): Promise<Exchange<null>> {
  const { database } = context.workspace;
  for (const collection of context.collections.values()) {
    const places = statement<[string, number], { cursor: string }>(
      database,
      `SELECT cursor FROM set_aside WHERE collection = ? AND record_id IS NOT NULL AND cursor IS NOT NULL
       GROUP BY cursor ORDER BY max(id) DESC LIMIT ?`,
    ).all(collection.collection, mostPlaces);
    let pages = 0;
    for (const { cursor: place } of places) {
      const read = await readPlace(context, run, { collection, place, mostPages: mostPages - pages, betweenPages });
      if (!read.ok) return read;
      pages += read.value;
    }
  }
  return { ok: true, value: null };
}

/**
 * Reads the page that was asked for with this cursor, in smaller ones, as far as something of it stands aside. What is set
 * aside once more is so with the cursor of the smaller page. Returns how many pages it took.
 */
async function readPlace(
  context: SyncContext,
  run: Run,
  from: { collection: SyncedCollection; place: string; mostPages: number; betweenPages: BetweenPages },
): Promise<Exchange<number>> {
  const { collection, place } = from;
  const { database } = context.workspace;
  const isAside = statement<[string, string], { one: number }>(
    database,
    'SELECT 1 AS one FROM set_aside WHERE collection = ? AND cursor = ? AND record_id IS NOT NULL LIMIT 1',
  );
  let cursor = place;
  const been = new Map([[place, 0]]);
  for (let pages = 0; ; pages += 1) {
    const over = pages >= from.mostPages || pages * pageLimit >= largestPage;
    if (over || !isAside.get(collection.collection, place)) return { ok: true, value: pages };
    const page = await context.client.changes(
      { collection: collection.collection, view: 'all', cursor: cursor === '' ? null : cursor, limit: pageLimit },
      run.signal,
    );
    run.check();
    run.progress();
    // A place that the platform no longer knows is no reason to begin anew; the record stays aside.
    if (!page.ok && page.failure.code === 'cursorUnknown') return { ok: true, value: pages + 1 };
    if (!page.ok) return page;
    const stream = readStream(database, collection, 'all');
    if (stream.reconcile !== null || !stream.complete) return { ok: true, value: pages + 1 };
    const { upserts, nextCursor, more } = page.value;
    // Nothing but the records: the stream itself stays where it is.
    context.parts.applyPage(
      context,
      { ...stream, cursor: cursor === '' ? null : cursor, received: stream.received - upserts.length },
      { ...page.value, removals: [], nextCursor: stream.cursor ?? nextCursor, more: true, total: undefined },
    );
    if (run.takePushWanted()) {
      const between = await from.betweenPages();
      if (!between.ok) return between;
    }
    if (!more || context.parts.leadsBack(been, nextCursor)) return { ok: true, value: pages + 1 };
    been.set(nextCursor, been.size);
    cursor = nextCursor;
  }
}
