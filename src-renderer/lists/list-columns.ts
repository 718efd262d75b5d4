/** The columns of a list, and what a person did with them (hidden, shown, widened, moved); remembered by list. */

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
  /** Gives way first where the window is too narrow for all of them. */
  readonly yields?: boolean;
  /** Never gives way: what must be in sight at any width. */
  readonly stays?: boolean;
}

export interface ListSort {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

export interface ColumnChoices {
  /** Columns that differ from their default: true shown, false hidden. */
  shown: Record<string, boolean>;
  widths: Record<string, number>;
  /** Keys in the order wished for; columns that are not named follow in their own. */
  order: string[];
}
export const noColumnChoices = (): ColumnChoices => ({ shown: {}, widths: {}, order: [] });

const narrowest = 56;
const widest = 900;
export const clampWidth = (px: number): number => Math.round(Math.min(widest, Math.max(narrowest, px)));

export const isShown = (column: ListColumn, choices: ColumnChoices): boolean =>
  column.fixed === true || (choices.shown[column.key] ?? column.spare !== true);

/** In the order wished for. What identifies a row stays in front, its button at the end. */
export function inOrder<Column extends ListColumn>(columns: readonly Column[], { order }: ColumnChoices): Column[] {
  const movable = columns.filter((column) => column.fixed !== true);
  const placeOf = ({ key }: Column) => {
    const place = order.indexOf(key);
    return place < 0 ? order.length : place;
  };
  const moved = movable.toSorted((one, other) => placeOf(one) - placeOf(other));
  return columns.map((column) => (column.fixed === true ? column : moved.shift()!));
}

/** The order after a column was put before another, or behind it where it came from the left. */
export function orderAfterMove(
  columns: readonly ListColumn[],
  choices: ColumnChoices,
  key: string,
  target: string,
): string[] {
  const keys = inOrder(columns, choices).flatMap((column) => (column.fixed === true ? [] : [column.key]));
  const [from, to] = [keys.indexOf(key), keys.indexOf(target)];
  if (from < 0 || to < 0) return choices.order;
  keys.splice(to, 0, ...keys.splice(from, 1));
  return keys;
}

/**
 * Those that a narrow window has room for: columns that yield go first, from the right, then others. What says how urgent a
 * row is stays, and so does whatever a person has asked for; then the table is scrolled sideways.
 */
function fitting<Column extends ListColumn & { readonly px: number }>(
  shown: readonly Column[],
  choices: ColumnChoices,
  room: number,
): Column[] {
  const mayGo = shown.filter(
    ({ key, fixed, compact, stays }) => !fixed && compact === undefined && !stays && choices.shown[key] !== true,
  );
  const going = [...mayGo.filter(({ yields }) => yields), ...mayGo.filter(({ yields }) => !yields).reverse()];
  let over = shown.reduce((sum, { px }) => sum + px, 0) - room;
  const gone = new Set<Column>();
  for (const column of going) {
    if (over <= 0) break;
    gone.add(column);
    over -= column.px;
  }
  return shown.filter((column) => !gone.has(column));
}

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
  const shown = inOrder(columns, choices)
    .filter((column) => isShown(column, choices))
    .map((column) => ({ ...column, px: choices.widths[column.key] ?? column.width }));
  if (!compact) return room > 0 ? fitting(shown, choices, room) : shown;
  if (shown.reduce((sum, { px }) => sum + px, 0) <= room) return shown;
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
  // Which record it is, then how urgent it is, then the others.
  const weightOf = ({ fixed, stays }: ListColumn) => (fixed ? 0 : stays ? 1 : 2);
  const telling = shown.toSorted((one, other) => weightOf(one) - weightOf(other));
  const allTell = telling.every((column) => column.compact === undefined || keep(column, column.compact));
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
  const { shown, widths, order } = kept as { shown?: unknown; widths?: unknown; order?: unknown };
  const choices = noColumnChoices();
  for (const { key } of columns) {
    const visible = (shown as Record<string, unknown> | undefined)?.[key];
    if (typeof visible === 'boolean') choices.shown[key] = visible;
    const width = (widths as Record<string, unknown> | undefined)?.[key];
    if (typeof width === 'number' && Number.isFinite(width)) choices.widths[key] = clampWidth(width);
  }
  if (Array.isArray(order))
    choices.order = order.filter((key): key is string => columns.some((column) => column.key === key));
  return choices;
}
