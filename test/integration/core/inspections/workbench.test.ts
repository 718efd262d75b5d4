import { afterEach, describe, expect, it } from 'vitest';
import { domains } from '#core/domains.ts';
import { listSubjects } from '#core/inspections/queries.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { workbenchSummary } from '#core/workbench/summary.ts';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';
import { lin, makeSubject, ownDepartment, shen, smallChecklist, soundResult } from './fixtures.ts';

const result = {
  ...soundResult(smallChecklist()),
  person: '沈岸舟',
  account: 'shen02',
  department: ownDepartment,
  at: '2026-03-01T01:00:00.000Z',
};
/** Of every stage, of both inspectors, with plans that ended, that end this week and later. */
const subjects: Subject[] = Array.from({ length: 600 }, (_, index) => {
  const stage = subjectStages[index % subjectStages.length]!;
  return makeSubject(index, {
    stage,
    planTo: addDays('2026-02-26', (index * 7) % 23),
    inspectors: index % 4 === 0 ? [shen] : [lin, shen],
    result: ['entered', 'sentBack', 'published'].includes(stage) ? result : null,
  });
});

let workspace: TestWorkspace;
afterEach(() => workspace.close());
function open(account: string, roles: string[], held: readonly Subject[]): TestWorkspace {
  // A Wednesday.
  workspace = openTestWorkspace({ start: '2026-03-04T01:00:00.000Z', actor: { account }, roles });
  subjectsCollection.write(
    workspace,
    held.map((data) => ({ id: data.id, revision: 1, data })),
  );
  return workspace;
}

/** Numbers of 双随机 by their key. */
const numbersOf = (of: TestWorkspace) =>
  new Map(
    workbenchSummary(of, domains).numbers.flatMap((number) => {
      const { key, link: target } = number;
      return target.to === 'inspections'
        ? [[key, { value: number.value, capped: number.capped, target }] as const]
        : [];
    }),
  );

/** All rows that a link lists, page by page. */
function rowsOf({ page, filter }: Pick<SubjectsLink, 'page' | 'filter'>): string[] {
  const rows: string[] = [];
  for (let cursor: string | null = null; ;) {
    const listed = listSubjects(workspace, { page, filter, cursor, limit: 50 });
    rows.push(...listed.rows.map(({ id }) => id));
    cursor = listed.nextCursor;
    if (cursor === null) return rows;
  }
}

const idsWhere = (holds: (subject: Subject) => boolean): string[] => subjects.filter(holds).map(({ id }) => id);

describe('the workbench of an inspector', () => {
  it.each(['lin01', 'shen02'])('has no number of %s whose link lists other rows than it counted', (account) => {
    const numbers = numbersOf(open(account, ['inspector', 'reviewer'], subjects));
    const isOpen = ({ stage }: Subject) => stage === 'waiting' || stage === 'sentBack';
    const mine = (holds: (subject: Subject) => boolean) =>
      idsWhere((one) => isOpen(one) && one.inspectors.some((person) => person.account === account) && holds(one));
    const expected: Record<string, string[]> = {
      inspectionOverdue: mine(({ planTo }) => planTo < '2026-03-04'),
      inspectionDueThisWeek: mine(({ planTo }) => planTo >= '2026-03-04' && planTo <= '2026-03-08'),
      inspectionSentBack: mine(({ stage }) => stage === 'sentBack'),
      inspectionWaiting: mine(({ stage }) => stage === 'waiting'),
      inspectionReview: idsWhere(({ stage }) => stage === 'entered'),
    };
    expect([...numbers.keys()]).toEqual(Object.keys(expected));
    for (const [key, { value, capped, target }] of numbers) {
      const rows = rowsOf(target);
      expect(rows.length, key).toBeGreaterThan(5);
      expect({ key, value, capped }).toEqual({ key, value: rows.length, capped: false });
      expect(rows.toSorted(), key).toEqual(expected[key]!.toSorted());
    }
  });

  it('tells what waits for 复核 only to who may review', () => {
    expect([...numbersOf(open('lin01', ['inspector'], subjects)).keys()]).not.toContain('inspectionReview');
  });

  it('says nothing of 双随机 where the department has no inspection at all', () => {
    expect([...numbersOf(open('lin01', ['inspector', 'reviewer'], [])).keys()]).toEqual([]);
  });

  it('shows noughts, not nothing, to a person to whom no subject was drawn', () => {
    const numbers = numbersOf(open('nobody09', ['clerk'], subjects));
    expect([...numbers.values()].map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  });
});
