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
  /** px at a base size of 14 px. */
  readonly width: number;
  readonly sort?: NoticeSort['by'];
  /** False: always shown. */
  readonly hideable: boolean;
  /** Hidden until somebody wants it. */
  readonly spare?: boolean;
  /** Still shown while the drawer takes the room. */
  readonly compact?: boolean;
}

const columns: readonly Column[] = [
  {
    key: 'name',
    title: '主体名称 / 统一社会信用代码/注册号',
    width: 250,
    sort: 'enterpriseName',
    hideable: false,
    compact: true,
  },
  { key: 'businessScope', title: '经营范围', width: 240, hideable: true },
  { key: 'address', title: '住所/街道', width: 170, hideable: true },
  { key: 'establishedOn', title: '成立日期', width: 102, hideable: true, spare: false },
  { key: 'approvedOn', title: '最近业务核准日期', width: 142, sort: 'approvedOn', hideable: true },
  { key: 'applicationType', title: '申请类型', width: 88, hideable: true },
  { key: 'permitItem', title: '后置审批事项', width: 160, hideable: true, compact: true },
  { key: 'department', title: '后置审批部门', width: 150, hideable: true, spare: true },
  { key: 'pushedAt', title: '推送时间', width: 140, sort: 'pushedAt', hideable: true, spare: true },
  { key: 'receivedAt', title: '接收日期', width: 140, sort: 'receivedAt', hideable: true, spare: true },
  { key: 'deadline', title: '期限', width: 132, hideable: true, compact: true },
  { key: 'status', title: '状态', width: 132, hideable: true, compact: true },
  { key: 'action', title: '操作', width: 76, hideable: false },
];

export interface ColumnChoices {
  /** Columns that differ from their default: true shown, false hidden. */
  shown: Partial<Record<ColumnKey, boolean>>;
  widths: Partial<Record<ColumnKey, number>>;
}
export const noColumnChoices = (): ColumnChoices => ({ shown: {}, widths: {} });

export const narrowest = 56;
export const widest = 900;

/** 接收日期 is what 告知反馈 asks for; elsewhere it waits among the spare ones. */
const spareOn = (page: NoticePage, column: Column): boolean =>
  column.key === 'receivedAt' ? page !== 'feedback' : column.spare === true;

export function isShown(page: NoticePage, choices: ColumnChoices, column: Column): boolean {
  return !column.hideable || (choices.shown[column.key] ?? !spareOn(page, column));
}

/** The columns to draw, each with its width. `compact`: the few that fit beside the open drawer. */
export function drawnColumns(page: NoticePage, choices: ColumnChoices, compact: boolean): (Column & { px: number })[] {
  return columns
    .filter((column) => (compact ? column.compact : isShown(page, choices, column)))
    .map((column) => ({ ...column, px: choices.widths[column.key] ?? column.width }));
}

export const hideableColumns = (): readonly Column[] => columns.filter((column) => column.hideable);

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
