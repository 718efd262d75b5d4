/**
 * Somebody types a result or a feedback and the process dies, at random moments again and again: at most a second of typing
 * is gone, and nothing stands there that was not typed. Each life goes on from what the last one left. 120 deaths here, since
 * each takes a process of its own; `TYPING_KILLS=500 npx vitest run --project node test/integration/core/drafts/killed-typing.test.ts`
 * for more.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { draftsOf } from '#core/drafts/store.ts';
import { migrationsDirectory, projectRoot, seededChance, temporaryDirectory } from '../support.ts';
import { account, type TypedForm, typedForms, type TypedFormName, typedText } from './processes/typed-text.ts';

const kills = Number(process.env['TYPING_KILLS'] ?? 120);
/** Persons who type beside each other, each on a PC of their own; they mostly wait. */
const persons: readonly TypedFormName[] = ['result', 'feedback', 'result', 'feedback', 'result', 'feedback'];
/** A life ends at a random moment of so many ms of typing: before its first save, between saves, in the middle of one. */
const longestLife = 1000;
/** After the character that was typed then, at a random moment up to the next, ms. */
const longestPause = 60;
const mostLost = 1000;

const directory = temporaryDirectory('killed-typing');
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

interface Death {
  /** Characters typed before it, and those of them that the draft has. */
  readonly typed: number;
  readonly kept: number;
  /** From the first character that is lost to the last one that was typed, ms of typing; 0: none is lost. */
  readonly lost: number;
}

/** One life on a PC. `before`: characters that the draft held at its beginning. */
async function live(
  form: TypedFormName,
  file: string,
  key: Uint8Array,
  before: number,
  dies: { after: number; later: number },
): Promise<Death> {
  const script = join(projectRoot, 'test/integration/core/drafts/processes/typist.ts');
  const child = spawn(process.execPath, [script, file, Buffer.from(key).toString('hex'), migrationsDirectory, form], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(directory, 'compiled') },
  });
  children.add(child);
  let said = '';
  let dying = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const at = Number(/typed \d+ (\S+)\n$/.exec(said)?.[1] ?? 0);
    if (dying || at < dies.after) return;
    dying = true;
    setTimeout(() => child.kill('SIGKILL'), dies.later);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  children.delete(child);
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });

  const [began, ...lines] = said.split('\n').slice(0, -1);
  expect(began).toBe(`began ${before}`);
  const keys = lines.map((line) => line.split(' ').slice(1).map(Number) as [count: number, at: number]);
  const typed = keys.at(-1)?.[0] ?? before;

  const database = openDatabase({ file, key, migrationsDirectory });
  // Nothing is there twice, and no work that nobody submitted.
  const rows = database.prepare('SELECT count(*) AS drafts, (SELECT count(*) FROM outbox) AS work FROM draft');
  const { drafts, work } = rows.get() as { drafts: number; work: number };
  expect(drafts).toBeLessThanOrEqual(1);
  expect(work).toBe(0);
  const text = textKept(typedForms[form] as TypedForm<unknown>, database);
  database.close();
  const kept = text.length;
  // What was told before the death is all that may stand there, one character aside that died with the telling.
  expect(text).toBe(typedText(kept));
  expect(kept).toBeGreaterThanOrEqual(before);
  expect(kept).toBeLessThanOrEqual(typed + 1);
  const firstLost = keys.find(([count]) => count > kept);
  return { typed, kept, lost: firstLost ? keys.at(-1)![1] - firstLost[1] : 0 };
}

/** What the form would show after the death. */
function textKept<Values>({ draft, text }: TypedForm<Values>, database: Database): string {
  const [found] = draftsOf(database, draft.collection, draft.recordId, account);
  if (!found) return '';
  const kept = draft.read(JSON.parse(found.values));
  expect(kept, 'a draft that the form can read').not.toBeNull();
  return text(kept!.values);
}

it(`loses at most one second of typing in ${kills} deaths at random moments`, { timeout: 900_000 }, async () => {
  const deaths: Death[] = [];
  let left = kills;
  await Promise.all(
    persons.map(async (form, person) => {
      const chance = seededChance(4100 + person);
      const folder = join(directory, String(person));
      mkdirSync(folder);
      const key = new Uint8Array(32).fill(person + 1);
      openDatabase({ file: join(folder, 'department.db'), key, migrationsDirectory }).close();
      for (let kept = 0; left > 0;) {
        left -= 1;
        const dies = { after: chance.number() * longestLife, later: chance.number() * longestPause };
        const death = await live(form, join(folder, 'department.db'), key, kept, dies);
        kept = death.kept;
        deaths.push(death);
      }
    }),
  );
  expect(deaths).toHaveLength(kills);
  const lost = deaths.map((death) => death.lost).sort((one, other) => one - other);
  console.log(
    `${kills} deaths while typing: ${Math.round(lost.at(-1)!)} ms of typing lost at most, ` +
      `${Math.round(lost[lost.length >> 1]!)} ms in the middle; ${deaths.filter(({ kept, typed }) => kept < typed).length} lost anything`,
  );
  // The test would prove nothing if nobody was ever caught with something unsaved, or if nothing was ever saved.
  expect(deaths.filter(({ kept, typed }) => kept < typed).length).toBeGreaterThan(kills / 4);
  expect(deaths.some(({ kept }) => kept > 100)).toBe(true);
  expect(lost.at(-1)).toBeLessThanOrEqual(mostLost);
});
