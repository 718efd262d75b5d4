import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NoticeFilter, noticePages, noticeSorts } from '#shared/domains/notices/lists.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { conditionsOf, type FilterConditions } from '#core/notices/filter.ts';
import { gatherPlan, orders, type Plan, unorderedPlan, walkPlan } from '#core/notices/list-plan.ts';
import { listNotices } from '#core/notices/queries.ts';
import { createNoticesCollection } from '#core/notices/sync.ts';
import { type Day, dayOf } from '#core/records/day.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';
import { makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

/** Frequent over all; among the newest a few, and then none for more than two thousand. */
const hasFlowers = ({ approvedOn }: Notice): boolean => approvedOn < '2025-10-01' || approvedOn > '2026-02-22';

let workspace: TestWorkspace;
let day: Day;
let notices: Notice[];
beforeAll(() => {
  workspace = openTestWorkspace();
  const random = randomNumbers(2);
  const collection = createNoticesCollection(workspace);
  notices = Array.from({ length: 6000 }, (_, index) => makeNotice(index, random)).map((notice) =>
    hasFlowers(notice) ? { ...notice, businessScope: `花卉种植。${notice.businessScope}` } : notice,
  );
  workspace.database.transaction(() =>
    collection.write(
      workspace.database,
      notices.map((data) => ({ id: data.id, revision: 1, data })),
    ),
  )();
  // With statistics, because these once led the planner astray.
  workspace.database.exec('ANALYZE');
  day = dayOf(workspace);
});
afterAll(() => workspace.close());

const explain = ({ sql, values }: Plan): string[] =>
  workspace.database
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql} LIMIT 51`)
    .all(...values)
    .map(({ detail }) => detail);
const conditions = (page: (typeof noticePages)[number], filter: NoticeFilter): FilterConditions =>
  conditionsOf(page, filter, day);

const branchesOf = (page: (typeof noticePages)[number], filter: NoticeFilter) =>
  conditions(page, filter).branches.length > 0;

const filters: NoticeFilter[] = [
  {},
  { enterpriseKinds: ['individual'], applicationTypes: ['change'], permitItemCodes: ['A01', 'A02'] },
  { reviewDepartmentCode: ownDepartment.code, includeUnassigned: true },
  { approvedFrom: '2025-08-01', approvedTo: '2025-09-01', receivedFrom: '2025-08-01' },
  { statuses: ['overdue'] },
  { statuses: ['pending', 'answered'], name: '恒丰', address: '石桥', code: '9143', businessScope: '广告' },
  { feedbackDueFrom: '2025-10-01', feedbackDueTo: '2025-11-01' },
  { deliveries: ['queued', 'rejected'] },
];

describe('plans of the lists', () => {
  for (const by of noticeSorts)
    it(`walk along the index of the order by ${by}: no scan of the table, no sorting`, () => {
      for (const page of noticePages)
        for (const filter of filters)
          for (const direction of branchesOf(page, filter) ? (['ascending', 'descending'] as const) : [])
            for (const position of [null, [...orders[by].columns.map(() => '2025-08-01'), 5]]) {
              const plan = explain(walkPlan(conditions(page, filter), { by, direction }, position));
              const text = plan.join('\n');
              expect(text).toContain(orders[by].index);
              expect(text).not.toMatch(/\bSCAN n\b|TEMP B-TREE/);
            }
    });

  it('walk without looking at rows where the filters are choices', () => {
    const filter = conditions('query', {
      enterpriseKinds: ['individual'],
      applicationTypes: ['change'],
      permitItemCodes: ['A01'],
    });
    const plan = explain(walkPlan(filter, { by: 'approvedOn', direction: 'descending' }, null));
    const searches = plan.filter((line) => line.startsWith('SEARCH n'));
    expect(searches.length).toBeGreaterThan(5);
    expect(searches.every((line) => line.includes('COVERING INDEX notice_by_approved'))).toBe(true);
    expect(explain(unorderedPlan(filter, null)).join('\n')).toContain('COVERING INDEX notice_by_approved');
  });

  it('gather from the set, row by row of the set', () => {
    for (const filter of filters.slice(3))
      for (const source of conditions('query', filter).sources) {
        const plan = gatherPlan(conditions('query', filter), source, { by: 'pushedAt', direction: 'descending' }, null);
        const text = explain(plan).join('\n');
        expect(text).toMatch(/SEARCH n USING INTEGER PRIMARY KEY/);
        expect(text).not.toMatch(/\bSCAN (n|r|notice)\b/);
      }
  });

  it('give up a walk that reads in vain, and still list all that matches, page by page, in order', () => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = listNotices(workspace, {
        page: 'query',
        filter: { businessScope: '花卉种植' },
        sort: { by: 'approvedOn', direction: 'descending' },
        cursor,
        limit: 20,
      });
      found.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const expected = notices
      .map((notice, index) => ({ notice, index }))
      .filter(({ notice }) => hasFlowers(notice))
      .sort((a, b) =>
        a.notice.approvedOn === b.notice.approvedOn
          ? b.index - a.index
          : a.notice.approvedOn < b.notice.approvedOn
            ? 1
            : -1,
      );
    // On the page on which the walk is given up it had found some already.
    const newest = expected.filter(({ notice }) => notice.approvedOn > '2026-02-22').length;
    expect(newest % 20).toBeGreaterThan(0);
    const inVain = notices.filter(({ approvedOn }) => approvedOn >= '2025-10-01' && approvedOn <= '2026-02-22').length;
    expect(inVain).toBeGreaterThan(2000);
    expect(found).toEqual(expected.map(({ notice }) => notice.id));
  });
});
