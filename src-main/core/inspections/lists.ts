/** What the conditions and orders of the lists of 双随机抽查 mean. */
import {
  type PlanList,
  planList,
  type SubjectList,
  subjectList,
  type SubjectSort,
} from '#shared/domains/inspections/lists.ts';
import { drawnUpByOf, type Plan } from '#shared/domains/inspections/plans.ts';
import { type SubjectStage, subjectStages } from '#shared/domains/inspections/words.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import type { Range } from '#shared/lists/fields.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import { among, type Asked, type Condition, inDelivery, text, type Where, within } from '../records/conditions.ts';
import type { Way } from '../records/list-plan.ts';
import type { ListQuery, ListSpec } from '../records/list-spec.ts';
import type { Day } from '../records/day.ts';
import { holding, inside, type ShortList, sharing } from '../records/short-list.ts';

export type SubjectQuery = ListQuery<SubjectList>;

/** The indexes of each order, as they follow the plan, the stage, and the own department among what waits for 复核. */
const indexes: Record<SubjectSort['by'], Record<'ofPlan' | 'ofStage' | 'ofReview', string>> = {
  planTo: {
    ofPlan: 'inspection_subject_by_plan',
    ofStage: 'inspection_subject_by_stage',
    ofReview: 'inspection_subject_review',
  },
  enterpriseName: {
    ofPlan: 'inspection_subject_plan_name',
    ofStage: 'inspection_subject_by_name',
    ofReview: 'inspection_subject_review_name',
  },
  inspectedOn: {
    ofPlan: 'inspection_subject_plan_inspected',
    ofStage: 'inspection_subject_by_inspected',
    ofReview: 'inspection_subject_review_inspected',
  },
};

/** A part of a text without an index, as it is stored. */
const part =
  (column: string, stored: (words: string) => string): Where<string> =>
  (words) => ({ conditions: [{ sql: `instr(n.${column}, ?) > 0`, values: [stored(words)] }] });

/** A part of a text that only the record has; who asks for it has named a plan, or waits a moment longer. */
const inContent =
  (field: string): Where<string> =>
  (words) => ({
    conditions: [
      {
        sql: `(SELECT instr(c.data ->> '$.${field}', ?) > 0 FROM inspection_subject_content c WHERE c.key = n.key)`,
        values: [words.trim()],
      },
    ],
  });

/** What only the plan knows: a PC holds some hundreds of them, looked through once. */
function ofPlans(conditions: readonly Condition[]): Asked {
  if (conditions.length === 0) return {};
  const plans = `inspection_plan p WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
  const values = conditions.flatMap((one) => one.values);
  return { conditions: [{ sql: `n.plan_id IN (SELECT p.id FROM ${plans})`, values }] };
}
const drawnUpBy = "ifnull(p.data ->> '$.drawnUpBy.name', p.data ->> '$.leadDepartment.name')";
const daysOf = (what: string, { from, to }: Range): Condition[] => [
  ...(from ? [{ sql: `${what} >= ?`, values: [from] }] : []),
  ...(to ? [{ sql: `${what} <= ?`, values: [to] }] : []),
];

/** Plans in which the enterprise was drawn. A joint plan has it once for each department. */
const timesDrawn = `(SELECT count(DISTINCT o.plan_id) FROM inspection_subject o INDEXED BY inspection_subject_enterprise
  WHERE o.enterprise_id = n.enterprise_id)`;

const whoseConditions: Record<'me' | 'own' | 'others', (view: Day) => Condition> = {
  me: ({ account }) => ({
    sql: 'EXISTS (SELECT 1 FROM inspection_assignment a WHERE a.subject = n.key AND a.account = ?)',
    values: [account],
  }),
  own: ({ department }) => ({ sql: 'n.department = ?', values: [department] }),
  others: ({ department }) => ({ sql: 'n.department <> ?', values: [department] }),
};
/** Any of the conditions; no condition where there are none. */
const anyOf = (conditions: readonly Condition[]): Condition[] =>
  conditions.length === 0
    ? []
    : [
        {
          sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
          values: conditions.flatMap(({ values }) => values),
        },
      ];

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
    whose: (asked, { view }) => ({ conditions: anyOf(asked.map((whose) => whoseConditions[whose](view))) }),
    organName: part('department_name', normalizeSearchText),
    legalRepresentative: inContent('legalRepresentative'),
    registrationOrgan: inContent('registrationOrgan'),
    jurisdiction: inContent('jurisdiction'),
    drawnUpBy: (name) => ofPlans([{ sql: `instr(${drawnUpBy}, ?) > 0`, values: [name.trim()] }]),
    drawnUp: (range) => ofPlans(daysOf("p.data ->> '$.drawnUpOn'", range)),
    planBegins: (range) => ofPlans(daysOf("p.data ->> '$.from'", range)),
    timesDrawn: (asked) =>
      asked.length === 1
        ? { conditions: [{ sql: `${timesDrawn} ${asked[0] === 'once' ? '=' : '>'} 1`, values: [] }] }
        : {},
    planEnds: within('plan_to', { name: 'inspection_subject_by_end' }),
    inspected: within('inspected_order', { name: 'inspection_subject_by_inspected', led: true, blank: true }),
    deliveries: inDelivery('inspectionSubjects'),
  },
};

/** Along the index of the plan, of the stages, or of the end alone; a person's own open tasks lie in a table of their own. */
function wayOf({ page, filter }: SubjectQuery, by: SubjectSort['by'], { account, department }: Day): Way {
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
  const own: Condition = { sql: 'n.department = ?', values: [department] };
  if (page === 'review' && filter.planId === undefined)
    return along(
      indexes[by].ofReview,
      stages.map(() => [own, { sql: "n.stage = 'entered'", values: [] }]),
    );
  // A plan has few departments: those of others are passed over.
  const whose = page === 'query' ? [] : [own];
  if (filter.planId !== undefined) return along(indexes[by].ofPlan, [[...inParts, ...whose]]);
  if (by === 'planTo' && inParts.length === 0 && whose.length === 0) return along('inspection_subject_by_end', [[]]);
  // One branch each: an index led by the stage has no order over several.
  return along(
    indexes[by].ofStage,
    stages.map((stage) => [{ sql: `n.stage = '${stage}'`, values: [] }, ...whose]),
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
    lead: holding(({ leadDepartment }) => leadDepartment.name),
    drawnUpBy: holding((plan) => drawnUpByOf(plan).name),
    drawnUp: inside(({ drawnUpOn }) => drawnUpOn),
    begins: inside(({ from }) => from),
    ends: inside(({ to }) => to),
  },
  places: {
    stage: ({ stage }) => [stage === 'finished' ? '1' : '0'],
    name: ({ name }) => [pinyinInitials(name), name],
    endsOn: ({ to }) => [to],
    drawnUpOn: ({ drawnUpOn }) => [drawnUpOn],
  },
};
