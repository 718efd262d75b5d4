/** The columns of the list, in the manual's order, and what a person did with them (hidden, widened); remembered by page. */
import type { NoticePage, NoticeSort } from '../../../src-shared/contract/notices.ts';

export const columnKeys = [
  'name',
  'businessScope',
  'address',
  'establishedOn',
  'approvedOn',
  'applicationType',
  'permitItem',
  'department',
  'pushedAt',
  'receivedAt',
  'deadline',
  'status',
  'action',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export interface Column {
  readonly key: ColumnKey;
  readonly title: string;
  /** px at a base size of 14 px; together they fit beside the navigation at 1280 px where the page allows. */
  readonly width: number;
  readonly sort?: NoticeSort['by'];
  /** False: always shown. */
  readonly hideable: boolean;
  /** Hidden until somebody wants it. */
  readonly spare?: boolean;
  /** Still shown while the drawer takes the room, in this width. */
  readonly compact?: number;
  /** The title broken where it reads well. */
  readonly heading?: string;
}

export const allColumns: readonly Column[] = [
  {
    key: 'name',
    title: '主体名称 / 统一社会信用代码/注册号',
    heading: '主体名称\n统一社会信用代码/注册号',
    width: 194,
    sort: 'enterpriseName',
    hideable: false,
    compact: 196,
  },
  { key: 'businessScope', title: '经营范围', width: 140, hideable: true },
  { key: 'address', title: '住所/街道', width: 104, hideable: true },
  { key: 'establishedOn', title: '成立日期', width: 90, hideable: true },
  {
    key: 'approvedOn',
    title: '最近业务核准日期',
    heading: '最近业务\n核准日期',
    width: 90,
    sort: 'approvedOn',
    hideable: true,
  },
  { key: 'applicationType', title: '申请类型', width: 74, hideable: true },
  { key: 'permitItem', title: '后置审批事项', width: 112, hideable: true, compact: 124 },
  { key: 'department', title: '后置审批部门', width: 130, hideable: true, spare: true },
  { key: 'pushedAt', title: '推送时间', width: 130, sort: 'pushedAt', hideable: true, spare: true },
  { key: 'receivedAt', title: '接收日期', width: 92, sort: 'receivedAt', hideable: true, spare: true },
  { key: 'deadline', title: '期限', width: 122, hideable: true, compact: 122 },
  { key: 'status', title: '状态', width: 136, hideable: true },
  { key: 'action', title: '操作', width: 68, hideable: false },
];

export interface ColumnChoices {
  /** Columns that differ from their default: true shown, false hidden. */
  shown: Partial<Record<ColumnKey, boolean>>;
  widths: Partial<Record<ColumnKey, number>>;
}
export const noColumnChoices = (): ColumnChoices => ({ shown: {}, widths: {} });

export const narrowest = 56;
export const widest = 900;

/** On 告知接收 the lamp already tells the state. */
const spareOn = (page: NoticePage, column: Column): boolean =>
  column.spare === true || (column.key === 'status' && page === 'receive');

export function isShown(page: NoticePage, choices: ColumnChoices, column: Column): boolean {
  return !column.hideable || (choices.shown[column.key] ?? !spareOn(page, column));
}

/** The columns to draw, each with its width. `compact`: the few that fit beside the open drawer. */
export function drawnColumns(page: NoticePage, choices: ColumnChoices, compact: boolean): (Column & { px: number })[] {
  return allColumns
    .filter((column) => (compact ? column.compact !== undefined : isShown(page, choices, column)))
    .map((column) => ({
      ...column,
      px: compact ? (column.compact ?? column.width) : (choices.widths[column.key] ?? column.width),
    }));
}

export const clampWidth = (px: number): number => Math.round(Math.min(widest, Math.max(narrowest, px)));

/** Reads remembered choices; what is not understood counts as not chosen. */
export function readColumnChoices(kept: unknown): ColumnChoices | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { shown, widths } = kept as { shown?: unknown; widths?: unknown };
  const choices = noColumnChoices();
  for (const key of columnKeys) {
    const visible = (shown as Record<string, unknown> | undefined)?.[key];
    if (typeof visible === 'boolean') choices.shown[key] = visible;
    const width = (widths as Record<string, unknown> | undefined)?.[key];
    if (typeof width === 'number' && Number.isFinite(width)) choices.widths[key] = clampWidth(width);
  }
  return choices;
}
