import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSubjects, findAllSubjects, findSubjects, type SubjectListQuery } from '#core/inspections/list.ts';
import { listSubjects } from '#core/inspections/queries.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import type { SubjectFilter, SubjectPage } from '#shared/contract/inspections.ts';
import { type Subject, subjectStages } from '#shared/domain/inspections/subjects.ts';
import { pinyinInitials } from '#shared/domain/pinyin-initials.ts';
import { addDays } from '#shared/domain/working-days.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  lin,
  makeSubject,
  ownDepartment,
  shen,
  smallChecklist,
  soundResult,
} from '../../../integration/inspections/fixtures.ts';

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
function expected(page: SubjectPage, filter: SubjectFilter, account = 'lin01'): string[] {
  const open = ({ stage }: Subject) => stage === 'waiting' || stage === 'sentBack';
  const within = (value: string | null, from?: string, to?: string) =>
    (from === undefined && to === undefined) ||
    (value !== null && (from === undefined || value >= from) && (to === undefined || value <= to));
  const sign = page === 'query' ? -1 : 1;
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
    .sort((a, b) => sign * (a.subject.planTo.localeCompare(b.subject.planTo) || a.index - b.index))
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

describe('the lists of 抽查主体', () => {
  it.each(pages.flatMap((page) => filters.map((filter) => [page, JSON.stringify(filter), filter] as const)))(
    'of page %s with %s are what plain JavaScript finds, page by page',
    (page, _, filter) => {
      const query: SubjectListQuery = { page, filter };
      const found: number[] = [];
      for (let cursor: string | null = null; ;) {
        const next = findSubjects(workspace.database, query, 'lin01', cursor, 37);
        found.push(...next.keys);
        cursor = next.nextCursor;
        if (cursor === null) break;
      }
      const idOf = workspace.database
        .prepare<[number], string>('SELECT id FROM inspection_subject WHERE key = ?')
        .pluck();
      const ids = found.map((key) => idOf.get(key));
      expect(ids).toEqual(expected(page, filter));
      expect(findAllSubjects(workspace.database, query, 'lin01')).toEqual(found);
      expect(countSubjects(workspace.database, query, 'lin01')).toEqual({ value: found.length, capped: false });
    },
  );

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
