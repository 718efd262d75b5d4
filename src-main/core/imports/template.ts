/** A template that people fill in, as data; and what is read of a file of it. Apart from `sheet.ts`, so that the core loads no parser. */
import type { FieldReason } from '#shared/platform-api/interface.ts';

export interface TemplateColumn<Key extends string> {
  readonly key: Key;
  /** By the template's own words, which marks what must be filled with `*`. */
  readonly title: string;
  readonly required: boolean;
  /** Other words that people put in its place. */
  readonly also: readonly string[];
}
export interface Template<Key extends string> {
  readonly columns: readonly TemplateColumn<Key>[];
  /** The column by which the header is found. */
  readonly found: Key;
  /** For what is said of the file: what its rows are, how they are counted, what all of them are. */
  readonly words: { readonly rows: string; readonly unit: string; readonly whole: string };
}
/** Every column; texts as the sheet shows them, empty where there is nothing. */
export type Cells<Key extends string> = Readonly<Record<Key, string>>;

export interface SheetRow<Key extends string> {
  /** As Excel numbers it. */
  readonly row: number;
  readonly cells: Cells<Key>;
  /** Columns whose cell is part of a merged range. */
  readonly merged: readonly Key[];
  /** Columns whose cell is a number of more digits than Excel keeps: the last ones are not what was typed. */
  readonly shortened: readonly Key[];
}
/** Nothing of the file can be read, or not enough. */
export interface BadSheet {
  readonly ok: false;
  readonly problems: FieldReason[];
}
export type SheetRead<Key extends string> = { readonly ok: true; readonly rows: SheetRow<Key>[] } | BadSheet;
