import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMeta } from '#core/database/meta.ts';
import { checkDeparture } from '#core/inspections/departure.ts';
import { saveDraft } from '#core/inspections/drafts.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { makeEnterprise, randomNumbers } from '../../../integration/notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  makePlan,
  makeSubject,
  ownDepartment,
  shen,
  smallChecklist,
} from '../../../integration/inspections/fixtures.ts';

const plenty = 50_000_000_000;
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const { database } = workspace;
  const stored = <Data extends { id: string }>(data: Data) => [{ id: data.id, revision: 1, data }];
  subjectsCollection.write(database, [...stored(makeSubject(1)), ...stored(makeSubject(2, { inspectors: [shen] }))]);
  plansCollection.write(database, stored(makePlan()));
  checklistsCollection.write(database, stored(smallChecklist()));
  enterprisesCollection.write(database, stored(makeEnterprise(1, randomNumbers(1))));
  inspectorsCollection.write(
    database,
    stored({
      id: 'I1',
      account: 'lin01',
      name: '林知夏',
      gender: null,
      age: null,
      education: '',
      types: ['行政执法' as const],
      lines: ['其他' as const],
      area: '',
      skills: [],
      certificateNumber: '青执0001',
      certificateFrom: null,
      certificateTo: '2027-01-01',
      certificateOrgan: '',
      phone: '',
      onDuty: true,
      remark: '',
      department: ownDepartment,
      revoked: false,
    }),
  );
  writeMeta(database, 'lastSyncAt', '2026-03-02T00:30:00.000Z');
  writeMeta(database, 'clockOffset', '0');
});
afterEach(() => workspace.close());

const states = (free: number | null = plenty) =>
  Object.fromEntries(checkDeparture(workspace, free).items.map(({ key, state }) => [key, state]));

describe('出发前检查', () => {
  it('is ready when all that the day needs lies here', () => {
    const { items, subjects } = checkDeparture(workspace, plenty);
    expect(subjects).toBe(1);
    expect(items.filter(({ state }) => state !== 'ready')).toEqual([]);
    expect(items.every(({ next }) => next === '')).toBe(true);
  });

  it.each<[string, () => void, string, 'missing' | 'warning']>([
    ['a checklist', () => checklistsCollection.remove(workspace.database, ['CL9-v1']), 'checklists', 'missing'],
    [
      'the version of a draft',
      () =>
        void saveDraft(
          workspace.database,
          { subjectId: makeSubject(1).id, checklistVersion: 7, values: '{}' },
          'lin01',
          'x',
        ),
      'checklists',
      'missing',
    ],
    ['a plan', () => plansCollection.remove(workspace.database, ['FA0001']), 'plans', 'warning'],
    [
      'a plan’s file',
      () =>
        plansCollection.write(workspace.database, [
          {
            id: 'FA0001',
            revision: 2,
            data: makePlan({ files: [{ name: '方案.pdf', sha256: 'c'.repeat(64), bytes: 3 }] }),
          },
        ]),
      'planFiles',
      'warning',
    ],
    ['an enterprise', () => enterprisesCollection.remove(workspace.database, ['E0000001']), 'enterprises', 'warning'],
    ['the person in the 名录', () => inspectorsCollection.remove(workspace.database, ['I1']), 'inspectors', 'warning'],
    [
      'a recent sync',
      () => writeMeta(workspace.database, 'lastSyncAt', '2026-02-27T00:00:00.000Z'),
      'lastSync',
      'warning',
    ],
    ['the right time', () => writeMeta(workspace.database, 'clockOffset', '600000'), 'clock', 'warning'],
  ])('tells when %s is missing', (_, takeAway, key, state) => {
    takeAway();
    expect(states()).toMatchObject({ [key]: state });
    const [first] = checkDeparture(workspace, plenty).items;
    expect(first).toMatchObject({ key, state });
    expect(first!.next).not.toBe('');
  });

  it('tells when the disk is nearly full, and when nobody knows', () => {
    expect(states(100_000_000)).toMatchObject({ room: 'missing' });
    expect(states(1_000_000_000)).toMatchObject({ room: 'warning' });
    expect(states(null)).toMatchObject({ room: 'warning' });
  });
});
