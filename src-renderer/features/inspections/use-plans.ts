/** The plans on this PC, kept current. */
import { useLive } from '#app/app/use-live.ts';
import { inspections } from './core.ts';

/** Use inside `setup`. */
export function usePlans() {
  const live = useLive(['inspectionPlans', 'inspectionSubjects', 'outbox'], () => inspections().plans({ filter: {} }));
  return { ...live, plans: live.data };
}
