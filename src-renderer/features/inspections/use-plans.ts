/** The plans on this PC, kept current. */
import { core } from '#app/app/core-client.ts';
import { useLive } from '#app/app/use-live.ts';

/** Use inside `setup`. */
export function usePlans() {
  const live = useLive(['inspectionPlans', 'inspectionSubjects', 'outbox'], () =>
    core().inspections.plans({ filter: {} }),
  );
  return { ...live, plans: live.data };
}
