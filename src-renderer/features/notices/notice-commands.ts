/** 接收, 认领 and 回退 of one or many. */
import type { useBatch } from '#app/app/use-batch.ts';
import type { ReturnReason } from '#shared/domains/notices/words.ts';
import { core } from '#app/app/core-client.ts';

/**
 * By the batch of the page; `nameOf` names a record of the list. `ofMany`: ticked rows, be it a single one; what was done is
 * then offered for export.
 */
export function noticeCommands({ busy, run }: ReturnType<typeof useBatch>, nameOf: (id: string) => string | undefined) {
  const nameOfOne = ([id, ...others]: readonly string[]) =>
    id !== undefined && others.length === 0 ? nameOf(id) : undefined;
  return {
    busy,
    receive: (ids: readonly string[], ofMany?: boolean) =>
      run('接收', ids.length, () => core().notices.receive({ ids: [...ids], undoable: true }), ofMany, nameOfOne(ids)),
    claim: (ids: readonly string[], ofMany?: boolean) =>
      run('认领', ids.length, () => core().notices.claim({ ids: [...ids], undoable: true }), ofMany, nameOfOne(ids)),
    giveBack: (ids: readonly string[], reason: ReturnReason, words: string) =>
      run(
        returned,
        ids.length,
        () => core().notices.return({ ids: [...ids], undoable: true, reason, words }),
        undefined,
        nameOfOne(ids),
      ),
  };
}
/** What was returned has left the list and is no row to export. */
export const returned = '回退';
