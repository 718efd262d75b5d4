/** The 登记表 of the platform: its columns, and what is read of a file of it. Apart from `sheet.ts`, so that the core loads no parser. */
import type { FieldReason } from '#shared/platform-api/interface.ts';

/** Columns of the template by its own words; `*` marks what must be filled. */
export const templateColumns = [
  { key: 'name', title: '姓名', required: true, also: ['人员姓名'] },
  { key: 'gender', title: '性别', required: false, also: [] },
  { key: 'age', title: '年龄', required: false, also: [] },
  { key: 'education', title: '学历', required: false, also: [] },
  { key: 'types', title: '人员类型', required: true, also: [] },
  { key: 'lines', title: '监督检查（执法）种类', required: true, also: ['监督检查种类', '执法种类'] },
  { key: 'area', title: '监督检查（执法）区域', required: false, also: ['监督检查区域', '执法区域'] },
  { key: 'certificateNumber', title: '编号', required: false, also: ['执法证号', '证号'] },
  { key: 'certificateFrom', title: '有效期限起始时间', required: false, also: ['起始时间', '有效期起'] },
  { key: 'certificateTo', title: '有效期限截止时间', required: false, also: ['截止时间', '有效期止'] },
] as const;
export type ColumnKey = (typeof templateColumns)[number]['key'];
export type Cells = Readonly<Record<ColumnKey, string>>;

export interface SheetRow {
  /** As Excel numbers it. */
  readonly row: number;
  readonly cells: Cells;
  /** Columns whose cell is part of a merged range. */
  readonly merged: readonly ColumnKey[];
  /** Columns whose cell is a number of more digits than Excel keeps: the last ones are not what was typed. */
  readonly shortened: readonly ColumnKey[];
}
/** Rows looked at so far, of how many; null while the file is being unpacked, which no library tells steps of. */
export interface SheetProgress {
  readonly done: number;
  readonly total: number | null;
}
export type SheetRead = { ok: true; rows: SheetRow[] } | { ok: false; problems: FieldReason[] };
