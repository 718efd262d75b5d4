/** The filter bar's own state, the filter of the contract made of it, and its chips. Dates stay as typed until asked with. */
import { type SubjectFilter, subjectFilterSchema } from '../../../src-shared/contract/inspections.ts';
import { deliveryStateNames } from '../../../src-shared/domain/delivery.ts';
import { subjectStageNames } from '../../../src-shared/domain/inspections/subjects.ts';
import { enterpriseKindNames } from '../../../src-shared/domain/notices.ts';
import { readTypedDate, toHalfWidth } from '../../components/typed-dates.ts';
import type { FilterControl } from './subject-pages.ts';

export type FilterForm = Required<Omit<SubjectFilter, 'planId'>>;

export const emptyForm = (): FilterForm => ({
  planName: '',
  planNumber: '',
  name: '',
  code: '',
  enterpriseKinds: [],
  stages: [],
  planToFrom: '',
  planToTo: '',
  inspectedFrom: '',
  inspectedTo: '',
  inspectorName: '',
  deliveries: [],
});

export function formOfFilter(filter: SubjectFilter): FilterForm {
  const { planId: _ofPage, ...inBar } = filter;
  // Own copies: the bar changes its lists in place, the filter in force must not follow.
  return JSON.parse(JSON.stringify({ ...emptyForm(), ...inBar })) as FilterForm;
}

const dateFields = ['planToFrom', 'planToTo', 'inspectedFrom', 'inspectedTo'] as const;
export type FilterDateField = (typeof dateFields)[number];
export type FilterProblems = Partial<Record<FilterDateField, string>>;

/** What is empty is left out, codes lose spaces and full-width signs, dates become `YYYY-MM-DD`. With problems, no filter. */
export function filterOfForm(
  form: FilterForm,
): { filter: SubjectFilter; problems: null } | { filter: null; problems: FilterProblems } {
  const filter: SubjectFilter = {};
  const problems: FilterProblems = {};
  for (const field of ['name', 'planName', 'planNumber', 'inspectorName'] as const) {
    const words = form[field].trim();
    if (words) filter[field] = words;
  }
  const code = toHalfWidth(form.code).replace(/\s/g, '').toUpperCase();
  if (code) filter.code = code;
  if (form.enterpriseKinds.length > 0) filter.enterpriseKinds = [...form.enterpriseKinds];
  if (form.stages.length > 0) filter.stages = [...form.stages];
  if (form.deliveries.length > 0) filter.deliveries = [...form.deliveries];
  for (const field of dateFields) {
    const read = readTypedDate(form[field]);
    if (read.kind === 'date') filter[field] = read.date;
    if (read.kind === 'wrong') problems[field] = read.message;
  }
  for (const [from, to] of [
    ['planToFrom', 'planToTo'],
    ['inspectedFrom', 'inspectedTo'],
  ] as const) {
    const [first, last] = [filter[from], filter[to]];
    if (first && last && last < first) problems[to] = '止日不能早于起日';
  }
  return Object.keys(problems).length > 0 ? { filter: null, problems } : { filter, problems: null };
}

/** Reads a remembered filter; null where an older version kept something else. */
export function readFilter(kept: unknown): SubjectFilter | null {
  const parsed = subjectFilterSchema.omit({ planId: true }).safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const isUnlimited = (filter: SubjectFilter): boolean => Object.keys(filter).length === 0;

const fieldsOfControl: Record<FilterControl, readonly (keyof SubjectFilter)[]> = {
  planName: ['planName'],
  planNumber: ['planNumber'],
  enterpriseKinds: ['enterpriseKinds'],
  stages: ['stages'],
  planTo: ['planToFrom', 'planToTo'],
  inspected: ['inspectedFrom', 'inspectedTo'],
  inspectorName: ['inspectorName'],
  deliveries: ['deliveries'],
};
/** How many of these controls limit the list now. */
export const countInForce = (controls: readonly FilterControl[], filter: SubjectFilter): number =>
  controls.filter((control) => fieldsOfControl[control].some((field) => filter[field] !== undefined)).length;

const range = (from?: string, to?: string): string =>
  from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 起` : `${to} 止`;

interface ChipRule {
  readonly fields: readonly (keyof SubjectFilter)[];
  readonly words: (filter: SubjectFilter) => string;
}
const rules: readonly ChipRule[] = [
  { fields: ['name'], words: (filter) => `主体名称：${filter.name}` },
  { fields: ['code'], words: (filter) => `统一社会信用代码/注册号：${filter.code}` },
  { fields: ['planName'], words: (filter) => `抽查方案名称：${filter.planName}` },
  { fields: ['planNumber'], words: (filter) => `抽查编号：${filter.planNumber}` },
  {
    fields: ['stages'],
    words: (filter) => `状态：${(filter.stages ?? []).map((stage) => subjectStageNames[stage]).join('、')}`,
  },
  {
    fields: ['enterpriseKinds'],
    words: (filter) =>
      `主体类型：${(filter.enterpriseKinds ?? []).map((kind) => enterpriseKindNames[kind]).join('、')}`,
  },
  { fields: ['inspectorName'], words: (filter) => `检查人员：${filter.inspectorName}` },
  {
    fields: ['planToFrom', 'planToTo'],
    words: (filter) => `结束时间：${range(filter.planToFrom, filter.planToTo)}`,
  },
  {
    fields: ['inspectedFrom', 'inspectedTo'],
    words: (filter) => `检查日期：${range(filter.inspectedFrom, filter.inspectedTo)}`,
  },
  {
    fields: ['deliveries'],
    words: (filter) => `报送状态：${(filter.deliveries ?? []).map((state) => deliveryStateNames[state]).join('、')}`,
  },
];

interface FilterChip {
  readonly key: string;
  readonly label: string;
}
/** One chip for each condition in force; the key is what `withoutChip` takes. */
export function chipsOf(filter: SubjectFilter): FilterChip[] {
  return rules
    .filter((rule) => rule.fields.some((field) => filter[field] !== undefined))
    .map((rule) => ({ key: rule.fields.join('+'), label: rule.words(filter) }));
}
export function withoutChip(filter: SubjectFilter, key: string): SubjectFilter {
  const gone = new Set(key.split('+'));
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !gone.has(field)));
}
