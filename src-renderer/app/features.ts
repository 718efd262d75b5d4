/** All features, and what the rooms ask of them: a feature is a folder with a `feature.ts`, and is named nowhere else. */
import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router';
import type { ConflictDetail } from '#shared/contract/conflicts.ts';
import { type EventTopic, eventTopics, isCollectionName } from '#shared/domains/collections.ts';
import type { WorkbenchLink } from '#shared/contract.ts';
import type { Feature, FeatureEntry, FeatureRecords, RecordWords, WorkbenchPart } from './feature.ts';
import type { PageHelp } from './help/page-help.ts';
import { outboxLocation } from './links.ts';

const found = import.meta.glob<{ feature: Feature }>('../features/*/feature.ts', { eager: true });
/** In the order of the navigation. */
export const features: readonly Feature[] = Object.values(found)
  .map(({ feature }) => feature)
  .sort((one, other) => (one.navigation?.order ?? 0) - (other.navigation?.order ?? 0));

export const featureRoutes: readonly RouteRecordRaw[] = features.flatMap(({ routes }) => routes);

export interface NavigationGroup {
  /** Null: the entries stand by themselves. */
  readonly name: string | null;
  readonly entries: readonly (FeatureEntry & { readonly title: string })[];
}
/** What stands under one heading is one group, whichever features it comes from. */
export const navigation: readonly NavigationGroup[] = features.reduce<NavigationGroup[]>((groups, feature) => {
  if (!feature.navigation) return groups;
  const { name } = feature.navigation;
  const entries = feature.navigation.entries.map((entry) => ({ ...entry, title: titleOf(entry.route) }));
  const last = groups.at(-1);
  return last?.name === name
    ? [...groups.slice(0, -1), { name, entries: [...last.entries, ...entries] }]
    : [...groups, { name, entries }];
}, []);
function titleOf(route: string): string {
  const page = featureRoutes.find(({ name }) => name === route);
  if (!page?.meta) throw new Error(`the navigation leads to "${route}", which no feature has`);
  return page.meta.title;
}

/** Whatever changes a count of the navigation or a number: records of every feature, and what features say besides. */
export const numberTopics: readonly EventTopic[] = eventTopics.filter((topic) =>
  features.some(
    ({ records, topics }) =>
      (isCollectionName(topic) && records?.[topic] !== undefined) || topics?.includes(topic) === true,
  ),
);

/** Null for a collection that no feature shows. */
export function recordsOf(collection: string): FeatureRecords | null {
  if (!isCollectionName(collection)) return null;
  return features.find(({ records }) => records?.[collection])?.records?.[collection] ?? null;
}

/** How the values of a conflict are read. A collection without words reads as it came. */
export async function wordsOfConflict(conflict: ConflictDetail): Promise<RecordWords> {
  const wordsFor = await recordsOf(conflict.collection)?.words();
  return wordsFor ? wordsFor(conflict) : { wordsOf: () => null };
}

/** Help of a page by the name of its route; null for a page without any, as the door is. */
export async function helpOf(route: string): Promise<PageHelp | null> {
  const feature = features.find(({ routes }) => routes.some(({ name }) => name === route));
  return (await feature?.help?.())?.help[route] ?? null;
}

/** The parts of the 工作台, in the order of the navigation. */
export const workbenchParts: readonly WorkbenchPart[] = features.flatMap(({ workbench }) => workbench ?? []);

/** Where a number, a thing to do, a piece of news or a hit leads. */
export function workbenchLocation(link: WorkbenchLink): RouteLocationRaw {
  if (link.to === 'outbox') return outboxLocation(link.states, link.recordId);
  if (link.to === 'conflict') return { name: 'conflict', params: { recordId: link.recordId } };
  if (link.to === 'drafts') return { name: 'drafts' };
  if (link.to === 'record') {
    const records = recordsOf(link.collection);
    if (records) return records.location(link.recordId);
  }
  for (const { location } of workbenchParts) {
    const there = location(link);
    if (there !== null) return there;
  }
  throw new Error(`a number leads to "${link.to}", which no feature has`);
}

/** What features import only when asked, pages aside. */
export const laterScripts: readonly (() => Promise<unknown>)[] = features.flatMap(({ help, records, workbench }) => [
  ...(help ? [help] : []),
  ...Object.values(records ?? {}).map(({ words }) => words),
  ...(workbench?.panels ?? []),
]);
