/**
 * The columns of a sheet with what stands in them.
 *
 * ```ts
 * const { ordinal, text, short } = columnsFor<Inspector>();
 * const columns = [ordinal, short('姓名', 9, ({ name }) => name), text('电话', 13, ({ phone }) => phone)];
 * ```
 */
import type { SheetColumn } from './sheet-layout.ts';
import type { CellValue } from './sheet-layout.ts';

/** `Beside`: what the sheet hands to the values beside the record. */
export interface ValueColumn<Data, Beside = void> extends SheetColumn {
  /** `number`: of the row, from 1; null in a row that adds up the others. */
  value(data: Data, number: number | null, beside: Beside): CellValue;
}

/** Makers of the columns of one sheet. A column that is none of these is written out. */
export function columnsFor<Data, Beside = void>() {
  type Column = ValueColumn<Data, Beside>;
  const amount = (title: string, width: number, value: Column['value']): Column => ({
    title,
    width,
    kind: 'number',
    align: 'center',
    value,
  });
  return {
    /** 序 */
    ordinal: amount('序', 5, (_, number) => number),
    amount,
    text: (title: string, width: number, value: Column['value']): Column => ({ title, width, kind: 'text', value }),
    /** Text that is not to be broken. */
    code: (title: string, width: number, value: Column['value']): Column => ({
      title,
      width,
      kind: 'text',
      isCode: true,
      value,
    }),
    /** Text that repeats from row to row. */
    short: (title: string, width: number, value: Column['value']): Column => ({
      title,
      width,
      kind: 'short',
      align: 'center',
      value,
    }),
  };
}

/** Marks those that 打印版 has unless the person chose others: by title, at most eleven. */
export const withUsual = <Column extends SheetColumn>(
  columns: readonly Column[],
  ...titles: readonly string[]
): Column[] => columns.map((column) => (titles.includes(column.title) ? { ...column, usual: true } : column));
