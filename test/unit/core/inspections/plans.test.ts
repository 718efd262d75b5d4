import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPlans } from '#core/inspections/plans.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import type { PlanFilter } from '#shared/domains/inspections/lists.ts';
import {
  makePlan,
  makeSubject,
  otherDepartment,
  ownDepartment,
} from '../../../integration/core/inspections/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

const office = { code: '431299011', name: '青溪县文化广电局竹溪站' };
const plans = [
  makePlan({ drawnUpBy: otherDepartment }),
  makePlan({
    id: 'FA0002',
    name: '下级机关的抽查',
    drawnUpOn: '2026-01-05',
    from: '2026-01-10',
    to: '2026-01-31',
    leadDepartment: otherDepartment,
    departments: [otherDepartment, office],
    seenBy: [ownDepartment.code],
    stage: 'finished',
  }),
];
let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  plansCollection.write(
    workspace,
    plans.map((data) => ({ id: data.id, revision: 1, data })),
  );
  const stages = ['unconfirmed', 'skipped', 'waiting', 'sentBack', 'entered', 'published', 'published'] as const;
  const subjects = [
    ...stages.map((stage, index) => makeSubject(index, { stage })),
    ...stages.map((stage, index) =>
      makeSubject(20 + index, { stage, department: otherDepartment, seenBy: [ownDepartment.code] }),
    ),
    makeSubject(40, { planId: 'FA0002', stage: 'published', department: office, seenBy: [ownDepartment.code] }),
  ];
  subjectsCollection.write(
    workspace,
    subjects.map((data) => ({ id: data.id, revision: 1, data })),
  );
});
afterAll(() => workspace.close());

const ids = (filter: PlanFilter, page: 'query' | 'confirm' = 'query'): string[] =>
  listPlans(workspace, { page, filter }).map(({ id }) => id);

describe('a list of 抽查方案', () => {
  it('tells how far the own department is by numbers that add up, and the others beside it', () => {
    const [joint] = listPlans(workspace, { filter: {} });
    const { total, ...parts } = joint!.own;
    expect(parts).toEqual({ unconfirmed: 1, skipped: 1, waiting: 2, entered: 1, published: 2 });
    expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(joint!.organs.map(({ name, total: all }) => [name, all])).toEqual([
      [ownDepartment.name, 7],
      [otherDepartment.name, 7],
    ]);
    const below = listPlans(workspace, { filter: {} }).find(({ id }) => id === 'FA0002')!;
    expect(below.own.total).toBe(0);
    expect(below.organs).toMatchObject([{ name: office.name, published: 1 }]);
  });

  it.each<[string, PlanFilter, string[]]>([
    ['制定时间', { drawnUp: { from: '2026-02-01' } }, ['FA0001']],
    ['制定时间 to its very day', { drawnUp: { to: '2026-01-05' } }, ['FA0002']],
    ['抽查开始时间', { begins: { from: '2026-01-10', to: '2026-01-10' } }, ['FA0002']],
    ['抽查截止时间', { ends: { from: '2026-03-20' } }, ['FA0001']],
    ['牵头部门', { lead: '农业' }, ['FA0002']],
    ['制定机关, for which the 牵头部门 stands where none is named', { drawnUpBy: '农业' }, ['FA0001', 'FA0002']],
  ])('is asked by %s', (_, filter, wanted) => expect(ids(filter)).toEqual(wanted));

  it('holds on 主体名单确认 only those in which the own department takes part', () => {
    expect(ids({}, 'confirm')).toEqual(['FA0001']);
  });
});
