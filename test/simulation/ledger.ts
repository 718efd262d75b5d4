/** What the people of a run did and were told: the truth that the oracles compare with. */
import type { JournalEntry } from '#core/database/journal.ts';

export interface Action {
  readonly id: string;
  readonly client: number;
  readonly kind: string;
  readonly recordId: string;
  readonly payload: unknown;
  /** What a person did instead of it, or that they took it back; null: it is still wanted. */
  ended: 'withdrawn' | 'replaced' | null;
}

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger() {
  const actions = new Map<string, Action>();
  /** Everything ever journalled, by client: also what the engine itself put in the place of another entry. */
  const journals = new Map<number, JournalEntry[]>();

  return {
    actions,
    /** A person was told that it is saved. */
    acknowledged(client: number, entry: Pick<Action, 'id' | 'kind' | 'recordId' | 'payload'>): void {
      actions.set(entry.id, { ...entry, client, ended: null });
    },
    ended(id: string, how: 'withdrawn' | 'replaced'): void {
      const action = actions.get(id);
      if (action) action.ended = how;
    },
    journal(client: number): JournalEntry[] {
      let entries = journals.get(client);
      if (!entries) journals.set(client, (entries = []));
      return entries;
    },
    of: (client: number): Action[] => [...actions.values()].filter((action) => action.client === client),
  };
}
