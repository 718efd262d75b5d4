/**
 * Every collection: its name on the wire and its title on screens. The topics of events follow, so that a collection
 * without one cannot exist. No schema, so that a page that only listens loads no checks. A domain adds its lines here.
 */

/** Name on the wire → title on screens. */
export const collectionTitles = {
  notices: '双告知',
  checklists: '抽查事项清单',
  inspectionPlans: '抽查方案',
  inspectionSubjects: '双随机抽查',
  inspectors: '执法人员名录',
  staff: '用户账号',
  skills: '专业技能字典',
  enterprises: '市场主体',
} as const;
export type CollectionName = keyof typeof collectionTitles;
// The keys of an object literal are exactly those of its type.
export const collectionNames = Object.keys(collectionTitles) as CollectionName[];

/** False for a collection of a newer client, whose database was restored here. */
export const isCollectionName = (name: string): name is CollectionName => Object.hasOwn(collectionTitles, name);

/** What the house itself says has changed. */
const houseTopics = ['session', 'connection', 'outbox', 'attachments', 'drafts', 'exports', 'settings'] as const;
export type EventTopic = (typeof houseTopics)[number] | CollectionName;
/** What the core says has changed: something of the house, or the records of a collection. */
export const eventTopics: readonly EventTopic[] = [...houseTopics, ...collectionNames];
