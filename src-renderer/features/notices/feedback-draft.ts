/** A half-filled feedback as the draft of a notice: which one, and its values as they are kept. */
import { z } from 'zod';
import { feedbackResults } from '#shared/domains/notices/words.ts';
import type { DraftForm } from '#app/app/use-draft.ts';
import type { FeedbackValues } from './feedback-values.ts';

/** What a draft lacks, or a client of another version wrote differently, is taken from `rest`. */
const keptSchema = (rest: FeedbackValues): z.ZodType<FeedbackValues> =>
  z.object({
    result: z.enum(['', ...feedbackResults]).catch(rest.result),
    feedbackOn: z.string().catch(rest.feedbackOn),
    certificateNumber: z.string().catch(rest.certificateNumber),
    certificateName: z.string().catch(rest.certificateName),
    issuingOrgan: z.string().catch(rest.issuingOrgan),
    issuedOn: z.string().catch(rest.issuedOn),
    validFrom: z.string().catch(rest.validFrom),
    validTo: z.string().catch(rest.validTo),
    longTerm: z.boolean().catch(rest.longTerm),
    permitContent: z.string().catch(rest.permitContent),
    remark: z.string().catch(rest.remark),
  });

/** The form of a new feedback, or (`feedbackId`) of one that is amended. `rest`: what the form holds without a draft. */
export const feedbackDraft = (
  noticeId: string,
  feedbackId: string | null,
  rest: FeedbackValues,
): DraftForm<FeedbackValues> => ({
  collection: 'notices',
  recordId: noticeId,
  part: feedbackId ?? '',
  shape: '',
  write: (values) => values,
  read(json) {
    const kept = keptSchema(rest).safeParse(json);
    return kept.success ? { values: kept.data, left: true } : null;
  },
});
