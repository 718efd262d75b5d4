/** What the sheets of 双随机抽查 have alike: their heads and feet, and a filter told in words. */
import type { SheetColumn, SheetLayout } from '../exports/sheet-form.ts';
import type { SheetRow } from '../exports/sheet-writer.ts';
import { chinaTime } from '../notices/filter-words.ts';
import type { WorkbookMaker } from '../notices/workbook.ts';

export interface Content {
  readonly layout: SheetLayout;
  readonly rows: Iterable<SheetRow>;
  readonly total: number;
}

/** `title` is 「双随机抽查·…」; `line` says what limits the sheet and how much is on it. */
export function inspectionLayout(
  title: string,
  columns: readonly SheetColumn[],
  maker: WorkbookMaker,
  line: string,
): SheetLayout {
  const time = chinaTime(maker.now);
  return {
    name: title.split('·')[1] ?? title,
    title,
    lines: [`单位：${maker.department}　　制表人：${maker.person}　　制表时间：${time}`, line],
    columns,
    signature: '经办人：　　　　　　　　　　审核人：　　　　　　　　　　归档日期：　　　　年　　月　　日',
    footer: `${maker.department} ${title} ${time}`,
  };
}

/** Conditions in words; 「全部」 where nothing limits. */
export function wordsOf(said: readonly (readonly [title: string, words: string | undefined])[]): string {
  const words = said
    .filter(([, one]) => one !== undefined && one !== '')
    .map(([title, one]) => `${title}：${one ?? ''}`);
  return words.length === 0 ? '全部' : words.join('；');
}
