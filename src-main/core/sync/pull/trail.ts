/**
 * Where the client has been in each stream on its way to the stream's present end: a platform, or a cache before it, that
 * leads back to a place left behind (A, B, A, …) would be followed for ever.
 */
import type { ChangesView } from '#shared/platform-api/interface.ts';
import type { Clock } from '#core/environment.ts';
import { type Exchange, failure } from '../line/classify.ts';
import type { Stream } from './streams.ts';

/** `code` of the failure of a stream that goes round in a circle: it says nothing about any other. */
export const circling = 'cursorCircle';

/**
 * A collection that goes round in a circle is left alone for so long for each page of the circle, ms: trying again costs no
 * more requests than a round that fails elsewhere, however long the circle.
 */
const restOfPage = 5000;
const longestRest = 60 * 60_000;

/** Whether a stream has been at `next` already. `been`: its places in the order of the walk. */
export const leadsBack = (been: ReadonlyMap<string, number>, next: string): boolean => been.has(next);

interface Walk {
  readonly been: Map<string, number>;
  /** The place behind the last page that was applied; '': the beginning. */
  at: string;
}

export type Trails = ReturnType<typeof createTrails>;

/** Kept in memory: after a start everything is tried at once. One walk outlasts rounds that are cut on the way. */
export function createTrails(clock: Pick<Clock, 'monotonic'>) {
  const walks = new Map<string, Walk>();
  /** By collection: monotonic ms up to which it is left alone. */
  const resting = new Map<string, number>();
  const keyOf = ({ collection, view }: { collection: Stream['collection']; view: ChangesView }): string =>
    `${collection.collection} ${view}`;

  return {
    /** Goes on with the walk that led to where the stream stands, or begins one there. */
    walk(stream: Stream): Walk {
      const key = keyOf(stream);
      const at = stream.cursor ?? '';
      const known = walks.get(key);
      if (known?.at === at) return known;
      const begun: Walk = { been: new Map([[at, 0]]), at };
      walks.set(key, begun);
      return begun;
    },
    /** A page was applied; the stream stands at the place behind it. */
    reached(walk: Walk, cursor: string | null): void {
      walk.at = cursor ?? '';
      if (!walk.been.has(walk.at)) walk.been.set(walk.at, walk.been.size);
    },
    /** The stream was read to its end, or is left where it is: the next walk begins there. */
    ended(stream: Stream): void {
      walks.delete(keyOf(stream));
    },
    /** Leaves a collection alone whose stream leads from here back to `next`. Returns pages of the circle. */
    rest(stream: Stream, walk: Walk, next: string): number {
      walks.delete(keyOf(stream));
      const pages = walk.been.size - (walk.been.get(next) ?? 0);
      resting.set(stream.collection.collection, clock.monotonic() + Math.min(longestRest, restOfPage * pages));
      return pages;
    },
    isResting: ({ collection }: Stream): boolean => (resting.get(collection.collection) ?? 0) > clock.monotonic(),
    /** A person asked for a round, or something changed that may have cured it: tried at once. */
    forgive(): void {
      resting.clear();
    },
  };
}

/** What is told of a collection that goes round in a circle, also in the rounds that leave it alone. */
export const circleFailure = (title: string): Exchange<never> =>
  failure('badAnswer', `平台给“${title}”的同步位置又绕回读过的地方，这类数据先停收，已收到的都在，其他数据照常同步`, {
    code: circling,
  });
