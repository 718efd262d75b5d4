/** Every list × page × order × direction × place: SQLite reads along the index that is named, scans nothing, sorts nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectListSpec } from '#core/inspections/lists.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { noticeListSpec } from '#core/notices/lists.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { Source } from '#core/records/conditions.ts';
import { gatherPlan, limitedPlan, type Plan, unorderedPlan, walkPlan } from '#core/records/list-plan.ts';
import { askedOf, type ListAsked, type ListSpec } from '#core/records/list-spec.ts';
import { dayOf } from '#core/records/day.ts';
import { subjectList, type SubjectFilter } from '#shared/domains/inspections/lists.ts';
import type { noticeList } from '#shared/domains/notices/lists.ts';
import { type NoticeFilter } from '#shared/domains/notices/lists.ts';
import type { FilterOfList, List, PageOfList, SortOfList } from '#shared/lists/list.ts';
import { pagesOf } from '#shared/lists/list.ts';
import { makeSubject } from '../inspections/fixtures.ts';
import { makeNotice, ownDepartment, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const { database } = workspace;
  const random = randomNumbers(2);
  const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });
  database.transaction(() => {
    noticesCollection.write(
      workspace,
      Array.from({ length: 1500 }, (_, index) => stored(makeNotice(index, random))),
    );
    subjectsCollection.write(
      workspace,
      Array.from({ length: 1500 }, (_, index) => stored(makeSubject(index))),
    );
  })();
  // With statistics, because these once led the planner astray.
  database.exec('ANALYZE');
});
afterAll(() => workspace.close());

const noticeFilters: NoticeFilter[] = [
  {},
  { enterpriseKinds: ['individual'], applicationTypes: ['change'], permitItems: ['A01', 'A02'] },
  { department: { code: ownDepartment.code, withUnassigned: true } },
  { approved: { from: '2025-08-01', to: '2025-09-01' }, received: { from: '2025-08-01' } },
  { approved: { to: '2025-09-01' }, received: { to: '2025-09-01' } },
  { statuses: ['overdue'] },
  { statuses: ['reminded'] },
  { statuses: ['answeredLate'] },
  { statuses: ['overdue', 'reminded', 'answeredLate', 'pool'] },
  { statuses: ['pending', 'answered'], name: '恒丰', address: '石桥', code: '9143', businessScope: '广告' },
  { feedbackDue: { from: '2025-10-01', to: '2025-11-01' } },
  { feedbackDue: { to: '2025-11-01' } },
  { deliveries: ['queued', 'rejected'] },
  { arrivedSince: '2026-03-01T16:00:00.000Z' },
];
const noticeIndexes = {
  approvedOn: 'notice_by_approved',
  pushedAt: 'notice_by_pushed',
  receivedAt: 'notice_by_received',
  enterpriseName: 'notice_by_name',
  urgent: 'notice_by_urgent',
};

const subjectFilters: SubjectFilter[] = [
  {},
  { planId: 'FA0001' },
  { stages: ['waiting'] },
  { stages: ['waiting', 'sentBack'], enterpriseKinds: ['individual'] },
  { name: '竹影', code: '9143', planName: '文化' },
  { planId: 'FA0001', planNumber: '00001', inspectorName: '林', stages: ['entered'] },
  { planEnds: { from: '2026-03-12', to: '2026-03-20' } },
  { planEnds: { to: '2026-03-20' }, inspected: { to: '2026-03-01' } },
  { inspected: { from: '2026-02-01', to: '2026-03-01' } },
  { deliveries: ['queued', 'rejected'] },
  { whose: ['me', 'own'], organName: '文化' },
  { drawnUpBy: '文化', drawnUp: { from: '2026-02-01' }, planBegins: { to: '2026-03-01' } },
  { legalRepresentative: '周', registrationOrgan: '市场', jurisdiction: '所', timesDrawn: ['more'] },
];
const subjectIndexes = {
  planTo: ['inspection_subject_by_plan', 'inspection_subject_by_stage', 'inspection_subject_review'],
  enterpriseName: ['inspection_subject_plan_name', 'inspection_subject_by_name', 'inspection_subject_review_name'],
  inspectedOn: [
    'inspection_subject_plan_inspected',
    'inspection_subject_by_inspected',
    'inspection_subject_review_inspected',
  ],
} as const;
/** Of plans a PC holds some hundreds: a condition on them goes through all, once. */
const scan = /SCAN (?!p$)/m;

/** The index that each list is to walk, as its schema means it. */
const noticeIndex = (_page: string, { by }: SortOfList<typeof noticeList>) => noticeIndexes[by];
function subjectIndex(
  page: PageOfList<typeof subjectList>,
  { by }: SortOfList<typeof subjectList>,
  { planId, stages }: SubjectFilter,
): string {
  if (page === 'mine') return 'inspection_assignment_open';
  const [ofPlan, ofStage, ofReview] = subjectIndexes[by];
  if (planId) return ofPlan;
  if (page === 'review') return ofReview;
  return by === 'planTo' && page === 'query' && !stages ? 'inspection_subject_by_end' : ofStage;
}

const explain = ({ sql, values }: Plan): string =>
  workspace.database
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => detail)
    .join('\n');

const directions = ['ascending', 'descending'] as const;

/** The checks of one list. `sorts`: a page whose rows are one person's, so few that other orders may be sorted. */
function checkPlans<One extends List>(
  spec: ListSpec<One>,
  filters: readonly FilterOfList<One>[],
  indexOf: (page: PageOfList<One>, sort: SortOfList<One>, filter: FilterOfList<One>) => string,
  sorts: (page: PageOfList<One>, sort: SortOfList<One>) => boolean,
): void {
  const orders = Object.keys(spec.list.orders) as SortOfList<One>['by'][];
  const asked = (page: PageOfList<One>, filter: FilterOfList<One>, sort?: SortOfList<One>): ListAsked =>
    askedOf(spec, { page, filter, sort }, dayOf(workspace));
  const positions = ({ columns }: ListAsked) => [null, [...columns.map(() => '2025-08-01'), 5]];

  for (const page of pagesOf(spec.list))
    for (const by of orders)
      it(`walk page ${page} by ${by} along its index, from the first row and from the middle`, () => {
        for (const filter of filters)
          for (const direction of directions) {
            const sort: SortOfList<One> = { by, direction };
            const list = asked(page, filter, sort);
            if (list.way.branches.length === 0) continue;
            for (const position of positions(list)) {
              const plan = explain(walkPlan(list, position));
              expect(plan, JSON.stringify(filter)).toMatch(
                new RegExp(`(SEARCH|SCAN) [an] USING (COVERING )?INDEX ${indexOf(page, sort, filter)}\\b`),
              );
              if (!sorts(page, sort)) expect(plan).not.toContain('TEMP B-TREE');
              // A whole list from its first row is the whole of its index; nothing else reads what it does not show.
              const whole = position === null && list.way.branches.some((branch) => branch.length === 0);
              expect(plan, JSON.stringify({ filter, position })).not.toMatch(
                whole ? /SCAN (?!p$|n USING (COVERING )?INDEX inspection_subject_by_end)/m : scan,
              );
            }
          }
      });

  it('gather from a set, row by row of the set', () => {
    for (const page of pagesOf(spec.list))
      for (const filter of filters) {
        const list = asked(page, filter);
        if (list.way.branches.length === 0) continue;
        const keys: Source = { sql: 'SELECT value AS hit FROM json_each(?)', values: ['[1,2]'] };
        for (const source of [keys, ...(list.words ? [list.words] : []), ...list.ranges]) {
          const plan = explain(gatherPlan(list, source, [...list.columns.map(() => '2025-08-01'), 5]));
          expect(plan).toContain('SEARCH n USING INTEGER PRIMARY KEY');
          for (const each of [plan, explain(limitedPlan(source, 51)), explain(unorderedPlan(list, source))])
            expect(each, JSON.stringify(filter)).not.toMatch(
              /SCAN (?!p$|\S*_text VIRTUAL|json_each VIRTUAL|\(subquery)/m,
            );
        }
      }
  });

  it('count along the index of the usual order', () => {
    for (const page of pagesOf(spec.list))
      for (const filter of filters) {
        const list = asked(page, filter);
        if (list.way.branches.length === 0) continue;
        const plan = explain(unorderedPlan(list, null));
        expect(plan).toContain(indexOf(page, spec.list.pages[page]!.sort, filter));
        expect(plan).not.toContain('TEMP B-TREE');
      }
  });
}

describe('the lists of 双告知 read along their indexes, scan nothing and sort nothing', () => {
  checkPlans(noticeListSpec, noticeFilters, noticeIndex, () => false);

  it('walk without looking at rows where the filters are choices', () => {
    const filter: NoticeFilter = {
      enterpriseKinds: ['individual'],
      applicationTypes: ['change'],
      permitItems: ['A01'],
    };
    const list = askedOf(noticeListSpec, { page: 'query', filter }, dayOf(workspace));
    const covering = (plan: Plan) =>
      explain(plan)
        .split('\n')
        .filter((line) => line.startsWith('SEARCH n'))
        .map((line) => line.includes('COVERING INDEX notice_by_approved'));
    expect(covering(walkPlan(list, null))).toEqual(Array.from({ length: 10 }, () => true));
    expect(covering(unorderedPlan(list, null))).toEqual(Array.from({ length: 10 }, () => true));
  });
});

describe('the lists of 抽查主体 read along their indexes, scan nothing and sort nothing', () => {
  checkPlans(
    subjectListSpec,
    subjectFilters,
    subjectIndex,
    (page, { by }) => page === 'mine' && by !== subjectList.pages.mine.sort.by,
  );
});
