/** Search over the names and 经营范围 of 1,000,000 enterprises, beside LIKE over the same table. */
import { searchEnterprises, searchEnterprisesByScope } from '#core/enterprises/queries.ts';
import type { Database } from '#core/database/types.ts';
import { matchOf } from '#core/full-text/grams.ts';
import { type BenchContext, type BenchRow, figuresOf, leastOf, ms, repeats, timed } from './measure.ts';
import { province, randomNumbers } from './province.ts';

interface Case {
  readonly title: string;
  readonly text: (random: () => number) => string;
  readonly search: (text: string) => unknown;
  /** Column of the table to look through with LIKE. */
  readonly column: 'search_name' | 'name_initials' | 'business_scope';
  /** Words so frequent that looking through the table finds a page at once as well: only the time counts. */
  readonly frequent?: true;
  /** What finding alone asks of the index, where most of the time is not spent in finding. */
  readonly find?: (text: string) => string;
}

export async function benchSearch(context: BenchContext): Promise<BenchRow[]> {
  const database = province(context).open();
  const sampled = database
    .prepare<[], { name: string; initials: string; scope: string }>(
      'SELECT search_name AS name, name_initials AS initials, business_scope AS scope FROM enterprise WHERE key % 499 = 0 LIMIT 2000',
    )
    .all();
  const piece = (text: string, length: number, random: () => number) => {
    const start = Math.floor(random() * Math.max(1, text.length - length + 1));
    return text.slice(start, start + length);
  };
  const one = (random: () => number) => sampled[Math.floor(random() * sampled.length)]!;
  const named = (length: number) => (random: () => number) => piece(one(random).name, length, random);
  const byName = (text: string) => searchEnterprises(database, text, 50);
  const byScope = (text: string) => searchEnterprisesByScope(database, text, 50);
  const phrase = (random: () => number, length: number) => {
    const phrases = one(random)
      .scope.split(/[；。（]/)
      .filter((text) => text.length >= length && !text.includes('依法'));
    return piece(phrases[0]!, length, random);
  };
  const cases: Case[] = [
    ...[2, 3, 4, 6].map((length): Case => ({
      title: `名称 ${length} 字`,
      text: named(length),
      search: byName,
      column: 'search_name',
    })),
    {
      title: '名称两段各 2 字',
      text: (random) => {
        const { name } = one(random);
        return `${name.slice(3, 5)} ${name.slice(-4, -2)}`;
      },
      search: byName,
      column: 'search_name',
    },
    { title: '名称 1 字', text: named(1), search: byName, column: 'search_name', frequent: true },
    ...[2, 3, 4, 6].map((length): Case => ({
      title: `拼音首字母 ${length} 位`,
      text: (random) => piece(one(random).initials, length, random),
      search: byName,
      column: 'name_initials',
      ...(length === 2 ? { find: (text: string) => matchOf('initials', text) } : {}),
    })),
    ...[2, 3, 4].map((length): Case => ({
      title: `经营范围 ${length} 字`,
      text: (random) => phrase(random, length),
      search: byScope,
      column: 'business_scope',
      frequent: true,
    })),
    {
      title: '经营范围三段',
      text: (random) =>
        [...one(random).scope.matchAll(/[^；。（]{4,}/g)]
          .map(([text]) => text)
          .filter((text) => !text.includes('依法'))
          .slice(0, 3)
          .join(' '),
      search: byScope,
      column: 'business_scope',
    },
  ];
  const rows = cases.map((each) => measure(database, each));
  database.close();
  return rows;
}

function measure(database: Database, { title, text, search, column, frequent, find }: Case): BenchRow {
  const index = database
    .prepare<[string]>('SELECT rowid FROM enterprise_text WHERE enterprise_text MATCH ? LIMIT 50')
    .raw();
  const named = database.prepare<[string]>(
    `SELECT e.id, e.name FROM (SELECT rowid AS hit FROM enterprise_text WHERE enterprise_text MATCH ? LIMIT 50)
     CROSS JOIN enterprise e ON e.key = hit`,
  );
  const like = database.prepare<[string]>(`SELECT id, name FROM enterprise WHERE ${column} LIKE ? LIMIT 50`);
  const random = randomNumbers(5);
  const ours: number[] = [];
  const limits: number[] = [];
  const finding: number[] = [];
  const naming: number[] = [];
  for (let round = 0; round < 210; round += 1) {
    const asked = text(random);
    const taken = leastOf(repeats, () => search(asked));
    if (round >= 10) ours.push(taken);
    if (find && round >= 10) {
      finding.push(leastOf(repeats, () => index.all(find(asked))));
      naming.push(leastOf(repeats, () => named.all(find(asked))));
    }
    // Looking through a gigabyte takes long: fewer of these.
    if (round % 10 === 0) limits.push(timed(() => like.all(`%${asked.replaceAll(' ', '%')}%`)).ms);
  }
  const [project, scan] = [figuresOf(ours), figuresOf(limits)];
  const faster = scan.p99 / project.p99;
  const asMany = (what: string, taken: number[]) =>
    `${what} p99 ${ms(figuresOf(taken).p99)} (${(scan.p99 / figuresOf(taken).p99).toFixed(0)} ×)`;
  return {
    item: '企业检索',
    case: title,
    project: `p50 ${ms(project.p50)}, p99 ${ms(project.p99)}`,
    limit: `LIKE p50 ${ms(scan.p50)}, p99 ${ms(scan.p99)}`,
    ratio: project.p99 / scan.p99,
    target: frequent ? 'p99 < 20 ms' : 'p99 < 20 ms, LIKE ≥ 20 ×',
    met: project.p99 < 20 && (frequent === true || faster >= 20),
    note: find
      ? `LIKE takes ${faster.toFixed(0)} ×: two letters are in so many names that it meets fifty after some hundred; ${asMany('our index alone', finding)}, ${asMany('with id and name, all that LIKE reads here,', naming)}, the rest is handing over fifty whole records`
      : `LIKE takes ${faster.toFixed(0)} ×`,
  };
}
