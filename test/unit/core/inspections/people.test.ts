import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPeople } from '#core/inspections/people.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { staffCollection } from '#core/inspectors/sync.ts';
import type { FilterOfList, SortOfList } from '#shared/lists/list.ts';
import type { PeopleList } from '#shared/domains/inspections/lists.ts';
import {
  lin,
  makePlan,
  makeSubject,
  otherDepartment,
  ownDepartment,
  shen,
} from '../../../integration/core/inspections/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });
  plansCollection.write(
    workspace,
    [makePlan(), makePlan({ id: 'FA0002', name: '网吧抽查', drawnUpBy: otherDepartment })].map(stored),
  );
  const second = { planId: 'FA0002', planName: '网吧抽查', planNumber: '青联抽〔2026〕00002' };
  subjectsCollection.write(
    workspace,
    [
      makeSubject(0),
      makeSubject(1),
      makeSubject(2, { stage: 'sentBack', inspectors: [lin] }),
      makeSubject(3, { stage: 'published' }),
      makeSubject(4, second),
      makeSubject(5, { department: otherDepartment, inspectors: [{ ...shen, department: otherDepartment }] }),
    ].map(stored),
  );
  staffCollection.write(
    workspace,
    [{ id: lin.account, name: lin.name, department: ownDepartment, unit: '执法大队', active: true }].map(stored),
  );
});
afterAll(() => workspace.close());

const list = (filter: FilterOfList<PeopleList>, sort?: SortOfList<PeopleList>) =>
  listPeople(workspace, { page: 'adjust', filter, sort, cursor: null, limit: 50 }).rows.map(
    ({ planId, inspector, open }) => `${planId} ${inspector.account} ${open}`,
  );

describe('抽查人员调整', () => {
  it('lists who still has to inspect, over all running plans of the own department, most to do first', () => {
    expect(list({})).toEqual(['FA0001 lin01 3', 'FA0001 shen02 2', 'FA0002 shen02 1', 'FA0002 lin01 1']);
    const { rows, count } = listPeople(workspace, { page: 'adjust', filter: {}, cursor: null, limit: 1 });
    expect(count.value).toBe(4);
    expect(rows).toMatchObject([
      { planName: '文化市场联合抽查', unit: '执法大队', partners: [shen.name], subjects: { length: 3 } },
    ]);
  });

  it.each<[FilterOfList<PeopleList>, string[]]>([
    [{ inspectorName: '知夏' }, ['FA0001 lin01 3', 'FA0002 lin01 1']],
    [{ planName: '网吧', unit: '大队' }, ['FA0002 lin01 1']],
    [{ planNumber: '00002', inspectorName: '沈' }, ['FA0002 shen02 1']],
    [{ drawnUpBy: '农业', organName: '文化' }, ['FA0002 shen02 1', 'FA0002 lin01 1']],
    [{ organName: '农业' }, []],
    [{ planId: 'FA0001', unit: '没有' }, []],
  ])('is asked by %j', (filter, wanted) => expect(list(filter).toSorted()).toEqual(wanted.toSorted()));

  it('stands in the order asked for', () => {
    expect(list({}, { by: 'inspectorName', direction: 'ascending' })[0]).toMatch(/lin01/);
    expect(list({}, { by: 'open', direction: 'ascending' }).at(-1)).toBe('FA0001 lin01 3');
  });
});
