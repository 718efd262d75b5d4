/** What the core says has changed. Without a schema, so that a page that only listens loads no checks. */
export const eventTopics = [
  'session',
  'connection',
  'outbox',
  'notices',
  'inspectionPlans',
  'inspectionSubjects',
  'checklists',
  'inspectors',
  'staff',
  'enterprises',
  'attachments',
  'drafts',
  'exports',
  'settings',
] as const;
export type EventTopic = (typeof eventTopics)[number];
