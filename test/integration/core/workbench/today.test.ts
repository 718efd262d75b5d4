/** 今天要办 over several domains at once. */
import { afterEach, expect, it } from 'vitest';
import { domains } from '#core/domains.ts';
import { saveDraft } from '#core/drafts/store.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { workbenchToday } from '#core/workbench/today.ts';
import { contract } from '#shared/contract.ts';
import { urgencies } from '#shared/contract/workbench.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { lin, makePlan, makeSubject, shen } from '../inspections/fixtures.ts';
import { makeNotice, ownDepartment, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.close());

const pushedOn = (day: string) => `${day}T03:00:00.000Z`;
const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });
const outputs = (contract.workbench.today['~orpc'] as { outputSchema: { parse(value: unknown): unknown } })
  .outputSchema;

/** A Wednesday: forty notices that are late, one due today, one of another week, and what else a day brings. */
function openDay(roles: string[], account = 'lin01'): TestWorkspace {
  workspace = openTestWorkspace({
    start: '2026-03-04T01:00:00.000Z',
    department: ownDepartment,
    actor: { account },
    roles,
  });
  const random = randomNumbers(3);
  const notice = (index: number, pushedAt: string) =>
    makeNotice(index, random, {
      id: `N${index}`,
      stage: 'pending',
      reviewDepartment: ownDepartment,
      closedAt: null,
      receipt: null,
      feedbacks: [],
      pushedAt,
    });
  noticesCollection.write(
    workspace,
    [
      ...Array.from({ length: 40 }, (_, index) => notice(index, pushedOn(addDays('2026-01-05', index)))),
      notice(90, pushedOn('2026-03-01')),
    ].map(stored),
  );
  const subject = (
    index: number,
    stage: 'waiting' | 'sentBack' | 'entered' | 'unconfirmed',
    planTo: string,
    who = lin,
  ) =>
    makeSubject(index, { id: `S${index}`, planId: 'FA1', stage, planTo, inspectors: [who], department: ownDepartment });
  subjectsCollection.write(
    workspace,
    [
      subject(1, 'waiting', '2026-03-01'),
      subject(2, 'waiting', '2026-03-07'),
      subject(3, 'waiting', '2026-06-30'),
      subject(4, 'sentBack', '2026-06-30'),
      subject(5, 'entered', '2026-06-30'),
      subject(6, 'waiting', '2026-03-01', shen),
      subject(7, 'unconfirmed', '2026-06-30'),
    ].map(stored),
  );
  plansCollection.write(
    workspace,
    [
      makePlan({ id: 'FA1', stage: 'confirming', to: '2026-06-30', leadDepartment: ownDepartment, confirmedBy: [] }),
      makePlan({ id: 'FA2', stage: 'confirming', leadDepartment: ownDepartment, confirmedBy: [ownDepartment.code] }),
    ].map(stored),
  );
  performOnMany(workspace, 'notices.receive', ['N0'], {});
  workspace.database.exec("UPDATE outbox SET state = 'conflict'");
  saveDraft(
    workspace.database,
    { collection: 'inspectionSubjects', recordId: 'S3', part: '', shape: '1', values: '{}' },
    account,
    workspace.correctedNow(),
  );
  return workspace;
}

it('the most urgent stands first, each kind has a line however many are late, and the rest is told where it lies', () => {
  const { items, rest } = workbenchToday(openDay(['inspector', 'reviewer', 'planKeeper']), domains, 9);
  expect(items).toHaveLength(9);
  const ranks = items.map(({ urgency }) => urgencies.indexOf(urgency));
  expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  expect(new Set(items.map(({ group }) => group))).toEqual(
    new Set(['receive', 'enter', 'amend', 'review', 'confirm', 'returned', 'drafts']),
  );
  expect(items.filter(({ urgency }) => urgency === 'overdue').map(({ due }) => due?.words)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^已逾期 \d+ (天|个工作日)$/u)]),
  );
  // 40 late and one due today, of which one was received.
  const shown = items.filter(({ group }) => group === 'receive').length;
  expect(rest.find(({ key }) => key === 'receive')?.count).toEqual({ value: 40 - shown, capped: false });
  expect(rest.map(({ key }) => key)).not.toContain('returned');
  expect(() => outputs.parse({ items, rest })).not.toThrow();
});

it('everything that there is stands in it once, each thing leads to where it is done', () => {
  const { items, rest } = workbenchToday(openDay(['inspector', 'reviewer', 'planKeeper']), domains, 50);
  expect(rest).toEqual([]);
  const byRecord = new Map(items.map((item) => [item.recordId, item]));
  expect(byRecord.size).toBe(items.length);
  expect(byRecord.get('N90')).toMatchObject({
    urgency: 'today',
    action: '接收',
    link: { to: 'notices', page: 'receive', open: 'N90' },
  });
  expect(byRecord.get('N0')).toMatchObject({
    urgency: 'returned',
    action: '比较',
    link: { to: 'conflict', recordId: 'N0' },
  });
  expect(byRecord.get('S1')).toMatchObject({ urgency: 'overdue', action: '录入', due: { words: '已逾期 3 天' } });
  expect(byRecord.get('S2')).toMatchObject({ urgency: 'week' });
  expect(byRecord.get('S3')).toMatchObject({
    urgency: 'draft',
    link: { to: 'record', collection: 'inspectionSubjects' },
  });
  expect(byRecord.get('S4')).toMatchObject({ urgency: 'returned', action: '修改' });
  expect(byRecord.get('S5')).toMatchObject({ action: '复核', due: null });
  expect(byRecord.get('FA1')).toMatchObject({ action: '确认', about: '名单还有 1 家没有确认' });
  // Somebody else's subject, and a plan whose list is closed.
  expect([byRecord.has('S6'), byRecord.has('FA2')]).toEqual([false, false]);
});

it('whoever may neither review nor keep plans is not told of that work', () => {
  const { items } = workbenchToday(openDay(['clerk', 'inspector']), domains, 50);
  expect(items.map(({ action }) => action)).not.toEqual(expect.arrayContaining(['复核']));
  expect(items.map(({ action }) => action)).not.toEqual(expect.arrayContaining(['确认']));
});

it('an empty department has a calm day', () => {
  workspace = openTestWorkspace();
  expect(workbenchToday(workspace, domains, 12)).toEqual({ items: [], rest: [] });
});

it('what came back is found along the index of states, however long the outbox is', () => {
  openDay(['clerk']);
  const plan = workspace.database
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT * FROM outbox INDEXED BY outbox_state
       WHERE state IN ('rejected', 'conflict', 'quarantined') ORDER BY sequence DESC LIMIT 12`,
    )
    .all()
    .map(({ detail }) => detail);
  expect(plan.join('\n')).toContain('SEARCH outbox USING INDEX outbox_state (state=?)');
});
