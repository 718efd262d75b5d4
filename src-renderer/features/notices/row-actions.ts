/** What a row offers by its stage, before its details are known. Only an offer: the core decides when it is done. */
import type { NoticeRow } from '#shared/domains/notices/contract.ts';

export type RowAction = 'receive' | 'claim' | 'feedback' | 'view';
export const rowActionNames: Record<RowAction, string> = {
  receive: '接收',
  claim: '认领',
  feedback: '反馈',
  view: '查看',
};

type RowFacts = Pick<NoticeRow, 'stage' | 'closed' | 'feedbackCount'>;

/** The one button of a row. */
export function rowAction(row: RowFacts): RowAction {
  if (row.closed) return 'view';
  if (row.stage === 'pending') return 'receive';
  if (row.stage === 'pool') return 'claim';
  // What is answered is amended, or given a further certificate, on its own page: the button marks what still waits.
  return row.stage === 'received' ? 'feedback' : 'view';
}

export type BatchAction = 'receive' | 'claim' | 'return';

/** Whether a batch action makes sense for a row. */
export function fitsBatch(row: RowFacts, action: BatchAction): boolean {
  if (row.closed) return false;
  switch (action) {
    case 'receive':
      return row.stage === 'pending';
    case 'claim':
      return row.stage === 'pool';
    case 'return':
      return (row.stage === 'pending' || row.stage === 'received') && row.feedbackCount === 0;
  }
}
