/** The holiday calendar as this database knows it: years shipped with the client, and files imported over them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarFileSchema } from '#shared/trade/calendar-file.ts';
import { type Calendar, type CalendarFile, type CalendarYear, makeCalendar } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';

interface YearRow {
  year: number;
  days: string;
  source: string;
  imported_at: string;
}

/** In place of an instant: the year came with the client, and a newer client may correct it. An imported one stays. */
const shipped = '';

/** The calendar files in `resources/calendars`. Throws for one that is not right: a packaging fault. */
export function readShippedCalendars(resourcesDirectory: string): CalendarFile[] {
  const folder = join(resourcesDirectory, 'calendars');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => calendarFileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Stores the shipped years, except where an imported one stands. Inside the caller's transaction. Returns whether anything changed. */
export function seedCalendar(database: Database, files: readonly CalendarFile[]): boolean {
  return files.map((file) => storeYears(database, file, shipped)).some((changed) => changed);
}

export type CalendarImport =
  { ok: true; file: CalendarFile } | { ok: false; problems: { field: string; code: string; message: string }[] };

/** Checks a calendar file before anything is stored. */
export function parseCalendarFile(text: string): CalendarImport {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The one thing that JSON.parse throws for.
    return { ok: false, problems: [{ field: '', code: 'json', message: '不是 JSON 文件' }] };
  }
  const parsed = calendarFileSchema.safeParse(content);
  if (parsed.success && Object.keys(parsed.data.years).length > 0) return { ok: true, file: parsed.data };
  if (parsed.success) return { ok: false, problems: [{ field: 'years', code: 'empty', message: '文件里没有年份' }] };
  return {
    ok: false,
    problems: parsed.error.issues.slice(0, 50).map(({ path, code, message }) => ({
      field: path.map(String).join('.').slice(0, 200),
      code,
      message: message.slice(0, 500),
    })),
  };
}

/** Stores an imported file over what is there. Inside the caller's transaction. Returns the years. */
export function importCalendar(database: Database, file: CalendarFile, at: string): number[] {
  storeYears(database, file, at);
  return Object.keys(file.years).map(Number).sort();
}

function storeYears(database: Database, file: CalendarFile, importedAt: string): boolean {
  let changed = false;
  const present = database.prepare<[number], YearRow>('SELECT * FROM calendar_year WHERE year = ?');
  const store = database.prepare(
    `INSERT INTO calendar_year (year, days, source, imported_at) VALUES (@year, @days, @source, @imported_at)
     ON CONFLICT (year) DO UPDATE SET days = excluded.days, source = excluded.source, imported_at = excluded.imported_at`,
  );
  for (const [year, days] of Object.entries(file.years)) {
    const row = present.get(Number(year));
    if (row && importedAt === shipped && row.imported_at !== shipped) continue;
    const merged = row && !days.complete ? addedTo(row, days) : days;
    const text = JSON.stringify(merged);
    // Nothing to write on most starts: a transaction without a change costs no fsync.
    if (row?.days === text && row.source === file.source) continue;
    store.run({ year: Number(year), days: text, source: file.source, imported_at: importedAt });
    changed = true;
  }
  return changed;
}

/** A file that only adds days (a county's own holiday) leaves the year's other days, and whether it is complete, as they are. */
function addedTo(row: YearRow, days: CalendarYear): CalendarYear {
  const base = yearOf(row);
  return {
    holidays: { ...base.holidays, ...days.holidays },
    workdays: { ...base.workdays, ...days.workdays },
    complete: base.complete,
  };
}

const yearOf = (row: YearRow): CalendarYear => {
  const days: unknown = JSON.parse(row.days);
  const file = calendarFileSchema.parse({ source: row.source, years: { [row.year]: days } });
  const year = file.years[row.year];
  if (!year) throw new Error(`calendar year ${row.year} lost in parsing`);
  return year;
};

/** The calendar for counting deadlines. */
export function readCalendar(database: Pick<Database, 'prepare'>): Calendar {
  const rows = database.prepare<[], YearRow>('SELECT * FROM calendar_year ORDER BY imported_at, year').all();
  return makeCalendar(...rows.map((row) => ({ source: row.source, years: { [row.year]: yearOf(row) } })));
}

/** First and last year that are known completely, and where the last one comes from. Zeros where nothing is known. */
export function calendarCoverage(database: Pick<Database, 'prepare'>): {
  firstYear: number;
  lastYear: number;
  source: string;
} {
  const years = [...readCalendar(database).coveredYears];
  const lastYear = years.at(-1) ?? 0;
  const row = database
    .prepare<[number], { source: string }>('SELECT source FROM calendar_year WHERE year = ?')
    .get(lastYear);
  return { firstYear: years[0] ?? 0, lastYear, source: row?.source ?? '' };
}
