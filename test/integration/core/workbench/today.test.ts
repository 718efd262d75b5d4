import { afterEach, describe, expect, it } from 'vitest';
import { domains } from '#core/domains.ts';
import { saveDraft } from '#core/drafts/store.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { workbenchToday } from '#core/workbench/today.ts';
import { urgencies } from '#shared/contract/workbench.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { lin, makeSubject, ownDepartment } from '../inspections/fixtures.ts';
import { makeNotice, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

const limit = 12;
let workspace: TestWorkspace;
afterEach(() => workspace.close());

const pending = (index: number, pushedAt: string): Notice =>
  makeNotice(index, randomNumbers(index), {
    id: `N${index}`,
    stage: 'pending',
    closedAt: null,
    pushedAt,
    reviewDepartment: ownDepartment,
    receipt: null,
    returned: null,
    feedbacks: [],
  });

/** A Wednesday: forty notices weeks late, six subjects of one inspector, one of them due today. */
function open(roles: string[] = ['inspector'], notices = 40): TestWorkspace {
  workspace = openTestWorkspace({
    start: '2026-03-04T01:00:00.000Z',
    department: ownDepartment,
    actor: { account: 'lin01' },
    roles,
  });
  noticesCollection.write(
    workspace,
    Array.from({ length: notices }, (_, index) => ({
      id: `N${index}`,
      revision: 1,
      data: pending(index, `2026-02-${String(1 + (index % 20)).padStart(2, '0')}T03:00:00.000Z`),
    })),
  );
  const subjects = Array.from({ length: 6 }, (_, index) =>
    makeSubject(index, {
      stage: index === 5 ? 'entered' : 'waiting',
      planTo: addDays('2026-03-04', index),
      inspectors: [lin],
    }),
  );
  subjectsCollection.write(
    workspace,
    subjects.map((data) => ({ id: data.id, revision: 1, data })),
  );
  return workspace;
}
const today = () => workbenchToday(workspace, domains, limit);

describe('今天要办', () => {
  it('names the most urgent over all domains first, each with what is to be done', () => {
    open();
    const { items } = today();
    expect(items).toHaveLength(limit);
    const order = items.map(({ urgency }) => urgencies.indexOf(urgency));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(items[0]).toMatchObject({ collection: 'notices', action: '接收', urgency: 'overdue' });
    expect(items[0]?.due?.words).toContain('已逾期');
  });

  it('a hundred late notices do not hide the one thing of another kind', () => {
    open();
    const { items } = today();
    expect(items).toContainEqual(
      expect.objectContaining({ collection: 'inspectionSubjects', action: '录入', urgency: 'today' }),
    );
  });

  it('says of each kind how many more there are, and leads to them', () => {
    open();
    const { items, rest } = today();
    const received = items.filter(({ group }) => group === 'receive').length;
    expect(rest.find(({ key }) => key === 'receive')).toMatchObject({
      count: { value: 40 - received, capped: false },
      link: { to: 'notices', page: 'receive', filter: { statuses: ['pending'] } },
    });
  });

  it('what the platform did not take waits for a person, once for each record', () => {
    open([], 2);
    performOnMany(workspace, 'notices.receive', ['N0'], {});
    workspace.database.exec("UPDATE outbox SET state = 'rejected'");
    const { items } = today();
    expect(items.filter(({ recordId }) => recordId === 'N0')).toMatchObject([
      { urgency: 'returned', action: '处理', link: { to: 'outbox', states: ['rejected'], recordId: 'N0' } },
    ]);
    workspace.database.exec("UPDATE outbox SET state = 'conflict'");
    expect(today().items.find(({ recordId }) => recordId === 'N0')).toMatchObject({
      action: '比较',
      link: { to: 'conflict', recordId: 'N0' },
    });
  });

  it('what one has begun is there, at the end, and a record stands once', () => {
    open([], 2);
    performOnMany(workspace, 'notices.receive', ['N0'], {});
    // N1 is late and stands there anyway.
    for (const recordId of ['N0', 'N1'])
      saveDraft(
        workspace.database,
        { collection: 'notices', recordId, part: '', shape: 'feedback-1', values: '{}' },
        workspace.actor.account,
        workspace.correctedNow(),
      );
    const { items } = today();
    expect(items.filter(({ recordId }) => recordId === 'N1')).toHaveLength(1);
    expect(items.filter(({ group }) => group === 'drafts').map(({ recordId }) => recordId)).toEqual(['N0']);
  });

  it('复核 is asked of those who may', () => {
    open(['inspector']);
    expect(today().items.map(({ action }) => action)).not.toContain('复核');
    workspace.close();
    open(['reviewer']);
    expect(today().items).toContainEqual(expect.objectContaining({ action: '复核', urgency: 'waiting' }));
  });

  it('is empty where nothing is to be done', () => {
    workspace = openTestWorkspace({ department: ownDepartment });
    expect(today()).toEqual({ items: [], rest: [] });
  });
});
