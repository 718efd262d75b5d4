/** The list of 抽查方案: its filter, chips and columns. */
import type { PlanFilter } from '#shared/domains/inspections/lists.ts';
import { planStageNames, planStages } from '#shared/domains/inspections/words.ts';
import { chipsBy, type ChipRule, type FilterChip } from '#app/lists/filter-chips.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';

export const emptyPlanForm = (): Required<PlanFilter> => ({ name: '', number: '', stages: [] });

/** Reads a remembered filter; null where an older version kept something else. */
export function readPlanFilter(kept: unknown): PlanFilter | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { name, number, stages } = kept as Record<string, unknown>;
  const known = planStages.filter((stage) => Array.isArray(stages) && stages.includes(stage));
  return {
    ...(typeof name === 'string' && name ? { name } : {}),
    ...(typeof number === 'string' && number ? { number } : {}),
    ...(known.length > 0 ? { stages: known } : {}),
  };
}

const rules: readonly ChipRule<PlanFilter>[] = [
  { fields: ['name'], words: ({ name }) => `抽查方案名称：${name}` },
  { fields: ['number'], words: ({ number }) => `抽查编号：${number}` },
  {
    fields: ['stages'],
    words: ({ stages = [] }) => `状态：${stages.map((stage) => planStageNames[stage]).join('、')}`,
  },
];
export const planChips = (filter: PlanFilter): FilterChip[] => chipsBy(rules, filter, undefined);

const name = { key: 'name', title: '抽查方案名称 / 抽查编号', heading: '抽查方案名称\n抽查编号', fixed: true };
const basis = { key: 'basis', title: '抽查依据', width: 160 };
const scope = { key: 'scope', title: '抽查检查范围', width: 170 };
const period = { key: 'period', title: '抽查起止时间', width: 116, compact: 116 };
const drawnUpOn = { key: 'drawnUpOn', title: '制定日期', width: 94 };

/** 抽查方案查询 */
export const planColumns: readonly ListColumn[] = [
  { ...name, width: 230, compact: 230, sort: 'name', ascendingFirst: true },
  { key: 'lead', title: '牵头部门', width: 150 },
  { key: 'departments', title: '协同部门', width: 170 },
  { ...basis, spare: true },
  { ...scope, spare: true },
  { ...period, sort: 'endsOn', ascendingFirst: true },
  { ...drawnUpOn, sort: 'drawnUpOn' },
  { key: 'progress', title: '主体数 / 已录入 / 已公示', heading: '主体数\n已录入/已公示', width: 104 },
  { key: 'mine', title: '本人待办', width: 76, spare: true },
  { key: 'stage', title: '状态', width: 84, compact: 84, sort: 'stage', ascendingFirst: true },
];
/** 主体名单确认 */
export const confirmPlanColumns: readonly ListColumn[] = [
  { ...name, width: 220 },
  basis,
  scope,
  { key: 'lead', title: '牵头部门', width: 150, spare: true },
  { key: 'departments', title: '协同部门', width: 170, spare: true },
  { ...period, title: '抽查开始时间 / 截止时间', heading: '抽查开始时间\n截止时间' },
  drawnUpOn,
  { key: 'confirmation', title: '确认情况', width: 110 },
  { key: 'action', title: '操作', width: 124, fixed: true },
];
