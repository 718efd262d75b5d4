/** The columns of a list, and what a person did with them (hidden, shown, widened); remembered by list. */

/** A column. `name` and `action` stay in sight when the table is scrolled sideways. */
export interface ListColumn {
  readonly key: string;
  readonly title: string;
  /** The title broken where it reads well. */
  readonly heading?: string;
  /** px at a base size of 14 px; together they fit beside the navigation at 1280 px where the page allows. */
  readonly width: number;
  /** Still shown while a drawer takes the room, in this width. */
  readonly compact?: number;
  /** Present: the heading sorts, and this is the name of the order. */
  readonly sort?: string;
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

/** The columns to draw, each with its width. `compact`: the few that fit beside the open drawer. */
export function drawnColumns<Column extends ListColumn>(
  columns: readonly Column[],
  choices: ColumnChoices,
  compact: boolean,
): (Column & { readonly px: number })[] {
  return columns
    .filter((column) => isShown(column, choices) && (!compact || column.compact !== undefined))
    .map((column) => ({
      ...column,
      px: compact ? (column.compact ?? column.width) : (choices.widths[column.key] ?? column.width),
    }));
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
