import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit } from '#core/audit/audit.ts';
import { writeMeta } from '#core/database/meta.ts';
import type { Clock } from '#core/environment.ts';
import { createPlatformTime, type PlatformTime } from '#core/platform-time.ts';
import { openTestWorkspace, type TestWorkspace } from '../../integration/core/support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.parse('2026-03-02T01:00:00.000Z');

let workspace: TestWorkspace;
let pc: ReturnType<typeof startPc>;
beforeEach(() => {
  workspace = openTestWorkspace();
  pc = startPc();
});
afterEach(() => workspace.close());

/** A PC whose clocks do what the test says, beside the true time. */
function startPc() {
  let truth = start;
  let skew = 0;
  let awake = 0;
  let uptime = 3 * hour;
  let deviceId = 'this PC';
  const clock: Clock = {
    now: () => truth + skew,
    monotonic: () => awake,
    sinceBoot: () => uptime,
    after: () => () => undefined,
  };
  return {
    clock,
    truth: () => truth,
    pass(milliseconds: number) {
      truth += milliseconds;
      awake += milliseconds;
      uptime += milliseconds;
    },
    /** The lid is closed: as Linux has it, the monotonic clock stands still. */
    sleep(milliseconds: number) {
      truth += milliseconds;
      uptime += milliseconds;
    },
    /** A virtual machine: none of its clocks notices, but the wall clock is put right afterwards. */
    pause(milliseconds: number) {
      truth += milliseconds;
    },
    /** How far the wall clock is off the truth. */
    setClock(offBy: number) {
      skew = offBy;
    },
    switchOff(milliseconds: number) {
      truth += milliseconds;
      uptime = minute;
    },
    carryTo(other: string, itsUptime: number) {
      deviceId = other;
      uptime = itsUptime;
    },
    /** The program starts, with its own monotonic clock. */
    open(notBefore?: number): PlatformTime {
      awake = 0;
      writeMeta(workspace.database, 'deviceId', deviceId);
      return createPlatformTime({ database: workspace.database, clock, notBefore });
    },
  };
}

/** Heard at the true time, and kept as the engine does it. */
function heard(time: PlatformTime, at = pc.truth()): void {
  time.heard(at);
  time.note();
}
/** An operation is dated in the database. */
function dated(time: PlatformTime): number {
  const at = time.now();
  const { database, actor } = workspace;
  const correctedNow = () => new Date(at).toISOString();
  database.transaction(() =>
    appendAudit({ database, actor, correctedNow }, { action: 'test', operationId: 'one', detail: '测试' }),
  )();
  return at;
}
/** How far the time is off the truth, ms. */
const off = (time: PlatformTime): number => time.now() - pc.truth();

const jumps = [
  ['a day ahead', day],
  ['a day behind', -day],
  ['ten years ahead', 3650 * day],
  ['to 1970', -start],
] as const;

describe('the platform’s time while the program runs', () => {
  it.each(jumps)('does not follow a clock that is set %s without a network, and says so', (_what, by) => {
    const time = pc.open();
    heard(time);
    pc.pass(10 * minute);
    pc.setClock(by);
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('changed');
    expect(time.offset()).toBe(-by);
    pc.pass(10 * minute);
    expect(off(time)).toBe(0);
    pc.setClock(0);
    expect(time.doubt()).toBe('none');
    expect(off(time)).toBe(0);
  });

  it('knows for sure again when the platform is heard, however wrong the clock is', () => {
    const time = pc.open();
    heard(time);
    pc.setClock(day);
    expect(time.doubt()).toBe('changed');
    heard(time);
    expect(time.doubt()).toBe('none');
    expect(time.offset()).toBe(-day);
    expect(off(time)).toBe(0);
  });

  it('goes on through a night with the lid closed, during which the monotonic clock stood still', () => {
    const time = pc.open();
    heard(time);
    pc.sleep(9 * hour);
    pc.pass(minute);
    expect(Math.abs(off(time))).toBeLessThanOrEqual(1000);
    expect(time.doubt()).toBe('none');
  });

  it('lags, in doubt, behind a pause that no clock of the PC has counted, until the platform is heard', () => {
    const time = pc.open();
    heard(time);
    pc.pause(8 * hour);
    expect(off(time)).toBe(-8 * hour);
    expect(time.doubt()).toBe('changed');
    heard(time);
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
  });

  it('stands still where the platform’s word would set it back by little, and never goes back', () => {
    const time = pc.open();
    heard(time, pc.truth() + 90_000);
    const first = time.now();
    heard(time);
    expect(time.now()).toBe(first);
    pc.pass(89_000);
    expect(time.now()).toBe(first);
    pc.pass(2000);
    expect(off(time)).toBe(0);
    expect(time.now()).toBeGreaterThan(first);
  });

  it('takes the platform’s word where time had run ahead by much', () => {
    const time = pc.open();
    heard(time, pc.truth() + day);
    heard(time);
    expect(off(time)).toBe(0);
  });

  it('is the PC’s own before the platform was ever heard, and nothing of it is kept', () => {
    const time = pc.open();
    pc.setClock(0);
    expect(off(time)).toBe(0);
    expect(time.offset()).toBeNull();
    time.note();
    pc.switchOff(day);
    expect(pc.open().doubt()).toBe('none');
  });
});

describe('the platform’s time after a start without a network', () => {
  it.each([
    ['an hour ahead', hour],
    ['a day behind', -day],
    ['to 1970', -start],
  ])('goes on by the uptime where only the program was closed and the clock was set %s meanwhile', (_what, by) => {
    heard(pc.open());
    pc.pass(30 * minute);
    pc.setClock(by);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('changed');
    time.note();
    pc.pass(minute);
    expect(pc.open().doubt()).toBe('changed');
  });

  it('keeps what it knew of a clock that was set while the program ran', () => {
    const before = pc.open();
    heard(before);
    pc.setClock(day);
    before.note();
    pc.switchOff(12 * hour);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('changed');
  });

  it.each([
    ['right', 0],
    ['seven minutes slow', -7 * minute],
    ['seven minutes fast', 7 * minute],
  ])('goes on by the clock, %s as before, after a weekend switched off, without a doubt', (_what, offBy) => {
    pc.setClock(offBy);
    heard(pc.open());
    pc.switchOff(3 * day);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
  });

  it('is never before what was known, or dated, where the clock was set back: in doubt, from there on', () => {
    const before = pc.open();
    heard(before);
    pc.pass(5 * minute);
    const last = dated(before);
    pc.switchOff(12 * hour);
    pc.setClock(-6 * 365 * day);
    const time = pc.open();
    expect(time.now()).toBe(last);
    expect(time.doubt()).toBe('behind');
    pc.pass(10 * minute);
    expect(time.now()).toBe(last + 10 * minute);
    // Also at the next start, and the one after a power cut.
    time.note();
    pc.pass(minute);
    const again = pc.open();
    expect(again.now()).toBe(last + 11 * minute);
    expect(again.doubt()).toBe('behind');
    const later = dated(again);
    pc.switchOff(minute);
    expect(pc.open().now()).toBeGreaterThanOrEqual(later);
  });

  it('is never before what only the journal has', () => {
    heard(pc.open());
    const inJournal = pc.truth() + 20 * minute;
    pc.switchOff(hour);
    pc.setClock(-day);
    expect(pc.open(inJournal).now()).toBe(inJournal);
  });

  it('believes a clock that somebody puts right after it stood behind', () => {
    heard(pc.open());
    pc.switchOff(12 * hour);
    pc.setClock(-365 * day);
    const time = pc.open();
    time.look();
    expect(time.doubt()).toBe('behind');
    pc.setClock(0);
    time.look();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
  });

  it.each([
    ['running', 0],
    ['switched off', hour],
  ])(
    'believes a clock that stood behind and was put right while the program was closed, the PC %s',
    (_what, offFor) => {
      heard(pc.open());
      pc.switchOff(12 * hour);
      pc.setClock(-365 * day);
      pc.open().note();
      if (offFor > 0) pc.switchOff(offFor);
      pc.setClock(0);
      const time = pc.open();
      expect(off(time)).toBe(0);
      expect(time.doubt()).toBe('none');
    },
  );

  it('believes a clock half a month and more later, in doubt until the platform is heard', () => {
    heard(pc.open());
    pc.switchOff(16 * day);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('ahead');
    time.note();
    pc.switchOff(day);
    const next = pc.open();
    expect(next.doubt()).toBe('ahead');
    heard(next);
    expect(next.doubt()).toBe('none');
    pc.switchOff(day);
    expect(pc.open().doubt()).toBe('none');
  });

  it('says nothing after the longest holidays', () => {
    heard(pc.open());
    pc.switchOff(10 * day);
    expect(pc.open().doubt()).toBe('none');
  });

  it('comes back from a false future at the platform’s word, and dates nothing there afterwards', () => {
    heard(pc.open());
    pc.switchOff(hour);
    pc.setClock(365 * day);
    const ahead = pc.open();
    dated(ahead);
    heard(ahead);
    expect(off(ahead)).toBe(0);
    pc.switchOff(hour);
    expect(off(pc.open())).toBe(0);
  });

  it.each([
    ['a fast one', 3 * day],
    ['one that was years behind', -6 * 365 * day],
  ])('believes a clock, %s at the last word, that was put right while the PC was off', (_what, offBy) => {
    pc.setClock(offBy);
    heard(pc.open());
    pc.switchOff(12 * hour);
    pc.setClock(0);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
  });

  it('does not take the uptime of another PC, to which the data were carried, for its own', () => {
    heard(pc.open());
    pc.switchOff(3 * day);
    pc.carryTo('another PC', 20 * day);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
  });

  it('knows the offset that an earlier client has kept', () => {
    writeMeta(workspace.database, 'clockOffset', String(7 * minute));
    writeMeta(workspace.database, 'lastContactAt', new Date(pc.truth()).toISOString());
    pc.setClock(-7 * minute);
    pc.pass(day);
    const time = pc.open();
    expect(off(time)).toBe(0);
    expect(time.doubt()).toBe('none');
    pc.setClock(-2 * day);
    expect(pc.open().doubt()).toBe('behind');
  });
});
