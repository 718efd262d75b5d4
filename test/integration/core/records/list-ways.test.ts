/** Which way a list takes: along its order, from a small set, or from the first to the second where it reads in vain. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { subjectListSpec, type SubjectQuery } from '#core/inspections/lists.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { noticeListSpec, type NoticeQuery } from '#core/notices/lists.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { findPage } from '#core/records/list.ts';
import type { ListQuery, ListSpec } from '#core/records/list-spec.ts';
import { dayOf } from '#core/records/day.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { List } from '#shared/lists/list.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { makeSubject } from '../inspections/fixtures.ts';
import { makeNotice, ownDepartment, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

/** Frequent over all; among the newest a few, and then none for more than two thousand. */
const hasFlowers = ({ approvedOn }: Notice): boolean => approvedOn < '2025-10-01' || approvedOn > '2026-02-22';

let workspace: TestWorkspace;
let notices: Notice[];
let subjects: Subject[];
beforeAll(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const random = randomNumbers(2);
  notices = Array.from({ length: 6000 }, (_, index) => makeNotice(index, random)).map((notice) =>
    hasFlowers(notice) ? { ...notice, businessScope: `花卉种植。${notice.businessScope}` } : notice,
  );
  subjects = Array.from({ length: 6000 }, (_, index) =>
    makeSubject(index, { planTo: addDays('2026-01-01', Math.floor(random() * 90)) }),
  );
  const { database } = workspace;
  const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });
  database.transaction(() => {
    noticesCollection.write(workspace, notices.map(stored));
    subjectsCollection.write(workspace, subjects.map(stored));
  })();
});
afterAll(() => workspace.close());

/** Ids of all pages of a list, and the SQL that was new to the database meanwhile. */
function listed<One extends List>(spec: ListSpec<One>, query: ListQuery<One>): { ids: string[]; sql: string } {
  const { database } = workspace;
  const idOf = database.prepare<[number], string>(`SELECT id FROM ${spec.table} WHERE key = ?`).pluck();
  const prepare = vi.spyOn(database, 'prepare');
  const keys: number[] = [];
  let cursor: string | null = null;
  do {
    const page: ReturnType<typeof findPage> = findPage(database, spec, query, dayOf(workspace), cursor, 20);
    keys.push(...page.keys);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const sql = prepare.mock.calls.map(([text]) => text).join('\n');
  prepare.mockRestore();
  return { ids: keys.map((key) => idOf.get(key)!), sql };
}

/** What is kept, the last in front; of what stands alike, what came last. */
function lastFirst<Item extends { readonly id: string }>(
  items: readonly Item[],
  kept: (item: Item) => boolean,
  dayOf: (item: Item) => string,
): string[] {
  return items
    .map((item, index) => ({ item, index, day: dayOf(item) }))
    .filter(({ item }) => kept(item))
    .sort((a, b) => (a.day === b.day ? b.index - a.index : a.day < b.day ? 1 : -1))
    .map(({ item }) => item.id);
}

const gathered = /FROM \(SELECT rowid AS hit FROM \w+_text WHERE \w+_text MATCH \?\) CROSS JOIN/;

describe('a walk that reads in vain', () => {
  it('is given up, and still lists all that matches, page by page, in order', () => {
    const { ids, sql } = listed(noticeListSpec, { page: 'query', filter: { businessScope: '花卉种植' } });
    // On the page on which the walk is given up it had found some already.
    expect(notices.filter(({ approvedOn }) => approvedOn > '2026-02-22').length % 20).toBeGreaterThan(0);
    expect(
      notices.filter(({ approvedOn }) => approvedOn >= '2025-10-01' && approvedOn <= '2026-02-22').length,
    ).toBeGreaterThan(2000);
    expect(ids).toEqual(lastFirst(notices, hasFlowers, ({ approvedOn }) => approvedOn));
    expect(sql).toMatch(gathered);
  });
});

describe('words that nearly every name has', () => {
  it.each([
    ['双告知', (query: NoticeQuery) => listed(noticeListSpec, query), () => notices],
    ['抽查主体', (query: SubjectQuery) => listed(subjectListSpec, query), () => subjects],
  ] as const)('are not asked of the full-text index of %s', (_, of, all) => {
    const { ids, sql } = of({ page: 'query', filter: { name: '有限公司' } });
    expect(sql).not.toContain('MATCH');
    expect(ids).toHaveLength(all().filter(({ enterpriseName }) => enterpriseName.includes('有限公司')).length);
  });
});

describe('a small range of days', () => {
  it('is what a list in another order is gathered from', () => {
    const planEnds = { from: '2026-02-03', to: '2026-02-03' };
    const query: SubjectQuery = {
      page: 'query',
      filter: { planEnds },
      sort: { by: 'inspectedOn', direction: 'descending' },
    };
    const { ids, sql } = listed(subjectListSpec, query);
    expect(sql).toMatch(/INDEXED BY inspection_subject_by_end WHERE .* LIMIT \d+/);
    expect(sql).toContain('FROM (SELECT value AS hit FROM json_each(?)) CROSS JOIN inspection_subject n');
    expect(ids).toEqual(
      lastFirst(
        subjects,
        ({ planTo }) => planTo === '2026-02-03',
        () => '',
      ),
    );
  });

  it('gains nothing where the list is walked in its order', () => {
    const planEnds = { from: '2026-02-05', to: '2026-02-05' };
    const { ids, sql } = listed(subjectListSpec, { page: 'query', filter: { planEnds } });
    expect(sql).not.toContain('AS hit');
    expect(ids).toHaveLength(subjects.filter(({ planTo }) => planTo === '2026-02-05').length);
  });
});

describe('records with work in a state of delivery', () => {
  it.each([
    ['notices', (query: NoticeQuery) => listed(noticeListSpec, query), () => notices],
    ['inspectionSubjects', (query: SubjectQuery) => listed(subjectListSpec, query), () => subjects],
  ] as const)('of %s are those with an entry of their own in that state', (collection, of, all) => {
    const [first, second, third] = [5, 50, 500].map((index) => all()[index]!.id) as [string, string, string];
    const insert = workspace.database.prepare(
      `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, state, attempts)
       VALUES (?, ?, ?, '', '', '{}', '{}', '', 1, ?, 0)`,
    );
    const other = collection === 'notices' ? 'inspectionSubjects' : 'notices';
    for (const [name, id, state] of [
      [collection, first, 'queued'],
      [collection, first, 'queued'],
      [collection, second, 'rejected'],
      [other, third, 'queued'],
    ] as const)
      insert.run(crypto.randomUUID(), name, id, state);
    expect(of({ page: 'query', filter: { deliveries: ['queued'] } }).ids).toEqual([first]);
    expect(new Set(of({ page: 'query', filter: { deliveries: ['queued', 'rejected'] } }).ids)).toEqual(
      new Set([first, second]),
    );
    expect(of({ page: 'query', filter: { deliveries: ['conflict'] } }).ids).toEqual([]);
    expect(of({ page: 'query', filter: { deliveries: [] } }).ids).toHaveLength(all().length);
    workspace.database.exec('DELETE FROM outbox');
  });
});
