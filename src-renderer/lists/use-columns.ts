/** The columns of one list as a person left them. */
import type { Ref } from 'vue';
import { type ColumnChoices, type ListColumn, noColumnChoices, readColumnChoices } from './list-columns.ts';
import { usePreference } from '../app/use-preference.ts';

/** Use inside `setup`. `list` names it among all lists: `notices.query`, `inspections.plans`. */
export const useColumns = (list: string, columns: readonly ListColumn[]): Ref<ColumnChoices> =>
  usePreference(`${list}.columns`, noColumnChoices(), (kept) => readColumnChoices(columns, kept)).value;
