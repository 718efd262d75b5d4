import { describe, expect, it } from 'vitest';
import { noticesCollection } from '#core/notices/sync.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { createTrails, leadsBack } from '#core/sync/pull/trail.ts';
import type { Stream } from '#core/sync/pull/streams.ts';
import { testClock } from '../../../../integration/core/support.ts';

const streamAt = (cursor: string | null, collection: Stream['collection'] = noticesCollection): Stream => ({
  collection,
  view: 'all',
  cursor,
  received: 0,
  total: null,
  complete: true,
  reconcile: null,
});

/** Walks from `from` along these places as far as none leads back. Returns the place that does. */
function walkAlong(trails: ReturnType<typeof createTrails>, from: string | null, places: readonly string[]) {
  const walk = trails.walk(streamAt(from));
  for (const place of places) {
    if (leadsBack(walk.been, place)) return { walk, place };
    trails.reached(walk, place);
  }
  return { walk, place: null };
}

describe('the way along a stream', () => {
  it.each([
    ['the place itself', null, ['a', 'a'], 'a'],
    ['the place before', 'a', ['b', 'a'], 'a'],
    ['a place far back', 'a', ['b', 'c', 'd', 'e', 'b'], 'b'],
    ['none', null, ['a', 'b', 'c'], null],
  ])('leads back to %s', (_what, from, places, back) => {
    expect(walkAlong(createTrails(testClock()), from, places).place).toBe(back);
  });

  it('is one way through several rounds, as long as each begins where the last was cut', () => {
    const trails = createTrails(testClock());
    walkAlong(trails, 'a', ['b', 'c']);
    expect(walkAlong(trails, 'c', ['d', 'a']).place).toBe('a');
  });

  it('begins anew behind the end of the stream, after a circle, and where the stream was read from its beginning', () => {
    const trails = createTrails(testClock());
    walkAlong(trails, 'a', ['b']);
    trails.ended(streamAt('b'));
    expect(walkAlong(trails, 'b', ['a']).place).toBe(null);
    const { walk, place } = walkAlong(trails, 'a', ['b']);
    trails.rest(streamAt('a'), walk, place ?? '');
    expect(walkAlong(trails, 'a', ['b']).place).toBe(null);
    expect(walkAlong(trails, null, ['a', 'b']).place).toBe(null);
  });
});

describe('a collection that goes round in a circle', () => {
  it('is left alone for five seconds for each page of the circle, however long the way there was, at most an hour', () => {
    const clock = testClock();
    const trails = createTrails(clock);
    const way = Array.from({ length: 1000 }, (_, index) => `${index}`);
    const small = walkAlong(trails, null, [...way, '998']);
    expect(trails.rest(streamAt('999'), small.walk, '998')).toBe(2);
    clock.advance(9_999);
    expect(trails.isResting(streamAt('999'))).toBe(true);
    clock.advance(1);
    expect(trails.isResting(streamAt('999'))).toBe(false);
    const large = walkAlong(trails, null, [...way, '0']);
    expect(trails.rest(streamAt('999'), large.walk, '0')).toBe(1000);
    clock.advance(60 * 60_000 - 1);
    expect(trails.isResting(streamAt('999'))).toBe(true);
    clock.advance(1);
    expect(trails.isResting(streamAt('999'))).toBe(false);
  });

  it('is alone in it, and tried at once when a person asks', () => {
    const trails = createTrails(testClock());
    const { walk } = walkAlong(trails, 'a', ['b', 'a']);
    trails.rest(streamAt('b'), walk, 'a');
    expect(trails.isResting({ ...streamAt(null), view: 'open' })).toBe(true);
    expect(trails.isResting(streamAt('b', inspectorsCollection))).toBe(false);
    trails.forgive();
    expect(trails.isResting(streamAt('b'))).toBe(false);
  });
});
