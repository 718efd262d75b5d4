/** A command on one or many records: asks the core, tells what was done and what was refused and why. */
import { ref, shallowRef } from 'vue';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { isToldElsewhere } from './core-client.ts';
import type { Failure } from './failure.ts';
import { showDone, showFailure } from './show-failure.ts';
import { reportUnexpected } from './unexpected.ts';
import type { BatchOutcome } from '../components/batch-outcome.ts';

type BatchAnswer =
  | {
      ok: true;
      done: string[];
      refused: { id: string; name: string; reasons: FieldReason[] }[];
    }
  | (Failure & { ok: false });

/** Use inside `setup`. `after` hears which records were done. */
export function useBatch(after: (done: readonly string[]) => unknown) {
  const busy = ref(false);
  const outcome = shallowRef<BatchOutcome | null>(null);

  /**
   * `verb` reads after 已. `asked`: on how many records; what becomes of one alone is a passing word, unless it is `ofMany`
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
    if (busy.value || asked === 0) return false;
    busy.value = true;
    try {
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
      if (ofMany || refused.length > 0) outcome.value = { verb, done: answer.done, refused };
      else showDone(`已${verb}${name ? `“${name}”` : ''}，保存在本机，将自动报送`);
      await after(answer.done);
      return answer.done.length > 0;
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, outcome, run };
}
