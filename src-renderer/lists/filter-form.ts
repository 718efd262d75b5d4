/** What the controls of a filter bar hold, and the filter made of it. Dates stay as typed until they are asked with. */
import type {
  Choice,
  Custom,
  Field,
  Fields,
  FilterOf,
  Linked,
  Occurring,
  Period,
  Range,
} from '#shared/lists/fields.ts';
import { readTypedDate, toHalfWidth } from '../components/typed-dates.ts';

/** A period as typed. */
export interface TypedRange {
  from: string;
  to: string;
}
/** What is wrong with the first and with the last day of a period. */
export type RangeProblems = readonly [from: string | undefined, to: string | undefined];

type Held<One extends Field> =
  One extends Choice<infer Value>
    ? Value[]
    : One extends Occurring
      ? string[]
      : One extends Period
        ? TypedRange
        : One extends Custom<infer Value>
          ? Value | undefined
          : string;
/** Conditions without a control (`linked`) are not in it. */
export type FormOf<All extends Fields> = {
  -readonly [Name in keyof All as All[Name] extends Linked ? never : Name]: Held<All[Name]>;
};
export type FilterProblems<All extends Fields> = { readonly [Name in keyof All]?: RangeProblems };
export type Asked<All extends Fields> =
  { filter: FilterOf<All>; problems: null } | { filter: null; problems: FilterProblems<All> };

/** What the controls hold for a filter. Own copies: controls change their lists in place, the filter in force must not follow. */
export function formOf<All extends Fields>(fields: All, filter: FilterOf<All>): FormOf<All> {
  const held = Object.entries(fields)
    .filter(([, { kind }]) => kind !== 'linked')
    .map(([name, { kind }]) => [name, heldFor(kind, filter[name])] as const);
  return Object.fromEntries(held) as FormOf<All>;
}

/** The types of filter and form hold what `as` says here. */
function heldFor(kind: Field['kind'], value: unknown): unknown {
  switch (kind) {
    case 'words':
    case 'code':
    case 'linked':
      return value ?? '';
    case 'choice':
    case 'occurring':
      return [...((value as readonly string[] | undefined) ?? [])];
    case 'period':
      return { from: '', to: '', ...(value as Range | undefined) };
    case 'custom':
      return value;
  }
}

/**
 * The filter that the controls ask for: what is empty is left out, words lose the spaces around them, codes all of them and
 * full-width signs, dates become `YYYY-MM-DD`. What a link brought stays (`inForce`). With problems, no filter.
 */
export function filterOf<All extends Fields>(fields: All, form: FormOf<All>, inForce: FilterOf<All>): Asked<All> {
  const problems: Record<string, RangeProblems> = {};
  const filter: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(fields)) {
    const held = ({ ...inForce, ...form } as Readonly<Record<string, unknown>>)[name];
    const value = valueOf(kind, held, (wrong) => (problems[name] = wrong));
    if (value !== undefined) filter[name] = value;
  }
  return Object.keys(problems).length > 0
    ? { filter: null, problems: problems }
    : { filter: filter as FilterOf<All>, problems: null };
}

function valueOf(kind: Field['kind'], held: unknown, refuse: (problems: RangeProblems) => unknown): unknown {
  switch (kind) {
    case 'words':
      return (held as string).trim() || undefined;
    case 'code':
      return (
        toHalfWidth(held as string)
          .replace(/\s/g, '')
          .toUpperCase() || undefined
      );
    case 'choice':
    case 'occurring':
      return (held as readonly string[]).length > 0 ? [...(held as readonly string[])] : undefined;
    case 'period':
      return rangeOf(held as TypedRange, refuse);
    case 'linked':
    case 'custom':
      return held;
  }
}

function rangeOf(typed: TypedRange, refuse: (problems: RangeProblems) => unknown): Range | undefined {
  const [from, to] = [readTypedDate(typed.from), readTypedDate(typed.to)];
  const range = { ...(from.kind === 'date' && { from: from.date }), ...(to.kind === 'date' && { to: to.date }) };
  if (from.kind === 'wrong' || to.kind === 'wrong')
    refuse([from.kind === 'wrong' ? from.message : undefined, to.kind === 'wrong' ? to.message : undefined]);
  else if (range.from && range.to && range.to < range.from) refuse([undefined, '止日不能早于起日']);
  return range.from || range.to ? range : undefined;
}

/** Whether two filters ask the same, whatever order they were made in. */
export const sameFilter = (one: object, other: object): boolean => sortedText(one) === sortedText(other);
const sortedText = (filter: object): string =>
  JSON.stringify(filter, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
