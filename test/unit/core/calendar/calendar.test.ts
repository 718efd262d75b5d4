import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '@orpc/server';
import { isWorkingDay } from '#shared/trade/working-days.ts';
import {
  importCalendar,
  parseCalendarFile,
  readCalendar,
  readShippedCalendars,
  seedCalendar,
} from '#core/calendar/calendar.ts';
import type { TestCore } from '../../../integration/core/core-support.ts';
import { lin, signedIn, startCore } from '../../../integration/core/core-support.ts';
import type { TestWorkspace } from '../../../integration/core/support.ts';
import { openTestWorkspace, resourcesDirectory } from '../../../integration/core/support.ts';

const shipped = readShippedCalendars(resourcesDirectory);
const year = (changes: object) => JSON.stringify({ source: '县政府通知', years: { 2026: changes } });
const parsed = (text: string) => {
  const answer = parseCalendarFile(text);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.file;
};

describe('the calendar in the database', () => {
  let workspace: TestWorkspace;
  beforeEach(() => (workspace = openTestWorkspace()));
  afterEach(() => workspace.close());

  it('knows the shipped years, and writes nothing the second time', () => {
    expect(seedCalendar(workspace.database, shipped)).toBe(true);
    expect(seedCalendar(workspace.database, shipped)).toBe(false);
    const calendar = readCalendar(workspace.database);
    expect([calendar.coveredYears[0], calendar.coveredYears.at(-1)]).toEqual([2004, 2026]);
    expect(isWorkingDay(calendar, '2026-10-01')).toBe(false);
  });

  it('keeps an imported year when a newer client brings its own', () => {
    seedCalendar(workspace.database, shipped);
    const { database } = workspace;
    importCalendar(
      database,
      parsed(year({ holidays: { '2026-03-04': '抗洪放假' }, workdays: {} })),
      '2026-02-01T00:00:00.000Z',
    );
    seedCalendar(database, shipped);
    expect(isWorkingDay(readCalendar(database), '2026-03-04')).toBe(false);
    // A complete year takes the place of the old one: what it does not list is ordinary again.
    expect(isWorkingDay(readCalendar(database), '2026-10-01')).toBe(true);
  });

  it('only adds days where the file says that it is not complete', () => {
    seedCalendar(workspace.database, shipped);
    const { database } = workspace;
    const file = parsed(year({ holidays: { '2026-03-04': '县庆' }, workdays: {}, complete: false }));
    importCalendar(database, file, '2026-02-01T00:00:00.000Z');
    expect(isWorkingDay(readCalendar(database), '2026-03-04')).toBe(false);
    expect(isWorkingDay(readCalendar(database), '2026-10-01')).toBe(false);
    expect(readCalendar(database).coveredYears).toContain(2026);
  });

  it.each([
    ['{', 'JSON'],
    ['{"source":"x","years":{}}', '没有年份'],
    [year({ holidays: { '2027-05-01': '劳动节' }, workdays: {} }), '不在 2026 年内'],
    [year({ holidays: {}, workdays: { '2026-03-04': '补班' } }), '不是周末'],
  ])('refuses a bad file with words: %s', (text, words) => {
    const answer = parseCalendarFile(text);
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).toContain(words);
  });
});

describe('importing a calendar as a person does', () => {
  let core: TestCore;
  beforeEach(async () => {
    core = startCore();
    await signedIn(core, lin);
  });
  afterEach(() => core.close());
  const importText = (text: string) => call(core.router.settings.importCalendar, { text }, { context: core.context });

  it('is used at once, and recorded', async () => {
    expect(await importText(year({ holidays: { '2026-03-04': '县庆' }, workdays: {}, complete: false }))).toEqual({
      ok: true,
      years: [2026],
    });
    const { workspace } = core.unlocked();
    expect(isWorkingDay(workspace.calendar(), '2026-03-04')).toBe(false);
    const audited = workspace.database
      .prepare("SELECT detail FROM audit WHERE action = 'calendar.import'")
      .pluck()
      .all();
    expect(audited).toEqual(['导入 2026 年节假日安排（县政府通知）']);
  });

  it('leaves everything as it was when the file is bad', async () => {
    expect(await importText('[]')).toMatchObject({ ok: false, reason: 'badFile' });
    expect(isWorkingDay(core.unlocked().workspace.calendar(), '2026-03-04')).toBe(true);
  });

  it('tells settings as stored, and keeps each person’s preferences apart', async () => {
    const settings = { context: core.context };
    const lamp = {
      notReceivedDays: 5,
      unit: 'workingDay',
      feedbackDueSoonWorkingDays: 1,
      feedbackReminderWorkingDays: 10,
    } as const;
    expect(await call(core.router.settings.update, { lamp }, settings)).toMatchObject({ ok: true, settings: { lamp } });
    expect(core.unlocked().workspace.settings().lamp).toEqual(lamp);
    expect(await call(core.router.settings.update, { exportsDirectory: 'relative' }, settings)).toMatchObject({
      ok: false,
      reason: 'refused',
      fields: [{ field: 'exportsDirectory' }],
    });
    await call(core.router.settings.setPreference, { key: 'columns', value: '[1]' }, settings);
    expect(await call(core.router.settings.getPreferences, undefined, settings)).toEqual({ columns: '[1]' });
    await signedIn(core, { account: 'chen02', password: '青溪-Chen-2026' });
    expect(await call(core.router.settings.getPreferences, undefined, settings)).toEqual({});
    const { facts } = await call(core.router.settings.get, undefined, settings);
    expect(facts).toMatchObject({ clientVersion: '0.1.0', calendar: { firstYear: 2004, lastYear: 2026 } });
    expect(facts.databaseBytes).toBeGreaterThan(4096);
  });
});
