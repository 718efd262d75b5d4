/** One subject of an inspection. */
import { useRecord } from '#app/app/use-record.ts';
import { inspections } from './core.ts';

/** Use inside `setup`. */
export const useSubject = (id: () => string) =>
  useRecord(
    id,
    ['inspectionSubjects', 'inspectionPlans', 'checklists', 'outbox', 'enterprises', 'settings'],
    (wanted) => inspections().get({ id: wanted }),
  );
