/** How changed notices land, which operations they know, and what a conflict compares. */
import { noticeOperations } from '#shared/domains/notices/operations.ts';
import { type Feedback, type Notice, noticeSchema, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import type { JointDecision, ReplayedOperation, Side, SyncedCollection } from '../sync/collection.ts';
import { noticeFieldLabels } from './field-labels.ts';
import { noticeStore } from './store.ts';
import { noticeDeeds } from './timeline.ts';

export const noticesCollection: SyncedCollection<Notice> = {
  collection: 'notices',
  priority: 10,
  hasOpenView: true,
  schema: noticeSchema,
  ...noticeOperations.forSync,
  ...noticeStore,
  fieldLabels: noticeFieldLabels,
  followingFields: [
    'id',
    'person',
    'at',
    'departmentCode',
    'departmentName',
    'amended',
    'amended.person',
    'amended.at',
  ].map((field) => `feedbacks.${field}`),
  decisions: jointDecisions,
  deedsOf: noticeDeeds,
  alike: withSameCertificates,
  redo: redoFeedback,
  belongsTo: noticeVisibleTo,
  // One enterprise may stand on several notices, one for each 后置审批事项: the name alone would not say which.
  titleOf: (notice) => `${notice.enterpriseName}（${notice.permitItemName}）`,
  isFinal: (notice, kind) => notice.closedAt !== null && kind !== 'notices.correct',
};

/** The notice as a person sees it, or null. */
export const readNotice = noticeStore.read;

/** 接收, 认领 and 回退 are each one act. And where both sides answered first, one has to look at the other's answer. */
function jointDecisions(base: Notice, mine: Notice, theirs: Notice): JointDecision[] {
  const stage: JointDecision = { path: 'stage', label: '接收或回退', fields: ['stage', 'receipt', 'returned'] };
  const bothFirst = base.feedbacks.length === 0 && mine.feedbacks.length > 0 && theirs.feedbacks.length > 0;
  const sameOne = mine.feedbacks.some(({ id }) => theirs.feedbacks.some((one) => one.id === id));
  if (!bothFirst || sameOne) return [stage];
  return [stage, { path: 'feedbacks', label: '反馈', fields: ['feedbacks'], bothMayStand: true }];
}

const certificateOf = ({ certificateNumber }: { certificateNumber: string }): string => certificateNumber.trim();

/** A feedback of theirs that mine does not know, about the certificate of one that theirs does not know. */
function sameCertificate(theirs: Notice, feedbackId: string, certificate: string): Feedback | undefined {
  if (certificate === '' || theirs.feedbacks.some(({ id }) => id === feedbackId)) return undefined;
  return theirs.feedbacks.find((one) => certificateOf(one) === certificate);
}

/** Two clerks gave feedback on the same certificate: one thing, although each made an id for it. */
function withSameCertificates(mine: Notice, theirs: Notice): Notice {
  const known = new Set(mine.feedbacks.map(({ id }) => id));
  const feedbacks = mine.feedbacks.map((one) => {
    const same = sameCertificate(theirs, one.id, certificateOf(one));
    return same && !known.has(same.id) ? { ...one, id: same.id } : one;
  });
  return { ...mine, feedbacks };
}

/**
 * Two clerks amended the same feedback, or gave one on the same certificate: each field from the side that was chosen, so
 * that what only the other one changed is not overwritten by this one's form. What is on the platform is amended, never
 * given a second time. Other operations are done again as they were.
 */
function redoFeedback(
  theirs: Notice,
  { kind, payload }: ReplayedOperation,
  choices: ReadonlyMap<string, Side>,
): { kind: string; payload: unknown } | undefined {
  if (kind !== 'notices.feedback' && kind !== 'notices.amendFeedback') return undefined;
  const mine = noticeOperations.kinds[kind].payload.safeParse(payload).data;
  if (!mine) return undefined;
  // Mine instead of the answer that was given before: that one is amended, all of it.
  const [first] = theirs.feedbacks;
  if (choices.get('feedbacks') === 'mine' && first)
    return { kind: 'notices.amendFeedback', payload: { feedbackId: first.id, feedback: mine.feedback } };
  const other =
    kind === 'notices.amendFeedback'
      ? theirs.feedbacks.find(({ id }) => id === mine.feedbackId)
      : sameCertificate(theirs, mine.feedbackId, certificateOf(mine.feedback));
  if (!other) return undefined;
  const their: Record<string, unknown> = other;
  const chosen = Object.entries(mine.feedback).map(([field, value]) => [
    field,
    choices.get(`feedbacks[${other.id}].${field}`) === 'theirs' ? their[field] : value,
  ]);
  return {
    kind: 'notices.amendFeedback',
    payload: { feedbackId: other.id, feedback: Object.fromEntries(chosen) as unknown },
  };
}
