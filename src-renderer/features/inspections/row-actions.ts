/** What a row offers by its stage, before its details are known. Only an offer: the core decides when it is done. */
import type { SubjectRow } from '#shared/domains/inspections/contract.ts';
import type { OwnReview } from '#shared/trade/rights.ts';
import type { SubjectView } from './subject-pages.ts';

export type RowAction = 'enter' | 'amend' | 'resume' | 'review' | 'view';
export const rowActionNames: Record<RowAction, string> = {
  enter: '录入',
  amend: '修改',
  resume: '继续录入',
  review: '复核',
  view: '查看',
};

type RowFacts = Pick<SubjectRow, 'stage' | 'hasDraft' | 'isOwn'>;

/** Whether 复核 of a row is offered: of one's own result only where the settings do not refuse it. */
export const offersReview = (row: Pick<SubjectRow, 'stage' | 'isOwnResult'>, ownReview: OwnReview): boolean =>
  row.stage === 'entered' && !(row.isOwnResult && ownReview === 'refused');

/** The one button of a row. `mayReview`: the account has the right of 复核. */
export function rowAction(row: RowFacts, view: SubjectView | 'tasks', mayReview = true): RowAction {
  if (view === 'review') return mayReview && row.stage === 'entered' ? 'review' : 'view';
  if (view === 'query' || view === 'confirm') return 'view';
  if (!row.isOwn || (row.stage !== 'waiting' && row.stage !== 'sentBack')) return 'view';
  if (row.hasDraft) return 'resume';
  return row.stage === 'sentBack' ? 'amend' : 'enter';
}

export const confirmDecisions = ['inspect', 'skip', 'undo'] as const;
export type ConfirmDecision = (typeof confirmDecisions)[number];
export const confirmNames: Record<ConfirmDecision, string> = {
  inspect: '确认检查',
  skip: '确认不检查',
  undo: '撤销确认',
};

/** Whether a decision on the list of subjects would change this row. */
export function fitsDecision(
  row: Pick<SubjectRow, 'stage' | 'confirmationClosed'>,
  decision: ConfirmDecision,
): boolean {
  if (row.confirmationClosed) return false;
  if (decision === 'undo') return row.stage === 'waiting' || row.stage === 'skipped';
  if (decision === 'inspect') return row.stage === 'unconfirmed' || row.stage === 'skipped';
  return row.stage === 'unconfirmed' || row.stage === 'waiting';
}
