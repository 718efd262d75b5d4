/** What a clerk does with notices. Rules, rows, outbox and audit of one command stand or fall together. */
import type { FeedbackInput } from '#shared/domains/notices/record.ts';
import type { CorrectionInput } from '#shared/records/corrections.ts';
import { removeDraft } from '../drafts/store.ts';
import { type NoticeOperationKind, noticeOperations } from '#shared/domains/notices/operations.ts';
import { unsettledOf } from '../sync/outbox/entries.ts';
import { inWorkTransaction, perform } from '../sync/perform.ts';
import { type BatchOutcome, type OperationOutcome, performOnEach } from '../sync/perform-many.ts';
import type { Workspace } from '../workspace.ts';
import { feedbackDraftName } from './drafts.ts';
import { noticesCollection } from './sync.ts';

/** One operation on many notices: each is done or refused by itself. */
export function performOnMany(
  workspace: Workspace,
  kind: Extract<NoticeOperationKind, 'notices.receive' | 'notices.claim' | 'notices.return'>,
  ids: readonly string[],
  payload: unknown,
  undoable?: boolean,
): BatchOutcome {
  const checked = noticeOperations.kinds[kind].payload.parse(payload);
  const outcome = performOnEach(workspace, noticesCollection, ids, {
    nameOf: ({ enterpriseName }) => enterpriseName,
    missing: '本机没有这条告知，可能已被平台收回或改派',
    work: () => ({ kind, payload: checked }),
    undoable,
  });
  if (outcome.done.length > 0) workspace.changed('notices');
  return outcome;
}

/**
 * Gives a feedback, or amends one; its draft goes in the same transaction. Names of refused fields are those of the
 * form (`certificateNumber`), not of the operation.
 */
export function submitFeedback(
  workspace: Workspace,
  noticeId: string,
  feedbackId: string | null,
  feedback: FeedbackInput,
): OperationOutcome {
  const outcome = inWorkTransaction(workspace, (): OperationOutcome => {
    const refused = feedbackId === null ? undefined : refusedFeedback(workspace, noticeId, feedbackId);
    const performed = perform(workspace, noticesCollection, {
      recordId: noticeId,
      kind: refused?.kind ?? (feedbackId === null ? 'notices.feedback' : 'notices.amendFeedback'),
      payload: { feedbackId: feedbackId ?? workspace.environment.chance.uuid(), feedback },
      ...(refused && { replaces: refused.id }),
    });
    if (!performed.ok) {
      const fields = performed.reasons.map((reason) => ({ ...reason, field: reason.field.replace(/^feedback\./, '') }));
      return { ok: false, reason: performed.reason, ...(fields.length > 0 && { fields }) };
    }
    removeDraft(workspace.database, feedbackDraftName(noticeId, feedbackId), workspace.actor.account);
    return { ok: true, operationId: performed.operationId };
  });
  if (outcome.ok) workspace.changed('notices');
  return outcome;
}

/** 更正 of a feedback that can no longer be amended: it opens beside it, nothing is overwritten. */
export function correctFeedback(
  workspace: Workspace,
  noticeId: string,
  feedbackId: string,
  correction: CorrectionInput,
): OperationOutcome {
  const outcome = inWorkTransaction(workspace, (): OperationOutcome => {
    const performed = perform(workspace, noticesCollection, {
      recordId: noticeId,
      kind: 'notices.correct',
      payload: { correctionId: workspace.environment.chance.uuid(), feedbackId, ...correction },
    });
    if (performed.ok) return performed;
    return { ok: false, reason: performed.reason, ...(performed.reasons.length > 0 && { fields: performed.reasons }) };
  });
  if (outcome.ok) workspace.changed('notices');
  return outcome;
}

/** What the platform refused of this feedback: amending it takes its place, as it never arrived there. */
function refusedFeedback(
  { database }: Workspace,
  noticeId: string,
  feedbackId: string,
): { id: string; kind: 'notices.feedback' | 'notices.amendFeedback' } | undefined {
  for (const { id, kind, state, payload } of unsettledOf(
    database,
    noticesCollection.collection,
    noticeId,
  ).toReversed()) {
    if (kind !== 'notices.feedback' && kind !== 'notices.amendFeedback') continue;
    if (noticeOperations.kinds[kind].payload.safeParse(payload).data?.feedbackId !== feedbackId) continue;
    return state === 'rejected' || state === 'quarantined' ? { id, kind } : undefined;
  }
  return undefined;
}
