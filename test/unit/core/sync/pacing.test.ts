import { describe, expect, it } from 'vitest';
import { waitAfterFailure, waitBetweenRounds } from '#core/sync/backoff.ts';
import { createIsolation } from '#core/sync/push/isolation.ts';
import { createQuestions } from '#core/sync/push/questions.ts';
import { createRemovalGuard } from '#core/sync/pull/removal-guard.ts';
import { createPageSize } from '#core/sync/pull/page-size.ts';
import { seededChance, testClock } from '../../../integration/core/support.ts';

const failure = (outcome: 'serverFault' | 'unreachable' | 'tooLarge' | 'badRequest', code: string | null = null) => ({
  class: outcome,
  detail: '',
  maybeDone: true,
  code,
  retryAfter: null,
  raw: null,
});

describe('waiting', () => {
  const chance = seededChance(3);
  it('grows with the failures, up to thirty seconds, never twice the same', () => {
    const waits = Array.from({ length: 20 }, (_, n) => waitAfterFailure(failure('unreachable'), n + 1, chance));
    expect(waits[0]).toBeLessThanOrEqual(3000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(Math.min(...waits.slice(8))).toBeGreaterThanOrEqual(15_000);
    expect(new Set(waits).size).toBe(20);
  });
  it('keeps a wait that the platform asked for, with some chance behind it', () => {
    for (let n = 0; n < 50; n += 1) {
      const wait = waitAfterFailure({ class: 'rateLimited', retryAfter: 10_000 }, 1, chance);
      expect(wait).toBeGreaterThanOrEqual(10_000);
      expect(wait).toBeLessThanOrEqual(15_000);
    }
  });
  it('between rounds is the setting, give or take a tenth', () => {
    for (let n = 0; n < 50; n += 1) {
      const wait = waitBetweenRounds(60_000, chance);
      expect(wait).toBeGreaterThanOrEqual(54_000);
      expect(wait).toBeLessThanOrEqual(66_000);
    }
  });
});

describe('a batch that fails', () => {
  it('is halved until one is alone; alone it waits longer and longer', () => {
    const clock = testClock();
    const isolation = createIsolation(clock);
    const ids = Array.from({ length: 100 }, (_, n) => String(n));
    for (const size of [100, 50, 25, 12, 6, 3]) isolation.batchFailed(ids.slice(0, size), failure('serverFault'));
    expect(isolation.limit()).toBe(1);
    isolation.batchFailed(['0'], failure('serverFault'));
    expect(isolation.isSuspect('0')).toBe(true);
    expect(isolation.isDue('0')).toBe(false);
    expect(isolation.nextDue()).toBe(2000);
    clock.advance(2000);
    expect(isolation.isDue('0')).toBe(true);
    isolation.batchFailed(['0'], failure('serverFault'));
    expect(isolation.nextDue()).toBe(4000);
  });

  it('grows again with what gets through', () => {
    const isolation = createIsolation(testClock());
    isolation.batchFailed(['a', 'b'], failure('serverFault'));
    for (let n = 0; n < 10; n += 1) isolation.batchAnswered(1);
    expect(isolation.limit()).toBe(100);
  });

  it('puts one aside after five failures alone, but only if others got through meanwhile', () => {
    const isolation = createIsolation(testClock());
    for (let n = 0; n < 6; n += 1) isolation.batchFailed(['x'], failure('serverFault'));
    expect(isolation.shouldQuarantine('x')).toBe(false);
    isolation.batchAnswered(1);
    expect(isolation.shouldQuarantine('x')).toBe(true);
    isolation.forgive('x');
    expect(isolation.shouldQuarantine('x')).toBe(false);
  });

  it('puts aside at once what the platform itself calls unreadable or too large', () => {
    const isolation = createIsolation(testClock());
    isolation.batchFailed(['x'], failure('tooLarge', 'tooLarge'));
    expect(isolation.shouldQuarantine('x')).toBe(true);
  });

  it('says that nothing gets through after two in a row', () => {
    const isolation = createIsolation(testClock());
    isolation.batchFailed(['x'], failure('serverFault'));
    expect(isolation.nothingGetsThrough()).toBe(false);
    isolation.batchFailed(['y'], failure('serverFault'));
    expect(isolation.nothingGetsThrough()).toBe(true);
    isolation.batchAnswered(1);
    expect(isolation.nothingGetsThrough()).toBe(false);
  });

  it('does not count what no content can cause', () => {
    const isolation = createIsolation(testClock());
    expect(isolation.isSuspicious(failure('serverFault'))).toBe(true);
    expect(isolation.isSuspicious(failure('unreachable'))).toBe(false);
  });

  it('forgets entries that no longer wait', () => {
    const isolation = createIsolation(testClock());
    isolation.batchFailed(['x'], failure('serverFault'));
    isolation.keepOnly(new Set(['y']));
    expect(isolation.nextDue()).toBeNull();
  });
});

describe('the stop before mass removals', () => {
  it.each([
    [5, 6, true],
    [5, 5, false],
    [3, 3, false],
    [1, 1, false],
    [1, 2, true],
    [6, 8, false],
    [20, 40, true],
    [21, 40, false],
    [100, 1000, true],
    [101, 1000, false],
  ])('%i of %i: allowed %s', (removals, stored, allowed) => {
    expect(createRemovalGuard().allows('notices', removals, stored)).toBe(allowed);
  });

  it('takes a collection whose records are all exchanged for new ones for what it is', () => {
    expect(createRemovalGuard().allows('notices', 3, 3, 2)).toBe(true);
  });

  it('counts the pages of one reading together, and each reading anew', () => {
    const guard = createRemovalGuard();
    expect(guard.allows('notices', 80, 1000)).toBe(true);
    expect(guard.allows('notices', 80, 920)).toBe(false);
    expect(guard.waiting()).toEqual({ collection: 'notices', removals: 160 });
    guard.readingOver('notices');
    expect(guard.allows('notices', 80, 920)).toBe(true);
  });

  it('lets them pass once a person said yes, for this collection and this reading', () => {
    const guard = createRemovalGuard();
    expect(guard.allow()).toBe(false);
    guard.allows('notices', 500, 1000);
    expect(guard.allow()).toBe(true);
    expect(guard.allows('enterprises', 500, 1000)).toBe(false);
    expect(guard.allows('notices', 500, 1000)).toBe(true);
    guard.readingOver('notices');
    expect(guard.allows('notices', 500, 1000)).toBe(false);
  });
});

describe('the size of a page', () => {
  it('shrinks where pages do not arrive whole and grows where they do', () => {
    const size = createPageSize();
    expect(size.limit()).toBe(1000);
    for (let n = 0; n < 9; n += 1) size.failed();
    expect(size.limit()).toBe(20);
    for (let n = 0; n < 20; n += 1) size.arrived();
    expect(size.limit()).toBe(4000);
  });
});

describe('questions about single operations', () => {
  it('are believed at once after the history was replaced: what the one before said counts no more', () => {
    const questions = createQuestions(testClock());
    questions.saidConflict('one');
    expect(questions.doubts('one')).toBe(true);
    for (let failed = 0; failed < 6; failed += 1) questions.failed('one');
    expect(questions.isDue('one')).toBe(false);
    questions.historyReplaced();
    expect([questions.isDue('one'), questions.doubts('one')]).toEqual([true, false]);
  });
});
