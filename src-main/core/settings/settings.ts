/** Settings of the department on this PC, and what screens remember for each account. */
import { settingsSchema } from '#shared/contract/settings.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import type { Database } from '../database/types.ts';

export const defaultSettings: Settings = {
  lamp: defaultLampThresholds,
  exportsDirectory: null,
  ownReview: 'warned',
  syncIntervalSeconds: 60,
  undoSeconds: 8,
};

/** Settings belong to no account. */
const everybody = '';
const preferencePrefix = 'preference:';
const settingKeys = Object.keys(settingsSchema.shape) as (keyof Settings)[];

/** Settings as stored; what is missing, or was stored by a version that meant something else by it, has its default. */
export function readSettings(database: Pick<Database, 'prepare'>): Settings {
  const stored = Object.fromEntries(
    settingKeys.flatMap((key) => {
      const text = readValue(database, everybody, key);
      const parsed = text === null ? null : settingsSchema.shape[key].safeParse(JSON.parse(text));
      return parsed?.success ? [[key, parsed.data]] : [];
    }),
  );
  return settingsSchema.parse({ ...defaultSettings, ...stored });
}

/** Stores the given settings, each on its own, so that two people changing two things do not undo each other. Inside the caller's transaction. */
export function writeSettings(database: Database, changes: Partial<Settings>): void {
  for (const key of settingKeys)
    if (changes[key] !== undefined) writeValue(database, everybody, key, JSON.stringify(changes[key]));
}

/** Once of the department, now of each person: what stood there is everybody's first. */
const onceOfDepartment = ['fontSize'];

/** What screens remember for the account, by key. */
export function readPreferences(database: Database, account: string): Record<string, string> {
  const rows = database
    .prepare<[string, string], { key: string; value: string }>(
      "SELECT key, value FROM setting WHERE account = ? AND key >= ? AND key < 'preference;'",
    )
    .all(account, preferencePrefix);
  const first = onceOfDepartment.flatMap((key) => {
    const value = readValue(database, everybody, key);
    return value === null ? [] : [[key, value] as const];
  });
  return Object.fromEntries([
    ...first,
    ...rows.map(({ key, value }) => [key.slice(preferencePrefix.length), value] as const),
  ]);
}

export const writePreference = (database: Database, account: string, key: string, value: string): void =>
  writeValue(database, account, preferencePrefix + key, value);

/** What a room of the core remembers of an account, e.g. until when it has seen the news. */
export const readMark = (database: Database, account: string, key: string): string | null =>
  readValue(database, account, key);
export const writeMark = (database: Database, account: string, key: string, value: string): void =>
  writeValue(database, account, key, value);

function readValue(database: Pick<Database, 'prepare'>, account: string, key: string): string | null {
  const row = database
    .prepare<[string, string], { value: string }>('SELECT value FROM setting WHERE account = ? AND key = ?')
    .get(account, key);
  return row?.value ?? null;
}

function writeValue(database: Database, account: string, key: string, value: string): void {
  database
    .prepare(
      `INSERT INTO setting (account, key, value) VALUES (?, ?, ?)
       ON CONFLICT (account, key) DO UPDATE SET value = excluded.value`,
    )
    .run(account, key, value);
}
