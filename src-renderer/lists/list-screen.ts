/** What a page gives to a list: the conditions it asks for, in its own words where these differ, its columns, its title. */
import type { RouteLocationRaw } from 'vue-router';
import type { Count } from '#shared/contract/base.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import type { Choice, Field, Fields, Linked } from '#shared/lists/fields.ts';
import type { List, PageOfList, SortOfList } from '#shared/lists/list.ts';
import type { FormOf } from './filter-form.ts';
import type { ListColumn } from './list-columns.ts';

/** The conditions that a person sets: all but those that a link or the page brings. */
export type ConditionOf<All extends Fields> = {
  [Name in keyof All]: All[Name] extends Linked ? never : Name;
}[keyof All] &
  string;

type ValueOf<One extends Field> = One extends Choice<infer Value> ? Value : never;
/** How a page shows one condition. What is absent is as the list says. */
export interface Look<One extends Field = Field> {
  readonly label?: string;
  /** Of a condition in words. */
  readonly placeholder?: string;
  /** Of a choice: those that can occur on the page, in its order. */
  readonly values?: readonly ValueOf<One>[];
  /** Of a choice: values that the page calls otherwise. */
  readonly names?: Readonly<Partial<Record<ValueOf<One>, string>>>;
}
export type Looks<All extends Fields> = { readonly [Name in keyof All]?: Look<All[Name]> };

/** What waits in another list: 「去告知反馈 140 条」. */
export interface WorkElsewhere {
  readonly name: string;
  readonly unit: string;
  readonly to: RouteLocationRaw;
  readonly count: () => Promise<Count>;
  /** What changes the count. */
  readonly topics: readonly EventTopic[];
}
/** What is said in the place of rows. */
export interface EmptyWords {
  readonly title: string;
  readonly hint: string;
  /** A list of work: nothing in it means that all is done. */
  readonly done?: boolean;
  /** Where work goes on. */
  readonly next?: readonly WorkElsewhere[];
}

export interface ListScreen<One extends List> {
  readonly page: PageOfList<One>;
  /** Names the screen in what is remembered: `notices.query`. */
  readonly memory: string;
  /** Where the screen is not called as the page of the list. */
  readonly title?: string;
  readonly hint: string;
  /** In sight. The first is the one that Ctrl+F leads to. */
  readonly daily: readonly ConditionOf<One['fields']>[];
  /** Under 更多条件. */
  readonly more?: readonly ConditionOf<One['fields']>[];
  readonly looks?: Looks<One['fields']>;
  readonly columns: readonly ListColumn<SortOfList<One>['by']>[];
  /** What an empty list without any filter means. */
  readonly empty: EmptyWords;
}

/** The conditions as a page calls them; its controls and its chips read the same. */
export function fieldsOn<All extends Fields>(fields: All, looks: Looks<All> = {}): All {
  const called = Object.entries(fields).map(([name, field]): [string, Field] => {
    const { label = field.label, names }: Look = looks[name] ?? {};
    if (field.kind !== 'choice') return [name, { ...field, label }];
    return [name, { ...field, label, names: { ...field.names, ...(names as Choice['names'] | undefined) } }];
  });
  // Kinds and values are those of the list; only words changed.
  return Object.fromEntries(called) as All;
}

/** A control of the page's own for one condition: `condition-department`. A condition of its own kind has no other. */
export type ConditionSlots<All extends Fields> = {
  [Name in ConditionOf<All> as `condition-${Name}`]?: (props: { form: FormOf<All> }) => unknown;
};
