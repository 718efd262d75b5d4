/** What the conditions and orders of the lists of 双随机抽查 mean. */
import {
  type PlanList,
  planList,
  type SubjectList,
  subjectList,
  type SubjectSort,
} from '#shared/domains/inspections/lists.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import { type SubjectStage, subjectStages } from '#shared/domains/inspections/words.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import { among, type Condition, inDelivery, text, type Where, within } from '../records/conditions.ts';
import type { Way } from '../records/list-plan.ts';
import type { ListQuery, ListSpec } from '../records/list-spec.ts';
import type { Day } from '../records/day.ts';
import { holding, type ShortList, sharing } from '../records/short-list.ts';

export type SubjectQuery = ListQuery<SubjectList>;

/** The indexes of each order, as they follow the plan and the stage. */
const indexes: Record<SubjectSort['by'], { readonly ofPlan: string; readonly ofStage: string }> = {
  planTo: { ofPlan: 'inspection_subject_by_plan', ofStage: 'inspection_subject_by_stage' },
  enterpriseName: { ofPlan: 'inspection_subject_plan_name', ofStage: 'inspection_subject_by_name' },
  inspectedOn: { ofPlan: 'inspection_subject_plan_inspected', ofStage: 'inspection_subject_by_inspected' },
};

/** A part of a text without an index, as it is stored. */
const part =
  (column: string, stored: (words: string) => string): Where<string> =>
  (words) => ({ conditions: [{ sql: `instr(n.${column}, ?) > 0`, values: [stored(words)] }] });

export const subjectListSpec: ListSpec<SubjectList> = {
  list: subjectList,
  table: 'inspection_subject',
  text: 'inspection_subject_text',
  orders: {
    planTo: ['plan_to'],
    enterpriseName: ['name_initials', 'enterprise_name'],
    inspectedOn: ['inspected_order'],
  },
  way: wayOf,
  where: {
    name: text('name', 'enterprise_name', 'name_initials'),
    code: text('code', 'codes'),
    planId: (id) => ({ conditions: [{ sql: 'n.plan_id = ?', values: [id] }] }),
    planName: part('plan_name', normalizeSearchText),
    planNumber: part('plan_number', normalizeSearchText),
    // The parts of the page follow it.
    stages: () => ({}),
    enterpriseKinds: among('enterprise_kind'),
    inspectorName: part('inspector_names', (name) => name.trim()),
    planEnds: within('plan_to', { name: 'inspection_subject_by_end' }),
    inspected: within('inspected_order', { name: 'inspection_subject_by_inspected', led: true, blank: true }),
    deliveries: inDelivery('inspectionSubjects'),
  },
};

/** Along the index of the plan, of the stages, or of the end alone; a person's own open tasks lie in a table of their own. */
function wayOf({ page, filter }: SubjectQuery, by: SubjectSort['by'], { account }: Day): Way {
  const asked: readonly SubjectStage[] = filter.stages?.length ? filter.stages : subjectStages;
  const stages = subjectStages.filter((stage) => asked.includes(stage) && (page !== 'review' || stage === 'entered'));
  const parts = `n.stage IN (${stages.map((stage) => `'${stage}'`).join(', ')})`;
  const inParts: Condition[] = stages.length < subjectStages.length ? [{ sql: parts, values: [] }] : [];
  const along = (index: string, branches: Way['branches']): Way => ({
    from: `inspection_subject n INDEXED BY ${index}`,
    branches,
    parts,
  });
  if (page === 'mine') return ownTasks(by, account, parts, inParts);
  if (filter.planId !== undefined) return along(indexes[by].ofPlan, [inParts]);
  if (by === 'planTo' && inParts.length === 0) return along('inspection_subject_by_end', [[]]);
  // One branch each: an index led by the stage has no order over several.
  return along(
    indexes[by].ofStage,
    stages.map((stage) => [{ sql: `n.stage = '${stage}'`, values: [] }]),
  );
}

/** Their table lies in the usual order; for another the open tasks of one person are few enough to be sorted. */
const ownTasks = (by: SubjectSort['by'], account: string, parts: string, inParts: readonly Condition[]): Way => ({
  from: `inspection_assignment a INDEXED BY inspection_assignment_open
    CROSS JOIN inspection_subject n ON n.key = a.subject`,
  ...(by === 'planTo' ? { terms: ['a.plan_to', 'a.subject'] } : {}),
  branches: [[{ sql: 'a.account = ? AND a.open = 1', values: [account] }, ...inParts]],
  members: [
    {
      sql: 'EXISTS (SELECT 1 FROM inspection_assignment a WHERE a.subject = n.key AND a.account = ? AND a.open = 1)',
      values: [account],
    },
    ...inParts,
  ],
  parts,
});

/** What stands alike goes by the end. */
export const planListSpec: ShortList<PlanList, Plan> = {
  list: planList,
  where: {
    name: holding(({ name }) => name),
    number: holding(({ number }) => number),
    stages: sharing(({ stage }) => [stage]),
  },
  places: {
    stage: ({ stage }) => [stage === 'finished' ? '1' : '0'],
    name: ({ name }) => [pinyinInitials(name), name],
    endsOn: ({ to }) => [to],
    drawnUpOn: ({ drawnUpOn }) => [drawnUpOn],
  },
};
