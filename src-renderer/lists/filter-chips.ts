/** The filter in force as chips: one for each condition, in words; each can be taken away by itself. */
import { type Fields, type FilterOf, type NameOf, said } from '#shared/lists/fields.ts';

/** As `FilterChips.vue` shows them. */
export interface FilterChip {
  /** Name of the condition. */
  readonly key: string;
  readonly label: string;
}
/** What has occurred on this PC, by the list that a condition names (`item`, `department`). */
export type OccurringLists = Readonly<Record<string, readonly { readonly code: string; readonly name: string }[]>>;

/** The names of codes out of these lists; a code that is in none of them is its own name. */
export const namesIn =
  (lists: OccurringLists): NameOf =>
  (list, code) =>
    lists[list]?.find((one) => one.code === code)?.name ?? code;

/** One chip for each condition in force, in the order of the fields. Of what has occurred hundreds may be chosen: two are named. */
export const chipsOf = <All extends Fields>(fields: All, filter: FilterOf<All>, nameOf: NameOf): FilterChip[] =>
  said(fields, filter, nameOf).map(({ name, label, values }) => {
    const short = fields[name]?.kind === 'occurring' && values.length > 2;
    const words = short ? `${values.slice(0, 2).join('、')} 等 ${values.length} 项` : values.join('、');
    return { key: name, label: `${label}：${words}` };
  });

/** The filter without the condition of one chip. */
export const withoutChip = <Filter extends object>(filter: Filter, key: string): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name !== key)) as Filter;

/** How many of the conditions under 更多条件 are in force, so that a folded bar does not hide them. */
export const countMore = (more: readonly string[], chips: readonly FilterChip[]): number =>
  chips.filter(({ key }) => more.includes(key)).length;
