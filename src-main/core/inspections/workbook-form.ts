/** What the sheets of 双随机抽查 have alike: their heads and feet, and a filter told in words. */
import { archiveLayout, type WorkbookMaker } from '../exports/archive-layout.ts';
import type { SheetColumn, SheetLayout } from '../exports/sheet-form.ts';
import type { SheetRow } from '../exports/sheet-writer.ts';

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
  return archiveLayout({ name: title.split('·')[1] ?? title, title, columns, line }, maker);
}

/** Conditions in words; 「全部」 where nothing limits. */
export function wordsOf(said: readonly (readonly [title: string, words: string | undefined])[]): string {
  const words = said
    .filter(([, one]) => one !== undefined && one !== '')
    .map(([title, one]) => `${title}：${one ?? ''}`);
  return words.length === 0 ? '全部' : words.join('；');
}
