/** The filter in force as chips: one for each condition, in words; each can be taken away by itself. */

/** As `FilterChips.vue` shows them. */
export interface FilterChip {
  readonly key: string;
  readonly label: string;
}

/** `words` of one condition, which may take several fields: a range, a choice with its addition. */
export interface ChipRule<Filter, Context = undefined> {
  readonly fields: readonly (keyof Filter & string)[];
  readonly words: (filter: Filter, context: Context) => string;
}

const isSet = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;

/** One chip for each condition in force, in the order of the rules; the key is what `withoutChip` takes. */
export function chipsBy<Filter extends object, Context>(
  rules: readonly ChipRule<Filter, Context>[],
  filter: Filter,
  context: Context,
): FilterChip[] {
  return rules
    .filter((rule) => rule.fields.some((field) => isSet(filter[field])))
    .map((rule) => ({ key: rule.fields.join('+'), label: rule.words(filter, context) }));
}

/** The filter without the condition of one chip. All fields of a filter are optional. */
export function withoutChip<Filter extends object>(filter: Filter, key: string): Filter {
  const gone = new Set(key.split('+'));
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !gone.has(field))) as Filter;
}

/** 「2026-01-01 至 2026-01-31」, one day, or one end. */
export const rangeWords = (from?: string, to?: string): string =>
  from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 起` : `${to} 止`;
