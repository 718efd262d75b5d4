/** What a clerk does with notices. Rules, rows, outbox and audit of one command stand or fall together. */
import {
  type FeedbackInput,
  type Notice,
  noticeOperationSchemas,
  type NoticeOperationKind,
} from '#shared/domain/notices.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import { unsettledOf } from '../sync/entries.ts';
import { inWorkTransaction, perform } from '../sync/perform.ts';
import type { Workspace } from '../workspace.ts';
import { removeDraft } from './drafts.ts';

export interface RefusedNotice {
  readonly id: string;
  /** Name of the enterprise; the id where the notice is not here. */
  readonly name: string;
  readonly reasons: FieldReason[];
}

export interface BatchOutcome {
  readonly done: string[];
  readonly refused: RefusedNotice[];
}

/**
 * One operation on many notices, in one transaction: each is done or refused by itself, in the order asked; an id that
 * comes twice is done once.
 */
export function performOnMany(
  workspace: Workspace,
  collection: SyncedCollection<Notice>,
  kind: Extract<NoticeOperationKind, 'notices.receive' | 'notices.claim' | 'notices.return'>,
  ids: readonly string[],
  payload: unknown,
): BatchOutcome {
  const outcome: BatchOutcome = { done: [], refused: [] };
  const checked = noticeOperationSchemas[kind].parse(payload);
  inWorkTransaction(workspace, () => {
    for (const id of new Set(ids)) {
      const performed = perform(workspace, collection, { recordId: id, kind, payload: checked });
      if (performed.ok) outcome.done.push(id);
      else {
        const name = collection.read(workspace.database, id)?.data.enterpriseName ?? id;
        outcome.refused.push({ id, name, reasons: reasonsOf(performed) });
      }
    }
  });
  if (outcome.done.length > 0) workspace.changed('notices');
  return outcome;
}

export type FeedbackOutcome =
  | { ok: true; operationId: string }
  | { ok: false; reason: 'refused' | 'notFound' | 'unresolvedWork'; fields?: FieldReason[] };

/**
 * Gives a feedback, or amends one; its draft goes in the same transaction. Names of refused fields are those of the
 * form (`certificateNumber`), not of the operation.
 */
export function submitFeedback(
  workspace: Workspace,
  collection: SyncedCollection<Notice>,
  noticeId: string,
  feedbackId: string | null,
  feedback: FeedbackInput,
): FeedbackOutcome {
  const outcome = inWorkTransaction(workspace, (): FeedbackOutcome => {
    const refused = feedbackId === null ? undefined : refusedFeedback(workspace, collection, noticeId, feedbackId);
    const performed = perform(workspace, collection, {
      recordId: noticeId,
      kind: refused?.kind ?? (feedbackId === null ? 'notices.feedback' : 'notices.amendFeedback'),
      payload: { feedbackId: feedbackId ?? workspace.environment.chance.uuid(), feedback },
      ...(refused && { replaces: refused.id }),
    });
    if (!performed.ok) {
      const fields = performed.reasons.map((reason) => ({ ...reason, field: reason.field.replace(/^feedback\./, '') }));
      return { ok: false, reason: performed.reason, ...(fields.length > 0 && { fields }) };
    }
    removeDraft(workspace.database, { noticeId, feedbackId, account: workspace.actor.account });
    return { ok: true, operationId: performed.operationId };
  });
  if (outcome.ok) workspace.changed('notices');
  return outcome;
}

/** What the platform refused of this feedback: amending it takes its place, as it never arrived there. */
function refusedFeedback(
  { database }: Workspace,
  { collection }: SyncedCollection<Notice>,
  noticeId: string,
  feedbackId: string,
): { id: string; kind: 'notices.feedback' | 'notices.amendFeedback' } | undefined {
  for (const { id, kind, state, payload } of unsettledOf(database, collection, noticeId).toReversed()) {
    if (kind !== 'notices.feedback' && kind !== 'notices.amendFeedback') continue;
    if (noticeOperationSchemas[kind].safeParse(payload).data?.feedbackId !== feedbackId) continue;
    return state === 'rejected' || state === 'quarantined' ? { id, kind } : undefined;
  }
  return undefined;
}

function reasonsOf(performed: { reason: string; reasons: FieldReason[] }): FieldReason[] {
  switch (performed.reason) {
    case 'notFound':
      return [{ field: '', code: 'notFound', message: '本机没有这条告知，可能已被平台收回或改派' }];
    case 'unresolvedWork':
      return [{ field: '', code: 'unresolvedWork', message: '还有没处理完的报送问题，请先到“报送与冲突”处理' }];
    default:
      return performed.reasons;
  }
}
