/** The list of 执法检查人员: its filter, chips and columns. */
import type { z } from 'zod';
import type { inspectorFilterSchema } from '#shared/domains/inspectors/lists.ts';
import { inspectionLines, inspectorTypes } from '#shared/domains/inspectors/words.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { chipsBy, type ChipRule, type FilterChip } from '#app/lists/filter-chips.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';
import { certificateSoonDays } from './certificate.ts';

const states = ['listed', 'expiring', 'revoked'] as const;
export type ListedState = (typeof states)[number];
const stateNames: Record<ListedState, string> = {
  listed: '名录内',
  expiring: `执法证 ${certificateSoonDays} 天内到期或已到期`,
  revoked: '已撤销',
};
export const stateOptions = states.map((value) => ({ value, label: stateNames[value] }));

/** What is asked for and remembered; without a state, whoever stands in the 名录. */
export interface InspectorFilter {
  name?: string;
  certificateNumber?: string;
  types?: string[];
  lines?: string[];
  state?: ListedState;
}
export const emptyInspectorForm = (): Required<InspectorFilter> => ({
  name: '',
  certificateNumber: '',
  types: [],
  lines: [],
  state: 'listed',
});
/** 名录内 limits nothing that anybody would take away, so it is no condition. */
export function withoutUsual({ state, ...filter }: InspectorFilter): InspectorFilter {
  return state === undefined || state === 'listed' ? filter : { ...filter, state };
}

/** Reads a remembered filter; null where an older version kept something else. */
export function readInspectorFilter(kept: unknown): InspectorFilter | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { name, certificateNumber, types, lines, state } = kept as Record<string, unknown>;
  const among = (all: readonly string[], chosen: unknown) =>
    all.filter((one) => Array.isArray(chosen) && chosen.includes(one));
  const filter: InspectorFilter = {};
  if (typeof name === 'string' && name) filter.name = name;
  if (typeof certificateNumber === 'string' && certificateNumber) filter.certificateNumber = certificateNumber;
  if (among(inspectorTypes, types).length > 0) filter.types = among(inspectorTypes, types);
  if (among(inspectionLines, lines).length > 0) filter.lines = among(inspectionLines, lines);
  const known = states.find((one) => one === state);
  return withoutUsual(known ? { ...filter, state: known } : filter);
}

/** As the core is asked, today. */
export const askedOf = (
  { state, ...filter }: InspectorFilter,
  today: string,
): z.infer<typeof inspectorFilterSchema> => ({
  ...filter,
  revoked: state === 'revoked',
  ...(state === 'expiring' ? { certificateEndsBefore: addDays(today, certificateSoonDays) } : {}),
});

const rules: readonly ChipRule<InspectorFilter>[] = [
  { fields: ['name'], words: ({ name }) => `人员姓名：${name}` },
  { fields: ['certificateNumber'], words: ({ certificateNumber }) => `执法证号：${certificateNumber}` },
  { fields: ['types'], words: ({ types = [] }) => `人员类型：${types.join('、')}` },
  { fields: ['lines'], words: ({ lines = [] }) => `监督检查（执法）种类：${lines.join('、')}` },
  { fields: ['state'], words: ({ state }) => `名录状态：${stateNames[state ?? 'listed']}` },
];
export const inspectorChips = (filter: InspectorFilter): FilterChip[] => chipsBy(rules, filter, undefined);

export const inspectorColumns: readonly ListColumn[] = [
  {
    key: 'name',
    title: '人员姓名 / 用户账号',
    heading: '人员姓名\n用户账号',
    width: 120,
    compact: 120,
    sort: 'name',
    ascendingFirst: true,
    fixed: true,
  },
  { key: 'organ', title: '单位', width: 160, sort: 'organ', ascendingFirst: true },
  { key: 'types', title: '人员类型', width: 110 },
  { key: 'lines', title: '监督检查（执法）种类', heading: '监督检查\n（执法）种类', width: 130 },
  { key: 'area', title: '执法区域', width: 100, spare: true },
  { key: 'skills', title: '专业技能', width: 130, spare: true },
  { key: 'certificate', title: '执法证号', width: 130, compact: 130 },
  {
    key: 'ends',
    title: '执法证有效期截止',
    heading: '执法证\n有效期截止',
    width: 116,
    compact: 116,
    sort: 'certificateEnds',
    ascendingFirst: true,
  },
  { key: 'phone', title: '电话', width: 112 },
  { key: 'duty', title: '在岗状态', width: 76 },
];
