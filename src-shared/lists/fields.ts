/**
 * The conditions of a list, each named once: filter, control, chip, head of the sheet and SQL all read this. No schema
 * here, so that the first page may read it; `schema.ts` makes the schemas.
 *
 * A kind is added when three lists want it; until then a condition of its own kind is `custom`.
 */

/** Words that a text has to hold, or initials where the text has them. */
export interface Words {
  readonly kind: 'words';
  readonly label: string;
  /** Longest text, in characters. */
  readonly most: number;
}
/** A code or a part of one: asked for without blanks, half width, in capitals. */
export interface Code {
  readonly kind: 'code';
  readonly label: string;
}
/** Any of a closed list. */
export interface Choice<Value extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly names: Readonly<Record<Value, string>>;
}
/** Any of the values that have occurred on this PC; `of` names their list, whose names the core knows. */
export interface Occurring {
  readonly kind: 'occurring';
  readonly label: string;
  readonly of: string;
}
/** From a day to a day, both included; either may be open. */
export interface Period {
  readonly kind: 'period';
  readonly label: string;
}
/** What no control sets: a link of the 工作台 or the page itself brings it. */
export interface Linked {
  readonly kind: 'linked';
  readonly label: string;
  said(value: string, nameOf: NameOf): string;
}
/** A condition whose value has a shape of its own. Its schema, control and SQL stand with the domain. */
export interface Custom<Value = unknown> {
  readonly kind: 'custom';
  readonly label: string;
  /** A method, so that a condition of one value can stand among all. */
  said(value: Value, nameOf: NameOf): string;
}
export type Field = Words | Code | Choice | Occurring | Period | Linked | Custom<never>;
export type Fields = Readonly<Record<string, Field>>;

/** The name of a code of a list (`item`, `department`, `plan` …); the code itself where it is not known here. */
export type NameOf = (list: string, code: string) => string;

/** Days as `YYYY-MM-DD`. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

type ValueOf<One extends Field> =
  One extends Choice<infer Value>
    ? readonly Value[]
    : One extends Occurring
      ? readonly string[]
      : One extends Period
        ? Range
        : One extends Custom<infer Value>
          ? Value
          : string;
/** What is absent does not limit. */
export type FilterOf<All extends Fields> = { readonly [Name in keyof All]?: ValueOf<All[Name]> };

export const words = (label: string, most = 200): Words => ({ kind: 'words', label, most });
export const code = (label: string): Code => ({ kind: 'code', label });
export const choice = <const Value extends string>(
  label: string,
  names: Readonly<Record<Value, string>>,
): Choice<Value> => ({ kind: 'choice', label, names });
/** Names of values that are their own names. */
export const ownNames = <const Value extends string>(values: readonly Value[]): Readonly<Record<Value, string>> =>
  Object.fromEntries(values.map((value) => [value, value])) as unknown as Readonly<Record<Value, string>>;
export const occurring = (label: string, of: string): Occurring => ({ kind: 'occurring', label, of });
export const period = (label: string): Period => ({ kind: 'period', label });
export const linked = (label: string, said: Linked['said'] = (value) => value): Linked => ({
  kind: 'linked',
  label,
  said,
});
export const custom = <Value>(label: string, said: Custom<Value>['said']): Custom<Value> => ({
  kind: 'custom',
  label,
  said,
});

/** 「2026-01-01 至 2026-01-31」「2026-01-01 起」「2026-01-31 止」; a single day is itself, no limit is empty. */
export const rangeWords = ({ from, to }: Range): string =>
  from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 起` : to ? `${to} 止` : '';

export interface Said {
  /** Of the condition, among the fields. */
  readonly name: string;
  readonly label: string;
  /** Each value in words; never empty. */
  readonly values: readonly string[];
}

/** What a filter says, condition by condition, in the order of the fields. Chips shorten it, the head of a sheet never does. */
export function said<All extends Fields>(fields: All, filter: FilterOf<All>, nameOf: NameOf): Said[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const values = valueWords(field, (filter as Readonly<Record<string, unknown>>)[name], nameOf);
    return values.length === 0 ? [] : [{ name, label: field.label, values }];
  });
}

/** The values of one condition in words; none where it does not limit. The type of the filter holds what `as` says here. */
function valueWords(field: Field, value: unknown, nameOf: NameOf): readonly string[] {
  if (value === undefined) return [];
  switch (field.kind) {
    case 'words':
    case 'code':
      return [value as string].filter((one) => one.trim() !== '');
    case 'choice':
      return (value as readonly string[]).map((one) => field.names[one] ?? one);
    case 'occurring':
      return (value as readonly string[]).map((one) => nameOf(field.of, one));
    case 'period':
      return [rangeWords(value as Range)].filter((one) => one !== '');
    case 'linked':
      return [field.said(value as string, nameOf)];
    case 'custom':
      return [field.said(value as never, nameOf)];
  }
}

/** 「主体名称：恒丰；申请类型：设立登记」 for the head of a sheet, or 「全部」 where nothing limits. Nothing is shortened. */
export const filterWords = <All extends Fields>(fields: All, filter: FilterOf<All>, nameOf: NameOf): string =>
  conditionWords(said(fields, filter, nameOf));

/** The same of conditions that are said already. */
export const conditionWords = (conditions: readonly Pick<Said, 'label' | 'values'>[]): string =>
  conditions.length === 0 ? '全部' : conditions.map(({ label, values }) => `${label}：${values.join('、')}`).join('；');
