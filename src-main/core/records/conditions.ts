/**
 * What a condition of a filter is in SQL: what to check on each narrow row `n`, which words to ask the full-text index for,
 * and which sets of rows may be small enough to start from. Names of tables, columns and indexes are constants of the
 * program; what a person typed is always a parameter.
 */
import type { Range } from '#shared/lists/fields.ts';
import { searchTerms } from '#shared/trade/text-search.ts';
import { addDays, startOfChinaDay } from '#shared/trade/working-days.ts';
import { matchIsExact, matchOf, selectiveMatchOf, type TextField } from '../full-text/grams.ts';
import type { Day } from './day.ts';

export type SqlValue = string | number;
export interface Condition {
  /** On the narrow row `n`. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Words of a text that lies in the content, where looking costs a read for each row. */
export interface ContentWords {
  readonly check: Condition;
  /** Whether what the full-text index finds for them needs no look. */
  readonly exact: boolean;
}

/** Keys of a set that contains every row of the list: `sql` selects them as `hit`. */
export interface Source extends Condition {
  /** A range of this column: no better than the walk where the walk is in its order. */
  readonly column?: string;
  /** Whether the full-text index found it. */
  readonly ofWords?: boolean;
}

/** What a condition asks of the rows. Absent: nothing. */
export interface Asked {
  readonly conditions?: readonly Condition[];
  /** Words for the full-text index, which finds at least every row of the list by them. */
  readonly matches?: readonly string[];
  /** Never without `matches`: whoever reads in vain must have somewhere else to go. */
  readonly content?: ContentWords;
  readonly sources?: readonly Source[];
}

/** Where a condition is asked. */
export interface At {
  readonly view: Day;
  /** The table of narrow rows. */
  readonly table: string;
  /** The parts that the page has of every index led by them, as SQL on `n`. */
  readonly parts: string;
}

/** A condition of a filter as SQL. Any function of this shape will do; those below are what several lists have. */
export type Where<Value> = (value: Value, at: At) => Asked;

/** The column has any of the values; none chosen does not limit. */
export const among =
  (column: string): Where<readonly string[]> =>
  (values) => ({ conditions: isAnyOf(`n.${column}`, values) });

/** No condition where there are no values. */
export const isAnyOf = (what: string, values: readonly SqlValue[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `${what} IN (${values.map(() => '?').join(', ')})`, values }];

/** The index of a column of days or instants. */
export interface RangeIndex {
  readonly name: string;
  /** Whether what splits the pages leads it, as in the indexes of the orders; else the column itself does. */
  readonly led?: boolean;
  /** Whether rows without a value have an empty text there, not null. */
  readonly blank?: boolean;
}

/** Days from and to, both included. Rows without a day are never among them. */
export const within =
  (column: string, index: RangeIndex): Where<Range> =>
  ({ from, to }, at) =>
    inRange(
      column,
      index,
      from ? { sql: '>= ?', values: [from] } : null,
      to ? { sql: '<= ?', values: [to] } : null,
      at,
    );

/** The same of a column of instants, by China's days. */
export const instantsWithin =
  (column: string, index: RangeIndex): Where<Range> =>
  ({ from, to }, at) =>
    between(column, index)({ since: from && startOfChinaDay(from), before: to && startOfChinaDay(addDays(to, 1)) }, at);

/** From an instant on, until before another; either may be open. */
export const between =
  (
    column: string,
    index: RangeIndex,
  ): Where<{ readonly since?: string | undefined; readonly before?: string | undefined }> =>
  ({ since: from, before: to }, at) =>
    inRange(column, index, from ? { sql: '>= ?', values: [from] } : null, to ? { sql: '< ?', values: [to] } : null, at);

/** From an instant on. */
export const since =
  (column: string, index: RangeIndex): Where<string> =>
  (instant, at) =>
    between(column, index)({ since: instant }, at);

function inRange(
  column: string,
  { name, led = false, blank = false }: RangeIndex,
  from: Condition | null,
  to: Condition | null,
  { table, parts }: At,
): Asked {
  if (!from && !to) return {};
  // An empty text sorts before every day: without a lower bound what has none would pass.
  const lowest = blank ? { sql: "> ''", values: [] } : null;
  const bounds = [from ?? lowest, to].flatMap((bound) =>
    bound ? [{ sql: `n.${column} ${bound.sql}`, values: bound.values }] : [],
  );
  const ranged = [...(led ? [parts] : []), ...bounds.map(({ sql }) => sql)].join(' AND ');
  const source: Source = {
    column,
    sql: `SELECT n.key AS hit FROM ${table} n INDEXED BY ${name} WHERE ${ranged}`,
    values: bounds.flatMap(({ values }) => values),
  };
  return { conditions: bounds, sources: [source] };
}

/** A text of the narrow row. `initials`: the column in which words of Latin letters and digits are looked for instead. */
export const text =
  (field: TextField, column: string, initials?: string): Where<string> =>
  (input) => {
    const words = searchTerms(input).map((term) => {
      // Initials keep Latin letters and digits of the text, so these are looked for there and nowhere else.
      const asInitials = initials !== undefined && /^[a-z0-9]+$/.test(term);
      return { term, column: asInitials ? initials : column, field: asInitials ? ('initials' as const) : field };
    });
    return {
      conditions: words.map((word) => ({ sql: `instr(n.${word.column}, ?) > 0`, values: [word.term] })),
      matches: words.flatMap((word) => selectiveMatchOf(word.field, word.term) ?? []),
    };
  };

/** A text that lies in the content, a table with the same keys. */
export const textOfContent =
  (field: TextField, table: string, column: string): Where<string> =>
  (input) => {
    const terms = searchTerms(input);
    if (terms.length === 0) return {};
    const all = terms.map(() => `instr(c.${column}, ?) > 0`).join(' AND ');
    return {
      // Also of what nearly every row has.
      matches: terms.map((term) => matchOf(field, term)),
      content: {
        check: { sql: `(SELECT ${all} FROM ${table} c WHERE c.key = n.key)`, values: terms },
        exact: terms.every((term) => matchIsExact(field, term)),
      },
    };
  };

/** Records with an operation in one of these states of delivery. */
export const inDelivery =
  (collection: string): Where<readonly string[]> =>
  (states, { table }) => {
    if (states.length === 0) return {};
    const wanted = isAnyOf('o.state', states)[0]!;
    return {
      conditions: [
        {
          sql: `EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_record
            WHERE o.collection = '${collection}' AND o.record_id = n.id AND ${wanted.sql})`,
          values: wanted.values,
        },
      ],
      sources: [
        {
          sql: `SELECT DISTINCT r.key AS hit FROM outbox o INDEXED BY outbox_state CROSS JOIN ${table} r ON r.id = o.record_id
            WHERE ${wanted.sql} AND o.collection = '${collection}'`,
          values: wanted.values,
        },
      ],
    };
  };
