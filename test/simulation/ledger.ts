/** What the people of a run did and were told: the truth that the oracles compare with. */
import type { JournalEntry } from '#core/database/journal.ts';
import { successorId } from '#core/sync/conflicts/conflicts.ts';

export interface Action {
  readonly id: string;
  readonly member: number;
  readonly kind: string;
  readonly recordId: string;
  readonly payload: unknown;
  /** What a person did instead of it, or that they took it back; null: it is still wanted. */
  ended: 'withdrawn' | 'replaced' | null;
}

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger() {
  const actions = new Map<string, Action>();
  return {
    actions,
    /** A person was told that these are saved. */
    acknowledged(member: number, entries: readonly JournalEntry[]): void {
      for (const { id, kind, recordId, payload, replaces, ended } of entries) {
        if (ended !== undefined) {
          end(actions, id, 'withdrawn');
          continue;
        }
        actions.set(id, { id, member, kind, recordId, payload, ended: null });
        if (replaces !== null) end(actions, replaces, 'replaced');
      }
    },
    of: (member: number): Action[] => [...actions.values()].filter((action) => action.member === member),
  };
}

/** What a person ends by deciding a conflict may be an automatic successor: the action behind it ends with it. */
function end(actions: Map<string, Action>, id: string, how: 'withdrawn' | 'replaced'): void {
  const action = actions.get(id) ?? [...actions.values()].find((one) => lineOf(one.id).includes(id));
  if (action) action.ended = how;
}

/** The ids under which one action may stand on the platform: its own, and those that the engine made for it in turn. */
export function lineOf(id: string): string[] {
  const line = [id];
  for (let count = 0; count < 7; count += 1) line.push(successorId(line.at(-1) ?? id));
  return line;
}
