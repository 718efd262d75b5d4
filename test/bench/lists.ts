/**
 * First page and page at depth of 告知查询, each filter of the manual. The limit beside each is the best SQL that was found
 * by hand for that filter on the same tables, reading the same fifty records; the project's figure is a whole call in the
 * same thread, rows as the screen gets them.
 */
import type { NoticeFilter, NoticeSort } from '#shared/domains/notices/lists.ts';
import type { Database } from '#core/database/types.ts';
import { noticeListSpec } from '#core/notices/lists.ts';
import { countRows, findPage } from '#core/records/list.ts';
import { rowsOf } from '#core/notices/rows.ts';
import { type BenchContext, type BenchRow, figuresOf, leastOf, ms, repeats, timed } from './measure.ts';
import { province, provinceDay, randomNumbers } from './province.ts';

const newestFirst: NoticeSort = { by: 'approvedOn', direction: 'descending' };
const stages = "('pending', 'received', 'answered', 'returned', 'pool')";

/** Milliseconds after which a case has enough runs. */
const longestCase = 30_000;

interface ByHand {
  readonly sql: string;
  readonly values: readonly unknown[];
}

interface Case {
  readonly title: string;
  /** A filter with values of its own for each run. */
  readonly filter: (random: () => number, samples: Samples) => NoticeFilter;
  /** The same rows by hand: `SELECT key … LIMIT 50`, and its values. Of several ways, the fastest for each search counts. */
  readonly byHand: (filter: NoticeFilter) => ByHand[];
}

/** Texts that occur, to search for. */
interface Samples {
  readonly names: readonly string[];
  readonly initials: readonly string[];
  readonly codes: readonly string[];
  readonly scopes: readonly string[];
  readonly addresses: readonly string[];
}

const pick = <Item>(list: readonly Item[], random: () => number): Item => list[Math.floor(random() * list.length)]!;
const piece = (text: string, length: number, random: () => number): string => {
  const start = Math.floor(random() * Math.max(1, text.length - length));
  return text.slice(start, start + length);
};

/** The newest of all stages: the order's index has the stage first, so one ordered walk for each and a merge. */
const walk = (conditions: string, ...values: unknown[]): ByHand[] => {
  const parts = ['pending', 'received', 'answered', 'returned', 'pool'].flatMap((stage) =>
    [0, 1].map(
      (open) => `SELECT n.key AS key, approved_on AS at FROM notice n INDEXED BY notice_by_approved
                 WHERE stage = '${stage}' AND open = ${open}${conditions === '' ? '' : ` AND ${conditions}`}`,
    ),
  );
  return [
    {
      sql: `${parts.join(' UNION ALL ')} ORDER BY at DESC, key DESC LIMIT 50`,
      values: parts.flatMap(() => values),
    },
  ];
};
/** Through the words' index, then sorted; or along the order. */
const words = (match: string, check: string, ...values: unknown[]): ByHand[] => [
  {
    sql: `SELECT n.key, n.approved_on AS at FROM (SELECT rowid AS hit FROM notice_text WHERE notice_text MATCH ?)
          CROSS JOIN notice n ON n.key = hit WHERE ${check} ORDER BY at DESC, n.key DESC LIMIT 50`,
    values: [match, ...values],
  },
  ...walk(check, ...values),
];
const bigrams = (letter: string, text: string) =>
  Array.from({ length: text.length - 1 }, (_, index) => `"${letter}${text.slice(index, index + 2)}"`).join(' AND ');
const trigrams = (letter: string, text: string) =>
  Array.from({ length: text.length - 2 }, (_, index) => `"${letter}${text.slice(index, index + 3)}"`).join(' AND ');
const scopeCheck = `EXISTS (SELECT 1 FROM notice_content c WHERE c.key = n.key AND instr(c.data, ?) > 0)`;

const cases: readonly Case[] = [
  { title: '不设条件', filter: () => ({}), byHand: () => walk('') },
  {
    title: '主体名称，3 字',
    filter: (random, { names }) => ({ name: piece(pick(names, random), 3, random) }),
    byHand: ({ name = '' }) => words(bigrams('n', name), 'instr(n.enterprise_name, ?) > 0', name),
  },
  {
    title: '主体名称，有限公司',
    filter: () => ({ name: '有限公司' }),
    byHand: ({ name = '' }) => walk('instr(enterprise_name, ?) > 0', name),
  },
  {
    title: '主体名称，拼音首字母 4 位',
    filter: (random, { initials }) => ({ name: piece(pick(initials, random), 4, random) }),
    byHand: ({ name = '' }) => words(trigrams('p', name), 'instr(n.name_initials, ?) > 0', name),
  },
  {
    title: '代码，全码',
    filter: (random, { codes }) => ({ code: pick(codes, random) }),
    byHand: ({ code = '' }) => words(trigrams('c', code), 'instr(n.codes, ?) > 0', code),
  },
  {
    title: '代码，中间 6 位',
    filter: (random, { codes }) => ({ code: pick(codes, random).slice(-7, -1) }),
    byHand: ({ code = '' }) => words(trigrams('c', code), 'instr(n.codes, ?) > 0', code),
  },
  {
    title: '后置审批事项',
    filter: (random) => ({ permitItems: [`X${String(Math.floor(random() * 40)).padStart(3, '0')}`] }),
    byHand: ({ permitItems }) => walk('permit_item_code = ?', permitItems![0]),
  },
  {
    title: '未明确后置审批部门',
    filter: () => ({ statuses: ['pool'] }),
    byHand: () => [
      {
        sql: `SELECT key FROM notice INDEXED BY notice_by_approved WHERE stage = 'pool' AND open = 1
            ORDER BY approved_on DESC, key DESC LIMIT 50`,
        values: [],
      },
    ],
  },
  {
    title: '经营范围，4 字',
    filter: (random, { scopes }) => ({ businessScope: piece(pick(scopes, random), 4, random) }),
    byHand: ({ businessScope = '' }) => words(bigrams('s', businessScope), scopeCheck, businessScope),
  },
  {
    title: '经营范围，2 字',
    filter: (random, { scopes }) => ({ businessScope: piece(pick(scopes, random), 2, random) }),
    byHand: ({ businessScope = '' }) => [
      words(bigrams('s', businessScope), '1')[0]!,
      ...walk(scopeCheck, businessScope),
    ],
  },
  {
    title: '住所，4 字',
    filter: (random, { addresses }) => ({ address: piece(pick(addresses, random), 4, random) }),
    byHand: ({ address = '' }) => words(bigrams('a', address), 'instr(n.address, ?) > 0', address),
  },
  {
    title: '主体类型，农专社',
    filter: () => ({ enterpriseKinds: ['cooperative'] }),
    byHand: () => walk("enterprise_kind = 'cooperative'"),
  },
  {
    title: '申请类型，注销',
    filter: () => ({ applicationTypes: ['deregister'] }),
    byHand: () => walk("application_type = 'deregister'"),
  },
  {
    title: '核准日期，一个月',
    filter: (random) => {
      const month = `${2024 + Math.floor(random() * 2)}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}`;
      return { approved: { from: `${month}-01`, to: `${month}-28` } };
    },
    byHand: ({ approved }) => walk('approved_on >= ? AND approved_on <= ?', approved?.from, approved?.to),
  },
  {
    title: '接收日期，一周',
    filter: (random) => {
      const month = `${2024 + Math.floor(random() * 2)}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}`;
      return { received: { from: `${month}-08`, to: `${month}-14` } };
    },
    byHand: ({ received }) => [
      {
        sql: `SELECT key FROM notice INDEXED BY notice_by_received
            WHERE stage IN ${stages} AND open IN (0, 1) AND received_at >= ? AND received_at < ?
            ORDER BY approved_on DESC, key DESC LIMIT 50`,
        values: [`${received?.from}T`, `${received?.to}T99`],
      },
    ],
  },
  {
    title: '状态，已反馈',
    filter: () => ({ statuses: ['answered'] }),
    byHand: () => [
      {
        sql: `SELECT key, approved_on AS at FROM notice INDEXED BY notice_by_approved WHERE stage = 'answered' AND open = 0
            UNION ALL SELECT key, approved_on FROM notice INDEXED BY notice_by_approved WHERE stage = 'answered' AND open = 1
            ORDER BY at DESC, key DESC LIMIT 50`,
        values: [],
      },
    ],
  },
  {
    title: '状态，逾期未接收',
    filter: () => ({ statuses: ['overdue'] }),
    byHand: () => [
      {
        sql: `SELECT key FROM notice INDEXED BY notice_by_approved WHERE stage = 'pending' AND open = 1
            AND pushed_at < '2026-02-26T16:00:00.000Z' ORDER BY approved_on DESC, key DESC LIMIT 50`,
        values: [],
      },
    ],
  },
  {
    title: '名称、范围、类型、日期一起',
    filter: (random, { scopes }) => ({
      name: '有限公司',
      businessScope: piece(pick(scopes, random), 4, random),
      enterpriseKinds: ['enterprise'],
      applicationTypes: ['change'],
      approved: { from: '2024-06-01' },
    }),
    byHand: ({ businessScope = '' }) =>
      words(
        bigrams('s', businessScope),
        `n.enterprise_kind = 'enterprise' AND n.application_type = 'change' AND n.approved_on >= '2024-06-01'
         AND instr(n.enterprise_name, '有限公司') > 0 AND ${scopeCheck}`,
        businessScope,
      ),
  },
];

/** Fifty records as a screen needs them, to be parsed: the record and the lists of its enterprise. */
const readRows = `SELECT n.id, c.data, e.listings FROM json_each(?) asked CROSS JOIN notice n ON n.key = asked.value
  CROSS JOIN notice_content c ON c.key = n.key LEFT JOIN enterprise e ON e.id = n.enterprise_id`;

export async function benchLists(context: BenchContext): Promise<BenchRow[]> {
  const made = province(context);
  const database = made.open();
  const samples = samplesOf(database);
  const rows: BenchRow[] = [];
  for (const one of cases) rows.push(firstPage(database, one, samples));
  rows.push(depth(database, made.notices));
  rows.push(...counts(database, samples));
  database.close();
  return rows;
}

function firstPage(database: Database, one: Case, samples: Samples): BenchRow {
  const random = randomNumbers(1);
  const ours: number[] = [];
  const hand: number[] = [];
  const read = database.prepare<[string], { data: string }>(readRows);
  const start = performance.now();
  for (let round = 0; round < 130; round += 1) {
    // The slowest by hand take seconds each.
    if (round > 30 && performance.now() - start > longestCase) break;
    const filter = one.filter(random, samples);
    const ways = one.byHand(filter).map(({ sql, values }) => ({
      keys: database.prepare<unknown[], { key: number }>(sql),
      values,
    }));
    const runs = ways.map(
      ({ keys, values }) =>
        () =>
          read
            .all(JSON.stringify(keys.all(...values).map(({ key }) => key)))
            .map((row) => ({ ...row, data: JSON.parse(row.data) as unknown })),
    );
    const measureHand = () => {
      // Once each; then only the fastest.
      const once = runs.map((run) => timed(run).ms);
      const fastest = once.indexOf(Math.min(...once));
      return Math.min(once[fastest]!, leastOf(repeats - 1, runs[fastest]!));
    };
    const query = { page: 'query', filter, sort: newestFirst } as const;
    const measureOurs = () =>
      leastOf(repeats, () =>
        rowsOf(database, findPage(database, noticeListSpec, query, provinceDay, null, 50).keys, provinceDay),
      );
    // Whoever comes first warms the pages for the other: they take turns.
    const pair = round % 2 === 0 ? [measureHand(), measureOurs()] : [measureOurs(), measureHand()].reverse();
    if (round < 10) continue;
    hand.push(pair[0]!);
    ours.push(pair[1]!);
  }
  return comparison('告知查询首页', one.title, ours, hand);
}

function comparison(item: string, title: string, ours: number[], hand: number[]): BenchRow {
  const [project, limit] = [figuresOf(ours), figuresOf(hand)];
  const ratio = project.p99 / limit.p99;
  return {
    item,
    case: title,
    project: `p50 ${ms(project.p50)}, p99 ${ms(project.p99)}`,
    limit: `p50 ${ms(limit.p50)}, p99 ${ms(limit.p99)}`,
    ratio,
    target: 'p99 ≤ 3 ×',
    met: ratio <= 3,
  };
}

/** A page at depth against the first one. */
function depth(database: Database, notices: number): BenchRow {
  const query = { page: 'query', filter: {}, sort: newestFirst } as const;
  const deep = Math.min(100_000, Math.floor(notices / 2));
  const at = database
    .prepare<[number], { at: string; key: number }>(
      `SELECT approved_on AS at, key FROM notice ORDER BY approved_on DESC, key DESC LIMIT 1 OFFSET ?`,
    )
    .get(deep)!;
  const cursor = JSON.stringify([at.at, at.key]);
  const page = (from: string | null) =>
    leastOf(repeats, () =>
      rowsOf(database, findPage(database, noticeListSpec, query, provinceDay, from, 50).keys, provinceDay),
    );
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < 120; round += 1) {
    first.push(page(null));
    later.push(page(cursor));
  }
  const [a, b] = [figuresOf(first), figuresOf(later)];
  return {
    item: '告知查询翻页',
    case: `第 ${deep} 条之后`,
    project: `p50 ${ms(b.p50)}, p99 ${ms(b.p99)}`,
    limit: `首页 p50 ${ms(a.p50)}, p99 ${ms(a.p99)}`,
    ratio: b.p50 / a.p50,
    target: 'p50 ≤ 1.5 ×',
    met: b.p50 / a.p50 <= 1.5,
  };
}

/** Counting beside the list must not hold up the next call: a promise of our own. */
function counts(database: Database, samples: Samples): BenchRow[] {
  const random = randomNumbers(3);
  return cases.map((one) => {
    const measured = Array.from({ length: 40 }, () => {
      const filter = one.filter(random, samples);
      return leastOf(repeats, () => countRows(database, noticeListSpec, { page: 'query', filter }, provinceDay));
    });
    const figures = figuresOf(measured.slice(5));
    return {
      item: '告知查询计数',
      case: one.title,
      project: `p50 ${ms(figures.p50)}, max ${ms(figures.max)}`,
      limit: '',
      ratio: null,
      target: 'max ≤ 100 ms',
      met: figures.max <= 100,
    };
  });
}

function samplesOf(database: Database): Samples {
  const rows = database
    .prepare<[], { name: string; initials: string; codes: string; address: string; scope: string }>(
      `SELECT enterprise_name AS name, name_initials AS initials, codes, address, c.data ->> '$.businessScope' AS scope
       FROM notice JOIN notice_content c USING (key) WHERE key % 97 = 0 AND codes <> '' LIMIT 1000`,
    )
    .all();
  return {
    names: rows.map(({ name }) => name.slice(3)),
    initials: rows.map(({ initials }) => initials),
    codes: rows.map(({ codes }) => codes.split(' ')[0]!).filter((code) => code.length === 18),
    scopes: rows.flatMap(({ scope }) =>
      scope.split(/[；。（]/).filter((phrase) => phrase.length >= 4 && !phrase.includes('依法')),
    ),
    addresses: rows.map(({ address }) => address),
  };
}
