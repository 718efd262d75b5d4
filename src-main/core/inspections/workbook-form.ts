/** What the sheets of 双随机抽查 have alike. */
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
