/** 接收, 认领 and 回退 of one or many. */
import type { useBatch } from '../../app/use-batch.ts';
import type { ReturnReason } from '../../../src-shared/domain/notices.ts';
import { core } from '../../app/core-client.ts';

/** By the batch of the page. `ofMany`: ticked rows, be it a single one; what was done is then offered for export. */
export const noticeCommands = ({ busy, run }: ReturnType<typeof useBatch>) => ({
  busy,
  receive: (ids: readonly string[], ofMany?: boolean) =>
    run('接收', ids.length, () => core().notices.receive({ ids: [...ids] }), ofMany),
  claim: (ids: readonly string[], ofMany?: boolean) =>
    run('认领', ids.length, () => core().notices.claim({ ids: [...ids] }), ofMany),
  giveBack: (ids: readonly string[], reason: ReturnReason, words: string) =>
    run(returned, ids.length, () => core().notices.return({ ids: [...ids], reason, words })),
});
/** What was returned has left the list and is no row to export. */
export const returned = '回退';
