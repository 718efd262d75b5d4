/** The notice in the drawer. */
import { core } from '#app/app/core-client.ts';
import { useRecord } from '#app/app/use-record.ts';

/** Use inside `setup`. */
export const useNoticeDetail = (id: () => string) =>
  useRecord(
    id,
    ['notices', 'outbox', 'enterprises', 'settings'],
    (wanted) => core().notices.get({ id: wanted }),
    ({ notice }) => ({
      collection: 'notices',
      recordId: notice.id,
      title: notice.enterpriseName,
      about: notice.permitItemName,
    }),
  );
