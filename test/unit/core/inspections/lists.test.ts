import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SubjectQuery, subjectListSpec } from '#core/inspections/lists.ts';
import { listSubjects } from '#core/inspections/queries.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { countRows, findAll, findPage } from '#core/records/list.ts';
import { dayOf, type Day } from '#core/records/day.ts';
import {
  type SubjectFilter,
  subjectList,
  type SubjectPage,
  type SubjectSort,
} from '#shared/domains/inspections/lists.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import type { Range } from '#shared/lists/fields.ts';
import { pagesOf } from '#shared/lists/list.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { randomNumbers } from '../../../integration/core/notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  lin,
  makePlan,
  makeSubject,
  otherDepartment,
  ownDepartment,
  shen,
  smallChecklist,
  soundResult,
} from '../../../integration/core/inspections/fixtures.ts';

const zhou = { ...shen, account: 'zhou03', name: '周望舒', department: otherDepartment };
const plans = [
  makePlan(),
  makePlan({ id: 'FA0002', leadDepartment: otherDepartment, from: '2026-02-25', drawnUpOn: '2026-02-20' }),
];
const drawnTimes = (subject: Subject): number =>
  new Set(all.filter(({ enterpriseId }) => enterpriseId === subject.enterpriseId).map(({ planId }) => planId)).size;

const all: Subject[] = Array.from({ length: 1200 }, (_, index) => {
  const stage = subjectStages[index % subjectStages.length]!;
  const entered = stage === 'entered' || stage === 'sentBack' || stage === 'published';
  return makeSubject(index, {
    planId: index % 4 === 0 ? 'FA0002' : 'FA0001',
    planName: index % 4 === 0 ? '网吧专项抽查' : '文化市场联合抽查',
    planNumber: index % 4 === 0 ? '青联抽〔2026〕00002' : '青联抽〔2026〕00001',
    stage,
    planTo: addDays('2026-03-10', (index * 7) % 40),
    ...(index % 7 === 3
      ? { department: otherDepartment, inspectors: [zhou] }
      : { inspectors: index % 3 === 0 ? [lin] : index % 3 === 1 ? [lin, shen] : [shen] }),
    legalRepresentative: index % 9 === 0 ? '何听松' : '周晓禾',
    jurisdiction: index % 5 === 0 ? '青溪县竹溪所' : '青溪县城关所',
    enterpriseId: `E${index % 900}`,
    result: entered
      ? {
          ...soundResult(smallChecklist(), { inspectedOn: addDays('2026-02-01', index % 28) }),
          person: '沈岸舟',
          account: 'shen02',
          department: ownDepartment,
          at: '2026-03-01T01:00:00.000Z',
        }
      : null,
  });
});

const ofPlan = ({ planId }: Subject) => plans.find(({ id }) => id === planId)!;

/** Every rule of the list a second time, without SQL or indexes. */
function expected(page: SubjectPage, filter: SubjectFilter, account = 'lin01', sort?: SubjectSort): string[] {
  const open = ({ stage }: Subject) => stage === 'waiting' || stage === 'sentBack';
  const within = (value: string | null, { from, to }: Range = {}) =>
    (from === undefined && to === undefined) ||
    (value !== null && (from === undefined || value >= from) && (to === undefined || value <= to));
  const sign = (sort ? sort.direction === 'descending' : page === 'query') ? -1 : 1;
  const placeOf = (subject: Subject): string[] =>
    sort?.by === 'enterpriseName'
      ? [pinyinInitials(subject.enterpriseName), subject.enterpriseName]
      : [sort?.by === 'inspectedOn' ? (subject.result?.inspectedOn ?? '') : subject.planTo];
  const compare = (left: readonly string[], right: readonly string[]): number =>
    left.reduce((so, one, index) => so || (one < right[index]! ? -1 : one > right[index]! ? 1 : 0), 0);
  return all
    .map((subject, index) => ({ subject, index }))
    .filter(({ subject }) => {
      const codes = [subject.creditCode, subject.registrationNumber].join(' ').toLowerCase();
      const name = filter.name ?? '';
      return (
        (page !== 'mine' || (open(subject) && subject.inspectors.some((one) => one.account === account))) &&
        (page !== 'review' || subject.stage === 'entered') &&
        (page === 'query' || subject.department.code === ownDepartment.code) &&
        (!filter.whose?.length ||
          filter.whose.some((whose) =>
            whose === 'me'
              ? subject.inspectors.some((one) => one.account === account)
              : (subject.department.code === ownDepartment.code) === (whose === 'own'),
          )) &&
        subject.department.name.includes(filter.organName ?? '') &&
        subject.legalRepresentative.includes(filter.legalRepresentative ?? '') &&
        subject.registrationOrgan.includes(filter.registrationOrgan ?? '') &&
        (subject.jurisdiction ?? '').includes(filter.jurisdiction ?? '') &&
        ofPlan(subject).leadDepartment.name.includes(filter.drawnUpBy ?? '') &&
        within(ofPlan(subject).drawnUpOn, filter.drawnUp) &&
        within(ofPlan(subject).from, filter.planBegins) &&
        (filter.timesDrawn?.length !== 1 || (drawnTimes(subject) === 1) === (filter.timesDrawn[0] === 'once')) &&
        (name === '' ||
          (/^[a-z]+$/.test(name)
            ? pinyinInitials(subject.enterpriseName).includes(name)
            : subject.enterpriseName.includes(name))) &&
        codes.includes((filter.code ?? '').toLowerCase()) &&
        (filter.planId === undefined || subject.planId === filter.planId) &&
        subject.planName.includes(filter.planName ?? '') &&
        subject.planNumber.includes(filter.planNumber ?? '') &&
        (!filter.stages?.length || filter.stages.includes(subject.stage)) &&
        (!filter.enterpriseKinds?.length || filter.enterpriseKinds.includes(subject.enterpriseKind)) &&
        within(subject.planTo, filter.planEnds) &&
        within(subject.result?.inspectedOn ?? null, filter.inspected) &&
        (filter.inspectorName === undefined ||
          subject.inspectors.some((one) => one.name.includes(filter.inspectorName!)))
      );
    })
    .sort((a, b) => sign * (compare(placeOf(a.subject), placeOf(b.subject)) || a.index - b.index))
    .map(({ subject }) => subject.id);
}

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  plansCollection.write(
    workspace,
    plans.map((data) => ({ id: data.id, revision: 1, data })),
  );
  subjectsCollection.write(
    workspace,
    all.map((data) => ({ id: data.id, revision: 1, data })),
  );
});
afterAll(() => workspace.close());

const filters: SubjectFilter[] = [
  {},
  { name: '竹影' },
  { name: 'zywhcm' },
  { name: '17号' },
  { name: '云' },
  { code: '100044' },
  { planId: 'FA0002' },
  { planId: 'FA0001', stages: ['waiting', 'unconfirmed'] },
  { planName: '网吧', enterpriseKinds: ['individual'] },
  { planNumber: '00002' },
  { stages: ['entered'] },
  { planEnds: { from: '2026-03-20', to: '2026-03-25' } },
  { inspected: { from: '2026-02-10', to: '2026-02-12' } },
  { inspected: { to: '2026-02-05' } },
  { planEnds: { from: '2026-04-10' } },
  { name: '有限公司' },
  { inspectorName: '知夏', name: '星河' },
  { name: '没有这一家' },
  { whose: ['me'] },
  { whose: ['own'], stages: ['waiting'] },
  { whose: ['others'] },
  { whose: ['me', 'others'], organName: '农业' },
  { legalRepresentative: '听松', jurisdiction: '竹溪' },
  { registrationOrgan: '市场', planId: 'FA0001' },
  { drawnUpBy: '农业农村局' },
  { drawnUp: { from: '2026-02-15' }, planBegins: { to: '2026-02-28' } },
  { planBegins: { from: '2026-02-26' } },
  { timesDrawn: ['more'] },
  { timesDrawn: ['once'], enterpriseKinds: ['individual'] },
];
const pages = pagesOf(subjectList);
const sorts: SubjectSort[] = (Object.keys(subjectList.orders) as SubjectSort['by'][]).flatMap((by) => [
  { by, direction: 'ascending' as const },
  { by, direction: 'descending' as const },
]);

const viewOf = (account: string): Day => ({ ...dayOf(workspace), account });
const found = (query: SubjectQuery, account = 'lin01') =>
  findAll(workspace.database, subjectListSpec, query, viewOf(account));
const counted = (query: SubjectQuery) => countRows(workspace.database, subjectListSpec, query, viewOf('lin01'));
const page = (query: SubjectQuery, cursor: string | null, limit: number) =>
  findPage(workspace.database, subjectListSpec, query, viewOf('lin01'), cursor, limit);

/** All pages of a list, one after another, as ids. */
function walked(query: SubjectQuery, limit = 37): string[] {
  const idOf = workspace.database.prepare<[number], string>('SELECT id FROM inspection_subject WHERE key = ?').pluck();
  const keys: number[] = [];
  for (let cursor: string | null = null; ;) {
    const next = page(query, cursor, limit);
    keys.push(...next.keys);
    cursor = next.nextCursor;
    if (cursor === null) return keys.map((key) => idOf.get(key)!);
  }
}

describe('the lists of 抽查主体', () => {
  it.each(pages.flatMap((page) => filters.map((filter) => [page, JSON.stringify(filter), filter] as const)))(
    'of page %s with %s are what plain JavaScript finds, page by page',
    (page, _, filter) => {
      const query: SubjectQuery = { page, filter };
      expect(walked(query)).toEqual(expected(page, filter));
      expect(counted(query)).toEqual({ value: found(query).length, capped: false });
    },
  );

  it.each(sorts.flatMap((sort) => pages.map((page) => [page, `${sort.by} ${sort.direction}`, sort] as const)))(
    'of page %s stand in the order asked for, %s, page by page, under every filter',
    (page, _, sort) => {
      for (const filter of filters) {
        const query: SubjectQuery = { page, filter, sort };
        const ids = walked(query);
        expect(ids, JSON.stringify(filter)).toEqual(expected(page, filter, 'lin01', sort));
        expect(counted(query).value).toBe(ids.length);
      }
    },
  );

  it('combine any filters in any order, in pages of any size', () => {
    const pick = randomNumbers(98);
    const oneOf = <Item>(list: readonly Item[]): Item => list[Math.floor(pick() * list.length)]!;
    for (let round = 0; round < 300; round += 1) {
      const filter: SubjectFilter = { ...oneOf(filters), ...oneOf(filters), ...oneOf(filters) };
      const query: SubjectQuery = { page: oneOf(pages), filter, sort: oneOf([...sorts, undefined]) };
      const ids = expected(query.page, filter, 'lin01', query.sort);
      expect(walked(query, 1 + Math.floor(pick() * 80)), JSON.stringify(query)).toEqual(ids);
      expect(counted(query), JSON.stringify(query)).toEqual({ value: ids.length, capped: false });
    }
  });

  it('hold only the records asked for by id, if the page shows them', () => {
    const ids = all.slice(100, 140).map(({ id }) => id);
    for (const page of pages)
      expect(walked({ page, filter: {}, ids })).toEqual(expected(page, {}).filter((id) => ids.includes(id)));
  });

  it('refuse a place in another order', () => {
    const { nextCursor } = page({ page: 'query', filter: {} }, null, 5);
    const byName: SubjectQuery = { page: 'query', filter: {}, sort: { by: 'enterpriseName', direction: 'ascending' } };
    expect(() => page(byName, nextCursor, 5)).toThrow('another order');
  });

  it('show another person’s tasks to that person', () => {
    expect(found({ page: 'mine', filter: {} }, 'shen02')).toHaveLength(expected('mine', {}, 'shen02').length);
  });

  it('show the columns of a row', () => {
    const { rows } = listSubjects(workspace, { page: 'review', filter: { name: '松涛' }, cursor: null, limit: 1 });
    expect(rows).toMatchObject([
      {
        stage: 'entered',
        planName: expect.any(String) as string,
        coarseOutcome: 'normal',
        daysLeft: null,
        attachments: { total: 1, delivered: 1 },
        hasDraft: false,
        delivery: null,
        listings: [],
      },
    ]);
    const [mine] = listSubjects(workspace, { page: 'mine', filter: {}, cursor: null, limit: 1 }).rows;
    expect(mine).toMatchObject({ planTo: '2026-03-10', daysLeft: 8, coarseOutcome: expect.anything() as string });
  });

  it('follow a subject that leaves and comes', () => {
    const [first] = all;
    const query: SubjectQuery = { page: 'query', filter: { code: first!.creditCode! } };
    subjectsCollection.remove(workspace.database, [first!.id]);
    expect(found(query)).toEqual([]);
    subjectsCollection.write(workspace, [{ id: first!.id, revision: 3, data: first! }]);
    expect(found(query)).toHaveLength(1);
    subjectsCollection.write(workspace, [
      { id: first!.id, revision: 4, data: { ...first!, creditCode: null, enterpriseName: '青溪县改名商行' } },
    ]);
    expect(found(query)).toEqual([]);
    expect(found({ page: 'query', filter: { name: '改名' } })).toHaveLength(1);
    subjectsCollection.write(workspace, [{ id: first!.id, revision: 5, data: first! }]);
  });
});
