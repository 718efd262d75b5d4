/** The columns of a list, and what a person did with them (hidden, shown, widened); remembered by list. */

/** Widths are written for this size of type, px; larger type widens them with itself. */
export const baseFontSize = 14;

/** A column. `name` and `action` stay in sight when the table is scrolled sideways. */
export interface ListColumn<Order extends string = string> {
  readonly key: string;
  readonly title: string;
  /** The title broken where it reads well. */
  readonly heading?: string;
  /** px at the base size; together they fit beside the navigation at 1280 px where the page allows. */
  readonly width: number;
  /** Kept beside an open drawer, with this width at least (px at the base size); of several, those that come first are kept first. */
  readonly compact?: number;
  /** Present: the heading sorts, and this is the name of the order. */
  readonly sort?: Order;
  /** The first click sorts upwards: names, not dates. */
  readonly ascendingFirst?: boolean;
  /** Always shown: what identifies a row, and its button. */
  readonly fixed?: boolean;
  /** Hidden until somebody wants it. */
  readonly spare?: boolean;
}

export interface ListSort {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

export interface ColumnChoices {
  /** Columns that differ from their default: true shown, false hidden. */
  shown: Record<string, boolean>;
  widths: Record<string, number>;
}
export const noColumnChoices = (): ColumnChoices => ({ shown: {}, widths: {} });

const narrowest = 56;
const widest = 900;
export const clampWidth = (px: number): number => Math.round(Math.min(widest, Math.max(narrowest, px)));

export const isShown = (column: ListColumn, choices: ColumnChoices): boolean =>
  column.fixed === true || (choices.shown[column.key] ?? column.spare !== true);

/**
 * The columns to draw, each with its width. `compact`: a drawer stands beside them. Then nothing may be cut off at its edge:
 * where not all fit into `room` (px at the base size; 0: not known) those stay that say which record a row is, as
 * many as fit, grow to their full width, and then others join while there is room. What is left out stands in the drawer.
 */
export function drawnColumns<Column extends ListColumn>(
  columns: readonly Column[],
  choices: ColumnChoices,
  compact: boolean,
  room = 0,
): (Column & { readonly px: number })[] {
  const shown = columns
    .filter((column) => isShown(column, choices))
    .map((column) => ({ ...column, px: choices.widths[column.key] ?? column.width }));
  if (!compact || shown.reduce((sum, { px }) => sum + px, 0) <= room) return shown;
  const kept = new Map<string, number>();
  let left = room;
  const keep = (column: ListColumn, px: number): boolean => {
    const fits = kept.size === 0 || room === 0 || px <= left;
    if (fits) {
      kept.set(column.key, px);
      left -= px;
    }
    return fits;
  };
  const allTell = shown.every((column) => column.compact === undefined || keep(column, column.compact));
  if (allTell && room > 0) {
    // A name in full tells more than one column more.
    for (const column of shown) {
      const more = Math.min(left, Math.max(0, column.px - (kept.get(column.key) ?? column.px)));
      if (more > 0) kept.set(column.key, kept.get(column.key)! + more);
      left -= more;
    }
    for (const column of shown) if (column.compact === undefined && !column.fixed) keep(column, column.px);
  }
  return shown.flatMap((column) => {
    const px = kept.get(column.key);
    return px === undefined ? [] : [{ ...column, px }];
  });
}

/** Reads remembered choices; what is not understood, or of columns that are no more, counts as not chosen. */
export function readColumnChoices(columns: readonly ListColumn[], kept: unknown): ColumnChoices | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { shown, widths } = kept as { shown?: unknown; widths?: unknown };
  const choices = noColumnChoices();
  for (const { key } of columns) {
    const visible = (shown as Record<string, unknown> | undefined)?.[key];
    if (typeof visible === 'boolean') choices.shown[key] = visible;
    const width = (widths as Record<string, unknown> | undefined)?.[key];
    if (typeof width === 'number' && Number.isFinite(width)) choices.widths[key] = clampWidth(width);
  }
  return choices;
}
