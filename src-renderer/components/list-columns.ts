/** A column of a list. `name` and `action` stay in sight when the table is scrolled sideways. */
export interface ListColumn {
  readonly key: string;
  readonly title: string;
  /** The title broken where it reads well. */
  readonly heading?: string;
  /** px at a base size of 14 px. */
  readonly width: number;
  /** Still shown while a drawer takes the room, in this width. */
  readonly compact?: number;
}
