/** 接收, 认领 and 回退 of one or many: asks the core, tells what was done and what was refused and why. */
import { ref, shallowRef } from 'vue';
import type { ReturnReason } from '../../../src-shared/domain/notices.ts';
import { core, type CoreClient, isToldElsewhere } from '../../app/core-client.ts';
import { showDone, showFailure } from '../../app/show-failure.ts';
import { reportUnexpected } from '../../app/unexpected.ts';

type BatchAnswer = Awaited<ReturnType<CoreClient['notices']['receive']>>;
export type BatchKind = 'receive' | 'claim' | 'return';
const doneWords: Record<BatchKind, string> = { receive: '接收', claim: '认领', return: '回退' };

/** What the last command came to, where it is worth more than a passing word. */
export interface BatchOutcome {
  readonly kind: BatchKind;
  readonly verb: string;
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

/** Use inside `setup`. `after` hears which records were done. */
export function useNoticeCommands(after: (done: readonly string[]) => unknown) {
  const busy = ref(false);
  const outcome = shallowRef<BatchOutcome | null>(null);

  async function run(
    kind: BatchKind,
    ids: readonly string[],
    asBatch: boolean,
    ask: () => Promise<BatchAnswer>,
  ): Promise<boolean> {
    if (busy.value || ids.length === 0) return false;
    busy.value = true;
    try {
      const answer = await ask();
      if (!answer.ok) {
        showFailure(answer);
        return false;
      }
      tell(kind, asBatch || ids.length > 1, answer);
      await after(answer.done);
      return answer.done.length > 0;
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function tell(kind: BatchKind, asBatch: boolean, answer: Extract<BatchAnswer, { ok: true }>): void {
    const verb = doneWords[kind];
    const refused = answer.refused.map(({ id, name, reasons }) => ({
      id,
      name,
      why: reasons.map((reason) => reason.message).join('；'),
    }));
    if (asBatch || refused.length > 0) outcome.value = { kind, verb, done: answer.done, refused };
    else showDone(`已${verb}，保存在本机，将自动报送`);
  }

  return {
    busy,
    outcome,
    /** `asBatch`: ticked rows, be it a single one; what was done is then offered for export. */
    receive: (ids: readonly string[], asBatch = false) =>
      run('receive', ids, asBatch, () => core().notices.receive({ ids: [...ids] })),
    claim: (ids: readonly string[], asBatch = false) =>
      run('claim', ids, asBatch, () => core().notices.claim({ ids: [...ids] })),
    giveBack: (ids: readonly string[], reason: ReturnReason, words: string) =>
      run('return', ids, false, () => core().notices.return({ ids: [...ids], reason, words })),
  };
}
export type NoticeCommands = ReturnType<typeof useNoticeCommands>;
