/** What the person last entered of a certificate, for each 后置审批事项; kept for the account. */
import { computed } from 'vue';
import { z } from 'zod';
import type { FeedbackInput } from '#shared/domains/notices/record.ts';
import { usePreference } from '#app/app/use-preference.ts';
import { lastCertificateOf } from './feedback-offers.ts';

const keptSchema = z.record(
  z.string(),
  z.object({
    certificateName: z.string(),
    issuingOrgan: z.string(),
    permitContent: z.string(),
    longTerm: z.boolean(),
    years: z.number().int().nullable(),
  }),
);
type Kept = z.infer<typeof keptSchema>;
/** A clerk has a handful of items. */
const most = 20;

/** Use inside `setup`. */
export function useLastCertificate(permitItemCode: string) {
  const { value: kept } = usePreference<Kept>('notices.lastCertificates', {}, (json) => {
    const read = keptSchema.safeParse(json);
    return read.success ? read.data : null;
  });
  const last = computed(() => kept.value[permitItemCode] ?? null);
  function remember(input: FeedbackInput): void {
    if (input.certificateName === '' && input.issuingOrgan === '') return;
    const others = Object.entries(kept.value).filter(([code]) => code !== permitItemCode);
    kept.value = Object.fromEntries([[permitItemCode, lastCertificateOf(input)] as const, ...others].slice(0, most));
  }
  return { last, remember };
}
