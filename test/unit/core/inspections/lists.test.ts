import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countSubjects, findAllSubjects, findSubjects, type SubjectListQuery } from '#core/inspections/list.ts';
import { listSubjects } from '#core/inspections/queries.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import type { SubjectFilter, SubjectPage, SubjectSort } from '#shared/domains/inspections/lists.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  lin,
  makeSubject,
  ownDepartment,
  shen,
  smallChecklist,
  soundResult,
} from '../../../integration/core/inspections/fixtures.ts';

const all: Subject[] = Array.from({ length: 1200 }, (_, index) => {
  const stage = subjectStages[index % subjectStages.length]!;
  const entered = stage === 'entered' || stage === 'sentBack' || stage === 'published';
  return makeSubject(index, {
    planId: index % 4 === 0 ? 'FA0002' : 'FA0001',
    planName: index % 4 === 0 ? '网吧专项抽查' : '文化市场联合抽查',
    planNumber: index % 4 === 0 ? '青联抽〔2026〕00002' : '青联抽〔2026〕00001',
    stage,
    planTo: addDays('2026-03-10', (index * 7) % 40),
    inspectors: index % 3 === 0 ? [lin] : index % 3 === 1 ? [lin, shen] : [shen],
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

/** Every rule of the list a second time, without SQL or indexes. */
function expected(page: SubjectPage, filter: SubjectFilter, account = 'lin01', sort?: SubjectSort): string[] {
  const open = ({ stage }: Subject) => stage === 'waiting' || stage === 'sentBack';
  const within = (value: string | null, from?: string, to?: string) =>
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
        within(subject.planTo, filter.planToFrom, filter.planToTo) &&
        within(subject.result?.inspectedOn ?? null, filter.inspectedFrom, filter.inspectedTo) &&
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
  subjectsCollection.write(
    workspace.database,
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
  { planToFrom: '2026-03-20', planToTo: '2026-03-25' },
  { inspectedFrom: '2026-02-10', inspectedTo: '2026-02-12' },
  { inspectorName: '知夏', name: '星河' },
  { name: '没有这一家' },
];
const pages: SubjectPage[] = ['mine', 'confirm', 'review', 'query'];
const sorts: SubjectSort[] = (['planTo', 'enterpriseName', 'inspectedOn'] as const).flatMap((by) => [
  { by, direction: 'ascending' as const },
  { by, direction: 'descending' as const },
]);

/** All pages of a list, one after another, as ids. */
function walked(query: SubjectListQuery): string[] {
  const idOf = workspace.database.prepare<[number], string>('SELECT id FROM inspection_subject WHERE key = ?').pluck();
  const found: number[] = [];
  for (let cursor: string | null = null; ;) {
    const next = findSubjects(workspace.database, query, 'lin01', cursor, 37);
    found.push(...next.keys);
    cursor = next.nextCursor;
    if (cursor === null) return found.map((key) => idOf.get(key)!);
  }
}

describe('the lists of 抽查主体', () => {
  it.each(pages.flatMap((page) => filters.map((filter) => [page, JSON.stringify(filter), filter] as const)))(
    'of page %s with %s are what plain JavaScript finds, page by page',
    (page, _, filter) => {
      const query: SubjectListQuery = { page, filter };
      expect(walked(query)).toEqual(expected(page, filter));
      const found = findAllSubjects(workspace.database, query, 'lin01');
      expect(countSubjects(workspace.database, query, 'lin01')).toEqual({ value: found.length, capped: false });
    },
  );

  it.each(sorts.flatMap((sort) => pages.map((page) => [page, `${sort.by} ${sort.direction}`, sort] as const)))(
    'of page %s stand in the order asked for, %s, page by page, under every filter',
    (page, _, sort) => {
      for (const filter of filters) {
        const query: SubjectListQuery = { page, filter, sort };
        const ids = walked(query);
        expect(ids, JSON.stringify(filter)).toEqual(expected(page, filter, 'lin01', sort));
        expect(countSubjects(workspace.database, query, 'lin01').value).toBe(ids.length);
      }
    },
  );

  it('read along an index and sort nothing, from the first page and from the middle', () => {
    // Of its own: statements that were asked before are not prepared again.
    const fresh = openTestWorkspace({ department: ownDepartment });
    subjectsCollection.write(
      fresh.database,
      all.slice(0, 300).map((data) => ({ id: data.id, revision: 1, data })),
    );
    const lists = sorts.flatMap((sort): SubjectListQuery[] => [
      { page: 'query', filter: {}, sort },
      { page: 'query', filter: { stages: ['waiting'] }, sort },
      { page: 'query', filter: { planId: 'FA0001' }, sort },
      { page: 'review', filter: {}, sort },
    ]);
    const prepare = vi.spyOn(fresh.database, 'prepare');
    for (const query of lists) {
      const { nextCursor } = findSubjects(fresh.database, query, 'lin01', null, 21);
      findSubjects(fresh.database, query, 'lin01', nextCursor, 21);
    }
    const asked = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('ORDER BY at0'));
    prepare.mockRestore();
    expect(asked).toHaveLength(2 * lists.length);
    for (const sql of asked) {
      const steps = fresh.database
        .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...(sql.match(/[?]/g) ?? []).map(() => ''))
        .map(({ detail }) => detail);
      expect(steps.join('; '), sql).not.toContain('TEMP B-TREE');
      // From the middle on, nothing before is passed over.
      if (sql.includes('(s.')) expect(steps.join('; '), sql).not.toContain('SCAN');
    }
    fresh.close();
  });

  it('refuse a place in another order', () => {
    const name: SubjectSort = { by: 'enterpriseName', direction: 'ascending' };
    const { nextCursor } = findSubjects(workspace.database, { page: 'query', filter: {} }, 'lin01', null, 5);
    const query: SubjectListQuery = { page: 'query', filter: {}, sort: name };
    expect(() => findSubjects(workspace.database, query, 'lin01', nextCursor, 5)).toThrow('another order');
  });

  it('show another person’s tasks to that person', () => {
    const keys = findAllSubjects(workspace.database, { page: 'mine', filter: {} }, 'shen02');
    expect(keys).toHaveLength(expected('mine', {}, 'shen02').length);
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
    const query: SubjectListQuery = { page: 'query', filter: { code: first!.creditCode! } };
    subjectsCollection.remove(workspace.database, [first!.id]);
    expect(findAllSubjects(workspace.database, query, 'lin01')).toEqual([]);
    subjectsCollection.write(workspace.database, [{ id: first!.id, revision: 3, data: first! }]);
    expect(findAllSubjects(workspace.database, query, 'lin01')).toHaveLength(1);
    subjectsCollection.write(workspace.database, [
      { id: first!.id, revision: 4, data: { ...first!, creditCode: null, enterpriseName: '青溪县改名商行' } },
    ]);
    expect(findAllSubjects(workspace.database, query, 'lin01')).toEqual([]);
    expect(findAllSubjects(workspace.database, { page: 'query', filter: { name: '改名' } }, 'lin01')).toHaveLength(1);
    subjectsCollection.write(workspace.database, [{ id: first!.id, revision: 5, data: first! }]);
  });
});
