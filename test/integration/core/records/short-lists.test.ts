/** The lists that are sorted in memory: 执法检查人员名录 and 抽查方案. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansCollection } from '#core/inspections/sync.ts';
import { listPlans } from '#core/inspections/plans.ts';
import { listInspectors } from '#core/inspectors/queries.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import type { PlanFilter, PlanSort } from '#shared/domains/inspections/lists.ts';
import type { InspectorFilter, InspectorSort } from '#shared/domains/inspectors/lists.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import { makePlan, otherDepartment, ownDepartment } from '../inspections/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

const inspector = (account: string, name: string, change: Partial<Inspector> = {}): Inspector => ({
  id: `JC-${account}`,
  account,
  name,
  gender: 'female',
  age: 34,
  education: '大学本科',
  types: ['行政执法'],
  lines: ['市场监管'],
  area: '青溪县',
  skills: ['食品检验'],
  certificateNumber: `青执${account}`,
  certificateFrom: '2021-01-01',
  certificateTo: '2027-01-01',
  certificateOrgan: '青溪县人民政府',
  phone: '0700-1234567',
  onDuty: true,
  remark: '',
  department: ownDepartment,
  revoked: false,
  ...change,
});

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ start: '2026-03-02T01:00:00.000Z', department: ownDepartment });
  const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });
  inspectorsCollection.write(
    workspace,
    [
      inspector('lin01', '林知夏', { certificateTo: '2026-05-01', types: ['专业技术', '综合管理'] }),
      inspector('shen02', '沈岸舟', { certificateTo: '2026-05-02', lines: ['价格检查'] }),
      inspector('gu03', '顾青禾', { certificateTo: '2026-02-28', department: otherDepartment }),
      inspector('bai04', '白砚秋', { certificateTo: '2026-03-01', revoked: true }),
      inspector('an05', '安如初', { certificateTo: null }),
    ].map(stored),
  );
  plansCollection.write(
    workspace,
    [
      makePlan({
        id: 'FA1',
        name: '网吧专项抽查',
        number: '青联抽〔2026〕00002',
        to: '2026-05-31',
        drawnUpOn: '2026-01-10',
      }),
      makePlan({
        id: 'FA2',
        name: '文化市场抽查',
        number: '青联抽〔2026〕00001',
        to: '2026-04-30',
        drawnUpOn: '2026-02-10',
      }),
      makePlan({ id: 'FA3', name: '去年的抽查', number: '青联抽〔2025〕00009', to: '2025-12-31', stage: 'finished' }),
      makePlan({ id: 'FA4', name: '出版物抽查', number: '青联抽〔2026〕00003', to: '2026-04-30', stage: 'confirming' }),
    ].map(stored),
  );
});
afterAll(() => workspace.close());

describe('the 名录', () => {
  const names = (filter: InspectorFilter, sort?: InspectorSort) =>
    listInspectors(workspace, { page: 'query', filter, sort, cursor: null, limit: 50 }).rows.map(({ name }) => name);

  it('has those in it by name where nothing is asked for, and of the others only who was revoked', () => {
    expect(names({})).toEqual(['安如初', '顾青禾', '林知夏', '沈岸舟']);
    expect(names({ state: 'revoked' })).toEqual(['白砚秋']);
  });

  it('tells whose 执法证 ends within 60 days of today, or has ended', () => {
    // 2026-03-02 and 60 days: until 2026-05-01.
    expect(names({ state: 'expiring' })).toEqual(['顾青禾', '林知夏']);
  });

  it('is limited by every other condition', () => {
    expect(names({ name: ' 知 夏' })).toEqual(['林知夏']);
    expect(names({ certificateNumber: 'SHEN' })).toEqual(['沈岸舟']);
    expect(names({ types: ['综合管理'] })).toEqual(['林知夏']);
    expect(names({ types: [] })).toHaveLength(4);
    expect(names({ types: ['行政执法'], lines: ['价格检查', '工商行政管理'] })).toEqual(['沈岸舟']);
  });

  it('stands in the order asked for, alike ones by name', () => {
    expect(names({}, { by: 'organ', direction: 'ascending' })).toEqual(['安如初', '林知夏', '沈岸舟', '顾青禾']);
    expect(names({}, { by: 'certificateEnds', direction: 'descending' })).toEqual([
      '安如初',
      '沈岸舟',
      '林知夏',
      '顾青禾',
    ]);
  });

  it('comes page by page', () => {
    const query = { page: 'query' as const, filter: {}, limit: 3 };
    const first = listInspectors(workspace, { ...query, cursor: null });
    const second = listInspectors(workspace, { ...query, cursor: first.nextCursor });
    expect([first.rows.length, second.rows.length, second.nextCursor]).toEqual([3, 1, null]);
    expect(second.count).toEqual({ value: 4, capped: false });
  });
});

describe('抽查方案', () => {
  const ids = (filter: PlanFilter, sort?: PlanSort) => listPlans(workspace, { filter, sort }).map(({ id }) => id);

  it('stand running ones first, then by the end, where no order is asked for', () => {
    expect(ids({})).toEqual(['FA2', 'FA4', 'FA1', 'FA3']);
  });

  it('are limited by every condition', () => {
    expect(ids({ name: '文化' })).toEqual(['FA2']);
    expect(ids({ number: '〔2026〕', stages: ['confirming'] })).toEqual(['FA4']);
    expect(ids({ stages: [] })).toHaveLength(4);
  });

  it('stand in the order asked for', () => {
    expect(ids({}, { by: 'name', direction: 'ascending' })).toEqual(['FA4', 'FA3', 'FA1', 'FA2']);
    expect(ids({}, { by: 'endsOn', direction: 'descending' })).toEqual(['FA1', 'FA4', 'FA2', 'FA3']);
    expect(ids({}, { by: 'drawnUpOn', direction: 'ascending' })).toEqual(['FA1', 'FA3', 'FA2', 'FA4']);
  });
});
