/** 抽查方案 in every stage with their 抽查主体, from what the enterprises and people of the county give. */
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { SubjectStage } from '#shared/domains/inspections/words.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Department } from '#shared/platform-api/common.ts';
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import { accounts, county, departmentOf, type DepartmentKey, type OrganKey, organsAbove } from '../county.ts';
import type { Random } from '../random.ts';
import type { SeedFile, seedFiles } from './files-seed.ts';
import { planFiles } from './plan-files-seed.ts';
import { referenceOf } from './reference.ts';
import { seedResult } from './result-seed.ts';

const day = 86_400_000;

export type PlanTemplate = {
  name: string;
  stage: Plan['stage'];
  departments: readonly DepartmentKey[];
  /** 所 that take part with a few subjects of their own. */
  lower?: readonly OrganKey[];
  checklist: readonly [id: string, version: number];
  /** Days from today. */
  drawnUp: number;
  from: number;
  to: number;
  /** Departments that have said 确认完毕 although the plan still waits for others. */
  confirmed?: readonly DepartmentKey[];
};

/** One plan in each stage and some more, of two and three departments. */
export const planTemplates: readonly PlanTemplate[] = [
  {
    name: '市场监管、卫生健康联合抽查',
    stage: 'inspecting',
    departments: ['scjg', 'wsjk'],
    checklist: ['CL001', 2],
    drawnUp: -25,
    from: -14,
    to: 16,
  },
  {
    name: '道路运输与危险货物联合抽查',
    stage: 'confirming',
    departments: ['scjg', 'jtys', 'yjgl'],
    checklist: ['CL001', 2],
    drawnUp: -3,
    from: 7,
    to: 45,
    confirmed: ['jtys', 'yjgl'],
  },
  {
    name: '文化经营单位联合抽查',
    stage: 'assigning',
    departments: ['scjg', 'whlg'],
    checklist: ['CL001', 2],
    drawnUp: -8,
    from: 3,
    to: 40,
  },
  {
    name: '农资市场联合抽查',
    stage: 'finished',
    departments: ['nync', 'scjg'],
    lower: ['sqs'],
    checklist: ['CL003', 1],
    drawnUp: -120,
    from: -110,
    to: -70,
  },
  {
    name: '公共娱乐场所安全联合抽查',
    stage: 'inspecting',
    departments: ['scjg', 'wsjk', 'whlg'],
    checklist: ['CL002', 1],
    drawnUp: -20,
    from: -10,
    to: 4,
  },
  {
    name: '年度报告公示信息抽查',
    stage: 'inspecting',
    departments: ['scjg', 'nync'],
    lower: ['sqs', 'fls'],
    checklist: ['CL001', 1],
    drawnUp: -60,
    from: -50,
    to: -2,
  },
];

/** Long finished plans, to make up the number where many subjects are asked for. */
const pastTemplate = (index: number): PlanTemplate => ({
  name: `往年联合抽查第${index}批`,
  stage: 'finished',
  departments: index % 2 === 0 ? ['scjg', 'wsjk'] : ['scjg', 'yjgl', 'whlg'],
  checklist: ['CL003', 1],
  drawnUp: -400 - index * 40,
  from: -390 - index * 40,
  to: -360 - index * 40,
});

const perPastDepartment = 500;
/** Subjects of a 所 in a plan. */
export const perLowerOrgan = 4;

/** Templates and how many subjects each department inspects, so that there are `subjects` in all, or a few more. */
export function planSizes(subjects: number): { template: PlanTemplate; each: number }[] {
  const shares = planTemplates.reduce((sum, { departments }) => sum + departments.length, 0);
  const each = Math.min(300, Math.max(4, Math.ceil(subjects / shares)));
  const sizes = planTemplates.map((template) => ({ template, each }));
  let rest = subjects - shares * each;
  for (let index = 1; rest > 0; index += 1) {
    const template = pastTemplate(index);
    sizes.push({ template, each: Math.min(perPastDepartment, Math.ceil(rest / template.departments.length)) });
    rest -= template.departments.length * perPastDepartment;
  }
  return sizes;
}

export type Surroundings = {
  random: Random;
  now: number;
  checklists: readonly Checklist[];
  inspectors: readonly Inspector[];
  files: ReturnType<typeof seedFiles>;
};

/** A plan by its template and its files; `number` gives id and 抽查编号. */
export function makePlan(
  { template, each }: { template: PlanTemplate; each: number },
  number: number,
  { now, checklists }: Pick<Surroundings, 'now' | 'checklists'>,
): { plan: Plan; files: SeedFile[] } {
  const today = chinaDate(now);
  const lower = (template.lower ?? []).map(departmentOf);
  const departments = [...template.departments.map(departmentOf), ...lower];
  const above = organsAbove(lower.map(({ code }) => code));
  const lead = departments[0];
  if (!lead) throw new Error('a plan needs a department');
  const past = template.stage !== 'confirming';
  const [checklistId, checklistVersion] = template.checklist;
  const items = checklists
    .filter((one) => one.checklistId === checklistId && one.version === checklistVersion)
    .flatMap(({ groups }) => groups.flatMap((group) => group.items.map(({ name }) => `${group.name}：${name}`)));
  const drawnUpOn = addDays(today, template.drawnUp);
  const plan: Plan = {
    id: `FA${String(number).padStart(4, '0')}`,
    name: template.name,
    number: `澧联抽〔${drawnUpOn.slice(0, 4)}〕${String(number).padStart(5, '0')}`,
    basis: '年度部门联合抽查工作计划',
    drawnUpOn,
    drawnUpBy: lead,
    from: addDays(today, template.from),
    to: addDays(today, template.to),
    leadDepartment: lead,
    departments,
    ...(above.length > 0 && { seenBy: above }),
    scope: '辖区内登记在册的市场主体，按比例随机抽取',
    requirements: '两名以上执法人员持证检查，检查结束后及时录入结果，依法公示。',
    files: [],
    checklistId,
    checklistVersion,
    items: items.slice(0, 12),
    groupedBy: number % 2 === 0 ? 'jurisdiction' : 'registration',
    share: 3 + (number % 3),
    drawnBy: lead,
    groupSize: 5,
    stage: template.stage,
    subjectCount: each * template.departments.length + perLowerOrgan * lower.length,
    confirmedBy: past
      ? departments.map(({ code }) => code)
      : (template.confirmed ?? []).map((key) => departmentOf(key).code),
  };
  const files = Object.values(planFiles(plan));
  return {
    plan: { ...plan, files: files.map(({ name, sha256, content }) => ({ name, sha256, bytes: content.length })) },
    files,
  };
}

/** Where the subject stands in a plan of this stage; the first of a department are one of each kind. */
function stageOf(plan: Plan, place: number, confirmed: boolean): SubjectStage {
  switch (plan.stage) {
    case 'confirming':
      if (confirmed) return place % 5 === 4 ? 'skipped' : 'waiting';
      return (['unconfirmed', 'unconfirmed', 'waiting', 'skipped', 'unconfirmed'] as const)[place % 5] ?? 'unconfirmed';
    case 'assigning':
      return place % 6 === 5 ? 'skipped' : 'waiting';
    case 'inspecting':
      return (
        (['waiting', 'entered', 'sentBack', 'waiting', 'waiting', 'published', 'waiting', 'entered'] as const)[
          place % 8
        ] ?? 'waiting'
      );
    case 'finished':
      return 'published';
  }
}

/** 管辖机关: the 所 of the township where the enterprise lies. */
const jurisdictionOf = ({ address }: Enterprise): string => {
  const [, township] = /县(.{2,5}?)(?:镇|乡|街道)/.exec(address) ?? [];
  return township ? `${county.registrationOrgan}${township}所` : county.registrationOrgan;
};

const reviewerOf = ({ code }: Department): string =>
  accounts.find((one) => one.department.code === code && one.roles.includes('reviewer'))?.name ?? '';

/** The `place`-th subject of a department in a plan, with whatever was done on it. */
export function makeSubject(
  plan: Plan,
  department: Department,
  enterprise: Enterprise,
  place: number,
  surroundings: Surroundings,
): Subject {
  const { random, now, inspectors, checklists, files } = surroundings;
  const confirmed = plan.confirmedBy.includes(department.code);
  const readers = [...new Set([plan.leadDepartment.code, ...organsAbove([department.code])])].filter(
    (code) => code !== department.code,
  );
  const stage = stageOf(plan, place, confirmed);
  const base: Subject = {
    id: `${plan.id}-${department.code.slice(-3)}-${String(place + 1).padStart(4, '0')}`,
    planId: plan.id,
    planName: plan.name,
    planNumber: plan.number,
    planFrom: plan.from,
    planTo: plan.to,
    checklistId: plan.checklistId,
    checklistVersion: plan.checklistVersion,
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    creditCode: enterprise.creditCode,
    registrationNumber: enterprise.registrationNumber,
    enterpriseKind: enterprise.kind,
    legalRepresentative: enterprise.legalRepresentative,
    phone: enterprise.phone,
    address: enterprise.address,
    registrationOrgan: enterprise.registrationOrgan,
    jurisdiction: jurisdictionOf(enterprise),
    department,
    ...(readers.length > 0 && { seenBy: readers }),
    stage,
    confirmationClosed: confirmed,
    inspectors: [],
    result: null,
    reviews: [],
    publishedAt: null,
    corrections: [],
  };
  if (plan.stage === 'confirming' || plan.stage === 'assigning' || stage === 'skipped') return base;

  // Three hold a certificate; each group is two or three of them, so that most subjects are several people's.
  const [first, second, third] = inspectors.filter((one) => one.department.code === department.code && !one.revoked);
  if (!first || !second || !third) return base;
  const groups = [
    [first, second],
    [first, third],
    [second, third],
    [first, second, third],
  ];
  const group = groups[place % groups.length] ?? [first, second];
  const drawn = { ...base, inspectors: group.map(referenceOf) };
  if (stage === 'waiting') return drawn;

  const checklist = checklists.find(
    (one) => one.checklistId === plan.checklistId && one.version === plan.checklistVersion,
  );
  if (!checklist) throw new Error(`plan ${plan.id} without its checklist`);
  // The first that waits for 复核 was entered a minute ago, by whoever comes last in the group.
  const fresh = stage === 'entered' && place < 8 && place % 8 === 1;
  const began = Date.parse(`${plan.from}T02:00:00.000Z`);
  const until = Math.min(now - day, Date.parse(`${plan.to}T02:00:00.000Z`));
  const at = fresh ? now - 60_000 : Math.round(began + random.next() * Math.max(0, until - began));
  const author = group.at(-1) ?? first;
  const result = seedResult(random, checklist, {
    at,
    problem: random.chance(0.25),
    inspector: author.name,
    contact: enterprise.legalRepresentative,
    files,
  });
  const entered: Subject = {
    ...drawn,
    result: {
      ...result,
      person: author.name,
      account: author.account,
      department,
      at: new Date(at).toISOString(),
    },
  };
  if (stage === 'entered') return entered;
  const reviewedAt = new Date(Math.min(now - 1000, at + 5 * 3_600_000)).toISOString();
  const review = { on: chinaDate(reviewedAt), person: reviewerOf(department), at: reviewedAt };
  if (stage === 'sentBack')
    return {
      ...entered,
      reviews: [{ ...review, decision: 'sendBack', opinion: '处理情况写得不够具体，请补充责令改正的期限后重新提交' }],
    };
  return {
    ...entered,
    reviews: [{ ...review, decision: 'pass', opinion: '复核通过，同意公示' }],
    publishedAt: reviewedAt,
  };
}
