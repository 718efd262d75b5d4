/** A filter bar's own state, and the filter of the contract made of it. Dates stay as typed until they are asked with. */
import { ref, watch } from 'vue';
import { readTypedDate, toHalfWidth } from '../components/typed-dates.ts';

/** First and last day of a condition, by their fields. */
export type DateRange<Field extends string> = readonly [from: Field, to: Field];
export type FilterProblems = Readonly<Record<string, string | undefined>>;
export type Asked<Filter> = { filter: Filter; problems: null } | { filter: null; problems: FilterProblems };

/**
 * The filter that a bar asks for: what is empty is left out, words lose spaces around them, `code` all of them and
 * full-width signs, dates become `YYYY-MM-DD`. With problems, no filter.
 */
export function filterOf<Filter extends object>(
  form: Required<Filter>,
  ranges: readonly DateRange<keyof Filter & string>[] = [],
): Asked<Filter> {
  const filter: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  const dates = new Set<string>(ranges.flat());
  for (const [field, typed] of Object.entries<unknown>(form)) {
    if (Array.isArray(typed)) {
      if (typed.length > 0) filter[field] = [...(typed as unknown[])];
    } else if (typed === true) filter[field] = true;
    else if (typeof typed !== 'string') continue;
    else if (dates.has(field)) {
      const read = readTypedDate(typed);
      if (read.kind === 'date') filter[field] = read.date;
      if (read.kind === 'wrong') problems[field] = read.message;
    } else {
      const words = field === 'code' ? toHalfWidth(typed).replace(/\s/g, '').toUpperCase() : typed.trim();
      if (words) filter[field] = words;
    }
  }
  for (const [from, to] of ranges) {
    const [first, last] = [filter[from], filter[to]];
    if (typeof first === 'string' && typeof last === 'string' && last < first) problems[to] = '止日不能早于起日';
  }
  if (Object.keys(problems).length > 0) return { filter: null, problems };
  return { filter: filter as Filter, problems: null };
}

/** The bar's state for a filter. Own copies: the bar changes its lists in place, the filter in force must not follow. */
export const formOf = <Form extends object>(empty: Form, filter: Partial<Form>): Form =>
  JSON.parse(JSON.stringify({ ...empty, ...filter })) as Form;

/** Whether two filters ask the same, whatever order they were made in. */
export const sameFilter = (one: object, other: object): boolean => sortedText(one) === sortedText(other);
const sortedText = (filter: object): string =>
  JSON.stringify(Object.entries(filter).sort(([one], [other]) => (one < other ? -1 : 1)));

/** How many of these controls limit the list now, so that a folded bar does not hide them. A range counts as one. */
export const countInForce = <Filter extends object, Control extends string>(
  controls: readonly Control[],
  fieldsOf: Readonly<Record<Control, readonly (keyof Filter)[]>>,
  filter: Filter,
): number => controls.filter((control) => fieldsOf[control].some((field) => filter[field] !== undefined)).length;

/** Options of a select or of boxes, in the order of the values. */
export const optionsOf = <Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, string>>,
): { readonly value: Value; readonly label: string }[] => values.map((value) => ({ value, label: names[value] }));

export interface FilterFormOptions<Filter extends object, Form extends object> {
  /** The filter in force. */
  readonly filter: () => Filter;
  readonly empty: () => Form;
  readonly formOf: (filter: Filter) => Form;
  readonly asked: (form: Form) => Asked<Filter>;
  readonly apply: (filter: Filter) => unknown;
  /** A problem may lie under 更多条件. */
  readonly unfold?: () => unknown;
}

/** Use inside `setup` of a filter bar: nothing is asked before 查询. */
export function useFilterForm<Filter extends object, Form extends object>(options: FilterFormOptions<Filter, Form>) {
  const form = ref(options.formOf(options.filter())) as { value: Form };
  const problems = ref<FilterProblems>({});
  watch(options.filter, (filter) => {
    form.value = options.formOf(filter);
    problems.value = {};
  });
  return {
    form,
    problems,
    apply(): void {
      const { filter, problems: found } = options.asked(form.value);
      problems.value = found ?? {};
      if (filter) options.apply(filter);
      else options.unfold?.();
    },
    reset(): void {
      form.value = options.empty();
      problems.value = {};
      options.apply({} as Filter);
    },
  };
}
