/** How 双告知 stands in the document of the sync interface. */
import type { Described } from '#shared/platform-api/document-schemas.ts';
import { noticeOperations } from './operations.ts';
import { feedbackInputSchema, feedbackSchema, noticeSchema } from './record.ts';

export const noticesDescribed: Described = {
  notices: {
    name: 'Notice',
    record: noticeSchema,
    parts: { Feedback: feedbackSchema, FeedbackInput: feedbackInputSchema },
    kinds: noticeOperations.kinds,
  },
};
