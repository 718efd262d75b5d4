/** Reading what changed on the platform: page by page, by the platform's own cursor. */
import type { ChangesResponse } from '#shared/platform-api/interface.ts';
import { collectionTitles } from '#shared/domains/collections.ts';
import { type Exchange, failure } from '../line/classify.ts';
import type { SyncContext } from '../context.ts';
import type { Run } from '../run.ts';
import { restartStreams } from './reconcile.ts';
import type { Stream } from './streams.ts';
import { circleFailure } from './trail.ts';

/** `restarted`: the platform no longer knew the cursor; the stream begins anew in the next pass. */
export type Pulled = Exchange<'read' | 'restarted'>;

/**
 * Reads one stream to its present end. While a page is being applied the next one is already on its way.
 * `betweenPages` lets queued work leave during a long download; what it answers ends the reading if it is a failure.
 * A stream that leads back to where it has been is left after the page that does so, and then left alone for a while.
 */
export async function pullStream(
  context: SyncContext,
  run: Run,
  from: Stream,
  betweenPages: () => Promise<Exchange<null>>,
): Promise<Pulled> {
  let stream = from;
  const title = collectionTitles[stream.collection.collection];
  if (context.trails.isResting(stream)) return circleFailure(title);
  const walk = context.trails.walk(stream);
  const ask = (cursor: string | null): Promise<Exchange<ChangesResponse>> =>
    context.client.changes(
      { collection: stream.collection.collection, view: stream.view, cursor, limit: context.pageSize.limit() },
      run.signal,
    );
  let arriving = ask(stream.cursor);
  for (;;) {
    const page = await arriving;
    // Given up by the watchdog, though never silent for long: the page was too much for this line.
    if (run.signal.aborted) context.pageSize.failed();
    run.check();
    if (!page.ok) {
      if (page.failure.code === 'cursorUnknown' && stream.cursor !== null) {
        restartStreams(context, stream);
        return { ok: true, value: 'restarted' };
      }
      if (page.failure.class === 'timeout' || page.failure.class === 'interrupted') context.pageSize.failed();
      return page;
    }
    context.pageSize.arrived();
    const { more, nextCursor } = page.value;
    const circles = more && context.parts.leadsBack(walk.been, nextCursor);
    if (more && !circles) arriving = ask(nextCursor);
    // What such a page brings is taken in; the stream stays where it is, to be asked for again.
    const told = circles ? { ...page.value, nextCursor: stream.cursor ?? nextCursor } : page.value;
    const applied = context.parts.applyPage(context, stream, told);
    if (!applied.ok) {
      const all = applied.massRemoval >= stream.collection.count(context.workspace.database) ? '全部' : '';
      return failure('massRemoval', `“${title}”将移除${all} ${applied.massRemoval} 条`, { maybeDone: false });
    }
    stream = applied.stream;
    if (circles) {
      const pages = context.trails.rest(stream, walk, nextCursor);
      context.workspace.environment.log.warn('sync.cursorCircle', {
        collection: stream.collection.collection,
        view: stream.view,
        pages,
      });
      return circleFailure(title);
    }
    context.trails.reached(walk, stream.cursor);
    run.progress({ phase: 'pull', title, done: stream.received, total: stream.total });
    if (run.takePushWanted()) {
      const between = await betweenPages();
      if (!between.ok) return between;
    }
    if (more) continue;
    context.trails.ended(stream);
    return { ok: true, value: 'read' };
  }
}
