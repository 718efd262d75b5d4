/** A command on one or many records: asks the core, tells what was done and what was refused and why, undoes it in time. */
import { ref, shallowRef } from 'vue';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { core, isToldElsewhere } from './core-client.ts';
import type { Failure } from './failure.ts';
import { showDone, showFailure, showTrouble } from './show-failure.ts';
import { reportUnexpected } from './unexpected.ts';
import type { BatchOutcome } from '../components/batch-outcome.ts';

type BatchAnswer =
  | {
      ok: true;
      done: string[];
      operations: string[];
      refused: { id: string; name: string; reasons: FieldReason[] }[];
      undo: { operations: string[]; seconds: number } | null;
    }
  | (Failure & { ok: false });

/** Use inside `setup`. `after` hears which records were done, or (`undone`) are again what they had been. */
export function useBatch(after: (done: readonly string[], undone: boolean) => unknown) {
  const busy = ref(false);
  const outcome = shallowRef<BatchOutcome | null>(null);

  /** One at a time: a second press while the first is under way does nothing. Answers what `work` does; undefined: nothing. */
  async function alone<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    try {
      return await work();
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  /**
   * `verb` reads after 已. `asked`: on how many records; what becomes of one alone is a passing line, unless it is `ofMany`
   * (ticked rows, be it a single one). `name`: of the one record, as the next may be in sight by then. Answers whether
   * anything was done.
   */
  async function run(
    verb: string,
    asked: number,
    ask: () => Promise<BatchAnswer>,
    ofMany = asked > 1,
    name?: string,
  ): Promise<boolean> {
    if (asked === 0) return false;
    const done = await alone(async () => {
      const answer = await ask();
      if (!answer.ok) {
        showFailure(answer);
        return false;
      }
      const refused = answer.refused.map(({ id, name, reasons }) => ({
        id,
        name,
        why: reasons.map((reason) => reason.message).join('；'),
      }));
      const single = !ofMany && refused.length === 0;
      outcome.value = {
        verb,
        done: answer.done,
        operations: answer.operations,
        refused,
        name,
        single,
        undo: answer.undo,
      };
      await after(answer.done, false);
      return answer.done.length > 0;
    });
    return done ?? false;
  }

  /** Takes back what the outcome in sight tells of; what has left meanwhile stays, and is told. */
  async function undo(): Promise<void> {
    const told = outcome.value;
    if (!told?.undo) return;
    await alone(async () => {
      const answer = await core().outbox.undo({ ids: [...(told.undo?.operations ?? [])] });
      if (!answer.ok) return showFailure(answer);
      outcome.value = null;
      if (answer.left === 0) showDone(`已撤销${told.verb}${told.name ? `“${told.name}”` : ''}，记录恢复原状`);
      else
        showTrouble(
          `${answer.undone > 0 ? `已撤销 ${answer.undone} 条；` : ''}${answer.left} 条已经开始报送，不能撤销，可在“报送与冲突”查看`,
        );
      await after(told.done, true);
    });
  }
  return { busy, outcome, run, undo };
}
