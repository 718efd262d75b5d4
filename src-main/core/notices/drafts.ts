/** 反馈 as half-filled forms of a notice: one of a new feedback, and one of each that is amended. */
import type { DraftName } from '#shared/contract/drafts.ts';
import type { DraftForms } from '../drafts/forms.ts';
import { noticesCollection, readNotice } from './sync.ts';

export const feedbackDrafts: DraftForms = {
  collection: noticesCollection.collection,
  name: '反馈',
  titleOf: (database, id) => readNotice(database, id)?.data.enterpriseName ?? null,
};

/** `feedbackId` null: of a new feedback. */
export const feedbackDraftName = (noticeId: string, feedbackId: string | null): DraftName => ({
  collection: noticesCollection.collection,
  recordId: noticeId,
  part: feedbackId ?? '',
});
