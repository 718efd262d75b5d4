/** The plans on this PC, and one of them, kept current. */
import { core } from '#app/app/core-client.ts';
import { useLive } from '#app/app/use-live.ts';
import { useRecord } from '#app/app/use-record.ts';

const topics = ['inspectionPlans', 'inspectionSubjects', 'outbox'] as const;

/** Use inside `setup`. */
export function usePlans() {
  const live = useLive(topics, () => core().inspections.plans({ filter: {} }));
  return { ...live, plans: live.data };
}

/** One plan with its counts. Use inside `setup`. */
export const usePlan = (id: () => string) =>
  useRecord(id, topics, async (wanted) => {
    const detail = (await core().inspections.plans({ filter: {} })).find((plan) => plan.id === wanted);
    return detail ? { ok: true, detail } : { reason: 'notFound' };
  });
