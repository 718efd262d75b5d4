/**
 * The platform's time as this PC knows it: what deadlines are counted by and operations are dated with. The PC's own clock
 * (the wall clock) may be wrong and may be set at any moment; nothing here follows it while anything better is known.
 *
 * **While the program runs** time goes on from the platform's last word, or from the start, by what has truly passed:
 * the monotonic clock, and where that stood still in sleep or hibernation (Linux) the PC's uptime, which did not.
 * - The wall clock is set forward or back: nothing changes here, `doubt` says `changed`. Set right again: no doubt.
 * - A sleep that neither clock counts (a virtual machine that was paused) looks like a clock set forward: time lags behind
 *   and is in doubt until the platform is heard. Late by that much is better than a date that anybody can choose.
 * - Each word of the platform is taken as it is. Where it would set time back by up to two minutes (a slow answer, a drift),
 *   time stands still until it has caught up, so that no operation is dated before an earlier one. Where by more, time had
 *   run ahead on a wrong clock: dates given then are known to be false, and the platform's word counts.
 *
 * **Across starts** a mark is kept in the database: time, wall clock and uptime together, and how far the audit went.
 * - The PC was not restarted since (by its clock it was started before the mark): time goes on by the uptime, whatever was
 *   done to the clock meanwhile. A clock that was set forward by more than the uptime of the mark looks like a restart.
 * - It was: by what has passed on the wall clock. An offset to the platform that was known stays.
 * - The wall clock stands before the mark (an empty battery, set back): never before the mark, nor before anything that was
 *   dated here after it, nor before what the journal has. From there time goes on, in doubt: `behind`. Where the clock is
 *   still not before the last known time, it was a fast one that somebody has put right, and it is believed.
 * - The wall clock is half a month and more after the mark: nobody can know whether the PC lay switched off; it is believed,
 *   in doubt: `ahead`. Where it is so only because a slow clock was put right, the clock itself is believed.
 * - `behind`, and somebody puts the clock right: it is believed from then on.
 * - A database that was carried to another PC: the uptimes say nothing about each other.
 * Doubt is kept across starts and ends with the platform's next word.
 */
import { z } from 'zod';
import { type ClockDoubt, clockDoubts } from '#shared/contract/connection.ts';
import { statement } from './database/statements.ts';
import { readMeta, writeMeta } from './database/meta.ts';
import type { Database } from './database/types.ts';
import type { Clock } from './environment.ts';

/** Beyond this the PC's clock counts as wrong; ms. */
const clockTolerance = 2 * 60_000;
/** A PC that lay switched off for longer (the longest holidays have nine days) is not believed without a word; ms. */
const longAbsence = 15 * 86_400_000;
/** Uptime is told in whole seconds by some systems; ms. */
const uptimeStep = 1000;

const markSchema = z.object({
  /** The platform's time, ms since 1970. */
  at: z.number(),
  /** The wall clock, ms since 1970. */
  wall: z.number(),
  /** `Clock.sinceBoot`, ms. */
  sinceBoot: z.number().nullable(),
  deviceId: z.string().nullable(),
  /** What was dated up to here is known to the mark. */
  auditSequence: z.number(),
  doubt: z.enum(clockDoubts),
});
type Mark = z.infer<typeof markSchema>;

export interface PlatformTime {
  /** ms since 1970. Never goes back by little; by much only at the platform's word. */
  now(): number;
  /** The platform said that it is `at`, ms since 1970. */
  heard(at: number): void;
  /** `now` minus the wall clock, ms; null where the platform was never heard. */
  offset(): number | null;
  doubt(): ClockDoubt;
  /** The PC's clock is more than two minutes off, or the time is in doubt. */
  isClockWrong(): boolean;
  /** Writes the mark. Throws what the database says where it cannot be written. */
  note(): void;
  /** To be called every so often: a clock that was put right is believed. */
  look(): void;
}

export interface PlatformTimeOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Something is dated so that the database does not know; ms since 1970. */
  readonly notBefore?: number;
}

export function createPlatformTime({ database, clock, notBefore = 0 }: PlatformTimeOptions): PlatformTime {
  const passed = passedSinceNow(clock);
  const mark = readMark(database, clock);
  const begun = mark ? timeAtStart(mark, clock, readMeta(database, 'deviceId')) : null;
  let known = mark !== null;
  let doubtAtStart: ClockDoubt = begun?.doubt ?? 'none';
  const beginning = Math.max(begun?.at ?? clock.now(), notBefore, lastDated(database, mark));
  let anchor = { at: beginning, passed: passed(), wall: clock.now() };
  let latest = anchor.at;

  const now = (): number => {
    const estimate = anchor.at + passed() - anchor.passed;
    if (estimate >= latest || latest - estimate > clockTolerance) latest = estimate;
    return latest;
  };
  const startFrom = (at: number): void => {
    anchor = { at, passed: passed(), wall: clock.now() };
    doubtAtStart = 'none';
  };
  const doubt = (): ClockDoubt => {
    if (doubtAtStart !== 'none') return doubtAtStart;
    const jumped = clock.now() - anchor.wall - (passed() - anchor.passed);
    return Math.abs(jumped) > clockTolerance ? 'changed' : 'none';
  };

  const offset = (): number | null => (known ? now() - clock.now() : null);

  return {
    now,
    heard(at) {
      known = true;
      startFrom(at);
    },
    offset,
    doubt,
    isClockWrong: () => doubt() !== 'none' || Math.abs(offset() ?? 0) > clockTolerance,
    note() {
      const kept: Mark = {
        at: now(),
        wall: clock.now(),
        sinceBoot: clock.sinceBoot?.() ?? null,
        deviceId: readMeta(database, 'deviceId'),
        auditSequence:
          statement<[], { last: number | null }>(database, 'SELECT max(sequence) AS last FROM audit').get()?.last ?? 0,
        doubt: doubt(),
      };
      // Before the platform was ever heard there is nothing that could be remembered of its time.
      if (known) writeMeta(database, 'timeMark', JSON.stringify(kept));
    },
    look() {
      if (doubtAtStart === 'behind' && clock.now() >= now()) startFrom(clock.now());
    },
  };
}

/** What has truly passed since this call, ms. */
function passedSinceNow(clock: Clock): () => number {
  const awake = clock.monotonic();
  const boot = clock.sinceBoot?.() ?? 0;
  return () => Math.max(clock.monotonic() - awake, (clock.sinceBoot?.() ?? 0) - boot - uptimeStep);
}

/** The best that can be known before the platform is heard. */
function timeAtStart(mark: Mark, clock: Clock, deviceId: string | null): { at: number; doubt: ClockDoubt } {
  const wall = clock.now();
  const byWall = wall - mark.wall;
  const byUptime = uptimeSince(mark, clock, deviceId);
  /** Taken by itself, whatever it was off before. */
  const wallIsPossible = wall >= mark.at - clockTolerance;
  const from = (at: number, doubt: ClockDoubt) => ({
    at: Math.max(at, mark.at),
    doubt: at - mark.at > longAbsence ? ('ahead' as const) : doubt,
  });
  const putRight = () => from(wall, mark.doubt === 'ahead' ? 'ahead' : 'none');

  if (mark.doubt === 'behind' && wallIsPossible) return putRight();
  if (byUptime !== null) {
    const changed = Math.abs(byWall - byUptime) > clockTolerance;
    return { at: mark.at + byUptime, doubt: mark.doubt === 'none' && changed ? 'changed' : mark.doubt };
  }
  if (byWall < -clockTolerance) return wallIsPossible ? putRight() : { at: mark.at, doubt: 'behind' };
  if (byWall > longAbsence && wallIsPossible && wall < mark.at + byWall) return putRight();
  return from(mark.at + byWall, mark.doubt);
}

/** By the PC's uptime, ms; null where the PC was restarted since, or is another. */
function uptimeSince(mark: Mark, clock: Clock, deviceId: string | null): number | null {
  const sinceBoot = clock.sinceBoot?.();
  if (sinceBoot === undefined || mark.sinceBoot === null || mark.deviceId !== deviceId) return null;
  const startedAt = clock.now() - sinceBoot;
  return sinceBoot >= mark.sinceBoot && startedAt <= mark.wall ? sinceBoot - mark.sinceBoot : null;
}

/** The latest operation that was dated here after the mark, ms since 1970; 0: nothing. */
function lastDated(database: Database, mark: Mark | null): number {
  if (!mark) return 0;
  const { last } = statement<[number], { last: string | null }>(
    database,
    'SELECT max(at) AS last FROM audit WHERE sequence > ? AND operation_id IS NOT NULL',
  ).get(mark.auditSequence) ?? { last: null };
  return last === null ? 0 : Date.parse(last);
}

function readMark(database: Database, clock: Clock): Mark | null {
  const kept = readMeta(database, 'timeMark');
  if (kept !== null) return markSchema.parse(JSON.parse(kept));
  // Of a client that kept only the offset.
  const offset = readMeta(database, 'clockOffset');
  if (offset === null) return null;
  const contact = readMeta(database, 'lastContactAt');
  const at = contact === null ? clock.now() + Number(offset) : Date.parse(contact);
  const wall = at - Number(offset);
  return { at, wall, sinceBoot: null, deviceId: null, auditSequence: Number.MAX_SAFE_INTEGER, doubt: 'none' };
}
