/** 抽查人员调整: who still has to inspect in the running plans of the department. A department has some hundreds of them at most. */
import type { Count } from '#shared/contract/base.ts';
import type { PlanInspector } from '#shared/domains/inspections/contract.ts';
import { type PeopleList, peopleList } from '#shared/domains/inspections/lists.ts';
import { drawnUpByOf } from '#shared/domains/inspections/plans.ts';
import type { InspectorReference } from '#shared/domains/inspections/subjects.ts';
import type { SheetRequest } from '#shared/lists/schema.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { allInspectors, allStaff } from '../inspectors/queries.ts';
import { holding, type ShortList, shortList } from '../records/short-list.ts';
import type { Workspace } from '../workspace.ts';
import { readPlan } from './sync.ts';

/** Most to do last, as a text of one length. */
const amount = (many: number): string => String(many).padStart(9, '0');

export const peopleListSpec: ShortList<PeopleList, PlanInspector> = {
  list: peopleList,
  where: {
    inspectorName: holding(({ inspector }) => inspector.name),
    planName: holding(({ planName }) => planName),
    planNumber: holding(({ planNumber }) => planNumber),
    drawnUpBy: holding(({ drawnUpBy }) => drawnUpBy),
    organName: holding(({ inspector }) => inspector.department.name),
    unit: holding(({ unit }) => unit),
    planId: ({ planId }, wanted) => planId === wanted,
  },
  places: {
    open: ({ open }) => [amount(open)],
    inspectorName: ({ inspector: { name, account } }) => [pinyinInitials(name), name, account],
    planName: ({ planName }) => [pinyinInitials(planName), planName],
  },
};

/** One page; the cursor is the number of rows before it. */
export function listPeople(
  workspace: Workspace,
  request: SheetRequest<PeopleList> & { cursor: string | null; limit: number },
): { rows: PlanInspector[]; nextCursor: string | null; count: Count } {
  const found = shortList(peopleListSpec, planPeople(workspace), request, workspace.today());
  const from = Math.max(0, Math.trunc(Number(request.cursor ?? 0)) || 0);
  const to = from + request.limit;
  return {
    rows: found.slice(from, to),
    nextCursor: found.length > to ? String(to) : null,
    count: { value: found.length, capped: false },
  };
}

interface OpenSubject {
  planId: string;
  planName: string;
  planNumber: string;
  name: string;
  inspectors: string;
}
/** Names of subjects that a row tells. */
const shownNames = 3;

function planPeople({ database, department }: Workspace): PlanInspector[] {
  const unitOf = units(database);
  const people = new Map<string, PlanInspector>();
  const drawnUpBy = new Map<string, string>();
  for (const subject of openSubjects(database, department.code)) {
    const { planId, planName, planNumber, name } = subject;
    if (!drawnUpBy.has(planId)) {
      const plan = readPlan(database, planId);
      drawnUpBy.set(planId, plan ? drawnUpByOf(plan).name : '');
    }
    // What is stored was checked when it came; it is not checked again here.
    const inspectors = JSON.parse(subject.inspectors) as InspectorReference[];
    for (const inspector of inspectors) {
      const id = `${planId} ${inspector.account}`;
      const known = people.get(id);
      const others = inspectors.filter(({ account }) => account !== inspector.account).map((other) => other.name);
      people.set(id, {
        id,
        planId,
        planName,
        planNumber,
        drawnUpBy: drawnUpBy.get(planId) ?? '',
        inspector,
        unit: unitOf(inspector.account),
        open: (known?.open ?? 0) + 1,
        subjects: [...(known?.subjects ?? []), name].slice(0, shownNames),
        partners: [...new Set([...(known?.partners ?? []), ...others])],
      });
    }
  }
  return [...people.values()];
}

/** Subjects of the department that are still to be inspected; what ends first stands first. */
const openSubjects = (database: Database, department: string): OpenSubject[] =>
  statement<[string], OpenSubject>(
    database,
    `SELECT s.plan_id AS planId, c.data ->> '$.planName' AS planName, c.data ->> '$.planNumber' AS planNumber,
       c.data ->> '$.enterpriseName' AS name, c.data -> '$.inspectors' AS inspectors
     FROM inspection_subject s INDEXED BY inspection_subject_by_stage
     CROSS JOIN inspection_subject_content c ON c.key = s.key
     WHERE s.stage IN ('waiting', 'sentBack') AND s.department = ? ORDER BY s.plan_to, s.key`,
  ).all(department);

/** 部门 as the 名录 has it, else as the account has it. */
function units(database: Database): (account: string) => string {
  const known = new Map(allStaff(database).map(({ id, unit }) => [id, unit]));
  for (const { account, unit } of allInspectors(database)) if (unit) known.set(account, unit);
  return (account) => known.get(account) ?? '';
}
