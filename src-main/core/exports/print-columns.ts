/** Which columns 打印版 of a list has, as each account has chosen. */
import { readPreferences, writePreference } from '../settings/settings.ts';
import type { Workspace } from '../workspace.ts';
import { printedIndexes } from './printed-sheet.ts';
import type { FileRequest, Sheet, Sheets, TextSheet } from './sheet.ts';
import type { SheetColumn } from './sheet-layout.ts';

/** Undefined: an Excel without 打印版, or no Excel. */
export const listOf = (sheet: Sheet | TextSheet, { kind, page }: FileRequest): string | undefined =>
  'columns' in sheet ? (page === undefined ? kind : `${kind}.${page}`) : undefined;

/** In the order of the sheet; empty: there is no such list. */
export function printColumnsOf(workspace: Workspace, sheets: Sheets, list: string) {
  const columns = columnsOf(sheets, list);
  const chosen = new Set(printedIndexes(columns, readPrintColumns(workspace, list)));
  const usual = new Set(printedIndexes(columns, null));
  return columns.map(({ title }, index) => ({ title, chosen: chosen.has(index), usual: usual.has(index) }));
}

function columnsOf(sheets: Sheets, list: string): readonly SheetColumn[] {
  const [kind = '', page] = list.split('.');
  const sheet = Object.hasOwn(sheets, kind) ? sheets[kind] : undefined;
  return sheet && 'columns' in sheet ? (sheet.columns?.(page) ?? []) : [];
}

const keyOf = (list: string): string => `printColumns.${list}`;

/** Titles; null: the usual ones. */
export function readPrintColumns({ database, actor }: Workspace, list: string): string[] | null {
  const text = readPreferences(database, actor.account)[keyOf(list)];
  if (text === undefined) return null;
  // Written below and nowhere else.
  const titles = JSON.parse(text) as string[];
  return titles.length > 0 ? titles : null;
}

export const writePrintColumns = ({ database, actor }: Workspace, list: string, titles: readonly string[]): void =>
  writePreference(database, actor.account, keyOf(list), JSON.stringify(titles));
