import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReferredFile } from '#shared/contract/attachments.ts';
import { writeMeta } from '#core/database/meta.ts';
import { checkDeparture } from '#core/inspections/departure.ts';
import { saveDraft } from '#core/drafts/store.ts';
import { resultDraftName } from '#core/inspections/drafts.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { makeEnterprise, randomNumbers } from '../../../integration/core/notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  makePlan,
  makeSubject,
  ownDepartment,
  shen,
  smallChecklist,
} from '../../../integration/core/inspections/fixtures.ts';

const plenty = 50_000_000_000;
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const { database } = workspace;
  const stored = <Data extends { id: string }>(data: Data) => [{ id: data.id, revision: 1, data }];
  subjectsCollection.write(workspace, [...stored(makeSubject(1)), ...stored(makeSubject(2, { inspectors: [shen] }))]);
  plansCollection.write(workspace, stored(makePlan()));
  checklistsCollection.write(workspace, stored(smallChecklist()));
  enterprisesCollection.write(workspace, stored(makeEnterprise(1, randomNumbers(1))));
  inspectorsCollection.write(
    workspace,
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
  workspace.platformTime.heard(workspace.environment.clock.now());
});
afterEach(() => {
  files = [];
  workspace.close();
});

/** Files that records name, as the downloads would tell of them. */
let files: ReferredFile[] = [];
const referred = (record: { collection: string; recordId: string }) =>
  files.filter(({ collection, recordId }) => collection === record.collection && recordId === record.recordId);
const planFile = (change: Partial<ReferredFile> = {}): ReferredFile => ({
  sha256: 'c'.repeat(64),
  collection: 'inspectionPlans',
  recordId: 'FA0001',
  name: '方案.pdf',
  caption: '',
  bytes: 3,
  mediaType: 'application/pdf',
  state: 'absent',
  receivedBytes: 0,
  words: '',
  ...change,
});
const check = (free: number | null = plenty) => checkDeparture(workspace, referred, free);
const heardAhead = (by: number) => workspace.platformTime.heard(workspace.environment.clock.now() + by);
const states = (free: number | null = plenty) =>
  Object.fromEntries(check(free).items.map(({ key, state }) => [key, state]));

describe('出发前检查', () => {
  it('tell when the platform was last heard as a person would', () => {
    const said = (at: string) => {
      writeMeta(workspace.database, 'lastSyncAt', at);
      return check().items.find(({ key }) => key === 'lastSync')?.said;
    };
    const now = Date.parse(workspace.correctedNow());
    const ago = (minutes: number) => said(new Date(now - minutes * 60_000).toISOString());
    expect([ago(0.5), ago(3), ago(150)]).toEqual(['刚刚', '3 分钟前', '3 小时前']);
  });

  it('is ready when all that the day needs lies here', () => {
    const { items, subjects } = check();
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
          { ...resultDraftName(makeSubject(1).id), shape: '7', values: '{}' },
          'lin01',
          'x',
        ),
      'checklists',
      'missing',
    ],
    ['a plan', () => plansCollection.remove(workspace.database, ['FA0001']), 'plans', 'warning'],
    ['a plan’s file', () => void (files = [planFile()]), 'planFiles', 'warning'],
    ['an enterprise', () => enterprisesCollection.remove(workspace.database, ['E0000001']), 'enterprises', 'warning'],
    ['the person in the 名录', () => inspectorsCollection.remove(workspace.database, ['I1']), 'inspectors', 'warning'],
    [
      'a recent sync',
      () => writeMeta(workspace.database, 'lastSyncAt', '2026-02-27T00:00:00.000Z'),
      'lastSync',
      'warning',
    ],
    ['the right time', () => heardAhead(600_000), 'clock', 'warning'],
    [
      'a word of the platform since the clock was set',
      () => workspace.environment.clock.setWall('2026-03-02T02:30:00.000Z'),
      'clock',
      'warning',
    ],
  ])('tells when %s is missing', (_, takeAway, key, state) => {
    takeAway();
    expect(states()).toMatchObject({ [key]: state });
    const [first] = check().items;
    expect(first).toMatchObject({ key, state });
    expect(first!.next).not.toBe('');
  });

  it('counts the files that are missing, names them, and hands over which to fetch', () => {
    const hashes = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64));
    files = hashes.map((sha256, index) => planFile({ sha256, name: `附件${index + 1}.pdf` }));
    files[0] = planFile({ sha256: hashes[0], state: 'here' });
    const item = () => check().items.find(({ key }) => key === 'planFiles');
    expect(item()).toMatchObject({
      state: 'warning',
      said: '共 5 个，缺 4 个：附件2.pdf、附件3.pdf、附件4.pdf 等',
    });
    expect(item()?.files?.map(({ sha256 }) => sha256)).toEqual(hashes.slice(1));
    files = files.map((file) => (file.state === 'here' ? file : { ...file, state: 'fetching' }));
    expect(item()?.next).toContain('等下载完成再出发');
    files = files.map((file) => (file.state === 'here' ? file : { ...file, state: 'failed', words: '磁盘空间不足' }));
    expect(item()?.next).toBe('磁盘空间不足。');
    files = files.map((file) => ({ ...file, state: 'here' }));
    expect(item()).toMatchObject({ state: 'ready', said: '5 个都在本机' });
  });

  it('asks for the photos and signatures of results that were sent back', () => {
    const subject = makeSubject(1, { stage: 'sentBack' });
    subjectsCollection.write(workspace, [{ id: subject.id, revision: 2, data: subject }]);
    expect(states()).not.toHaveProperty('resultFiles');
    files = [planFile({ collection: 'inspectionSubjects', recordId: subject.id, name: '现场.jpg' })];
    expect(states()).toMatchObject({ resultFiles: 'warning', planFiles: 'ready' });
  });

  it('tells when the disk is nearly full, and when nobody knows', () => {
    expect(states(100_000_000)).toMatchObject({ room: 'missing' });
    expect(states(1_000_000_000)).toMatchObject({ room: 'warning' });
    expect(states(null)).toMatchObject({ room: 'warning' });
  });
});
