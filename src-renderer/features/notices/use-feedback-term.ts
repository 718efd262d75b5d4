/** The last day of the feedback that is being filled in, known as soon as its 发证日期 is. */
import { type Ref, watch } from 'vue';
import type { Deadline } from '#shared/records/parts.ts';
import { core } from '#app/app/core-client.ts';
import { useLive } from '#app/app/use-live.ts';
import { readTypedDate } from '#app/components/typed-dates.ts';
import type { FeedbackValues } from './feedback-values.ts';

/** Null while there is none. `feedbackId`: the feedback that is amended. Use inside `setup`. */
export function useFeedbackTerm(
  noticeId: string,
  feedbackId: string | null,
  values: Readonly<Ref<FeedbackValues>>,
): Readonly<Ref<Deadline | null>> {
  const { data, refresh } = useLive(['settings'], async () => {
    const { result, issuedOn } = values.value;
    const read = readTypedDate(issuedOn);
    if (result === '' || read.kind !== 'date') return null;
    return (await core().notices.feedbackTerm({ noticeId, feedbackId, result, issuedOn: read.date })).deadline;
  });
  watch(() => [values.value.result, values.value.issuedOn], refresh);
  return data;
}
