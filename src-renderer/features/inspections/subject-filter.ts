/** The filter bar of a list of 抽查主体: its own state, the filter of the contract made of it, and its chips. */
import { type SubjectFilter, subjectFilterSchema } from '#shared/domains/inspections/lists.ts';
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { subjectStageNames } from '#shared/domains/inspections/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { readKept } from '#app/app/read-kept.ts';
import { chipsBy, type ChipRule, type FilterChip, rangeWords } from '#app/lists/filter-chips.ts';
import { type Asked, countInForce as countBy, filterOf, formOf } from '#app/lists/filter-form.ts';
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
  return formOf(emptyForm(), inBar);
}

export const filterOfForm = (form: FilterForm): Asked<SubjectFilter> =>
  filterOf<Omit<SubjectFilter, 'planId'>>(form, [
    ['planToFrom', 'planToTo'],
    ['inspectedFrom', 'inspectedTo'],
  ]);

export const readFilter: (kept: unknown) => SubjectFilter | null = readKept(subjectFilterSchema.omit({ planId: true }));

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
  countBy(controls, fieldsOfControl, filter);

const rules: readonly ChipRule<SubjectFilter>[] = [
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
    words: (filter) => `结束时间：${rangeWords(filter.planToFrom, filter.planToTo)}`,
  },
  {
    fields: ['inspectedFrom', 'inspectedTo'],
    words: (filter) => `检查日期：${rangeWords(filter.inspectedFrom, filter.inspectedTo)}`,
  },
  {
    fields: ['deliveries'],
    words: (filter) => `报送状态：${(filter.deliveries ?? []).map((state) => deliveryStateNames[state]).join('、')}`,
  },
];

/** One chip for each condition in force. */
export const chipsOf = (filter: SubjectFilter): FilterChip[] => chipsBy(rules, filter, undefined);
