/** One subject of an inspection. */
import { core } from '#app/app/core-client.ts';
import { useRecord } from '#app/app/use-record.ts';

/** Use inside `setup`. */
export const useSubject = (id: () => string) =>
  useRecord(
    id,
    ['inspectionSubjects', 'inspectionPlans', 'checklists', 'outbox', 'enterprises', 'settings'],
    (wanted) => core().inspections.get({ id: wanted }),
    ({ subject }) => ({
      collection: 'inspectionSubjects',
      recordId: subject.id,
      title: subject.enterpriseName,
      about: subject.planName,
    }),
  );
