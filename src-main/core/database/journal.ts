/** A second place for work that is not delivered yet; see `openJournal`. */

/** One outbox entry as it was done: enough to do it again in a restored database, under the same id. */
export interface JournalEntry {
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  readonly recordTitle: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly actor: unknown;
  readonly time: string;
  readonly deviceEpoch: number;
  readonly replaces: string | null;
}

export interface WorkJournal {
  /**
   * Writes entries to disk (fsync) beside the database. Call after the commit and before answering the person: what the
   * person was told is saved is then in two files. Never throws: the database already holds the work; trouble is logged.
   */
  append(entries: readonly JournalEntry[]): void;
}
