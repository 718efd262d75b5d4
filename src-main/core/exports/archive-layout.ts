/** What every sheet for the archive has alike, whatever its domain: who made it and when, the signatures, the foot. */
import { formatInstant } from '#shared/trade/formats.ts';
import type { SheetColumn, SheetLayout } from './sheet-layout.ts';

/** Who makes it, and when. */
export interface WorkbookMaker {
  readonly department: string;
  readonly person: string;
  /** Corrected time, ISO instant. */
  readonly now: string;
}

/** All columns stand on it; before it comes 打印版. */
export const wholeSheetName = '全部数据';

const archived = '经办人：　　　　　　　　　　审核人：　　　　　　　　　　归档日期：　　　　年　　月　　日';

/** `line` says what limits the sheet and how much is on it; `signature` where others than the archive's sign. */
export function archiveLayout(
  sheet: { title: string; columns: readonly SheetColumn[]; line: string; signature?: string },
  maker: WorkbookMaker,
): SheetLayout {
  const { line, signature = archived, ...rest } = sheet;
  const time = formatInstant(maker.now);
  return {
    ...rest,
    name: wholeSheetName,
    forPaper: true,
    lines: [`单位：${maker.department}　　制表人：${maker.person}　　制表时间：${time}`, line],
    signature,
    footer: `${maker.department} ${sheet.title} ${time}`,
  };
}
