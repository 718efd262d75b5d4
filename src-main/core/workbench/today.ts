/** 今天要办: what domains have to be done, what came back from the platform, and what the person has begun, as one list. */
import type { WorkbenchLink } from '#shared/contract.ts';
import type { Count } from '#shared/contract/base.ts';
import { type TodayGroup, type TodayItem, urgencies } from '#shared/contract/workbench.ts';
import type { DraftForms } from '../drafts/forms.ts';
import { draftsBy } from '../drafts/store.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import type { Workspace } from '../workspace.ts';
import {
  countReturned,
  returnedActions,
  returnedEntries,
  returnedLink,
  returnedStates,
  returnedWords,
} from './returned.ts';

type Group = TodayGroup<WorkbenchLink>;
type Item = TodayItem<WorkbenchLink> & { readonly group: string };

/** What the room asks of a domain. */
export interface Working {
  readonly collections: readonly Pick<SyncedCollection, 'collection' | 'operationNames'>[];
  readonly drafts?: readonly DraftForms[];
  today?(workspace: Workspace, limit: number): Group[];
}

export interface Today {
  items: Item[];
  /** Of each kind, how many are not among the items. */
  rest: { key: string; title: string; count: Count; link: WorkbenchLink }[];
}

/** At most `limit` things, the most urgent first, and where the others are listed. */
export function workbenchToday(workspace: Workspace, domains: readonly Working[], limit: number): Today {
  const groups = [
    ...domains.flatMap((domain) => domain.today?.(workspace, limit) ?? []),
    returned(workspace, domains, limit),
    drafts(workspace, domains, limit),
  ];
  const items = choose(groups, limit);
  const shown = new Set(items.map(nameOf));
  const rest = groups.flatMap(({ key, title, count, link, items: own }) => {
    const left = count.value - own.filter((item) => shown.has(nameOf(item))).length;
    return left > 0 ? [{ key, title, count: { ...count, value: left }, link }] : [];
  });
  return { items, rest };
}

/**
 * A record has one line, the most urgent. Each kind has one before any has two: a hundred late notices must not hide the
 * one thing that the platform sent back.
 */
function choose(groups: readonly Group[], limit: number): Item[] {
  const named = new Set<string>();
  const sorted = groups
    .flatMap(({ key, items }) => items.map((item) => ({ ...item, group: key })))
    .sort(byUrgency)
    .filter((item) => !named.has(nameOf(item)) && named.add(nameOf(item)));
  const firsts = groups.flatMap(({ key }) => sorted.find(({ group }) => group === key) ?? []);
  const wanted = [...new Set([...firsts.sort(byUrgency), ...sorted])].slice(0, limit);
  return sorted.filter((item) => wanted.includes(item));
}

/** Then by the day. */
const byUrgency = (one: Item, other: Item): number =>
  urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency) || compare(one.due?.on ?? '', other.due?.on ?? '');
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const nameOf = ({ collection, recordId }: Pick<Item, 'collection' | 'recordId'>): string => `${collection} ${recordId}`;

function returned(workspace: Workspace, domains: readonly Working[], limit: number): Group {
  const names = operationNames(domains);
  return {
    key: 'returned',
    title: '报送需要处理',
    count: { value: countReturned(workspace), capped: false },
    link: { to: 'outbox', states: returnedStates },
    items: returnedEntries(workspace, limit).map((entry) => ({
      collection: entry.collection,
      recordId: entry.recordId,
      title: entry.recordTitle,
      about: returnedWords(entry, names[entry.kind] ?? entry.kind),
      action: returnedActions[entry.state] ?? '查看',
      urgency: 'returned' as const,
      due: null,
      link: returnedLink(entry),
    })),
  };
}

/** The Chinese name of every kind of operation. */
const operationNames = (domains: readonly Working[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    domains.flatMap(({ collections }) => collections.flatMap((one) => Object.entries(one.operationNames))),
  );

function drafts({ database, actor }: Workspace, domains: readonly Working[], limit: number): Group {
  const forms = domains.flatMap((domain) => domain.drafts ?? []);
  const begun = draftsBy(database, actor.account).flatMap(({ collection, recordId }) => {
    const form = forms.find((one) => one.collection === collection);
    const title = form?.titleOf(database, recordId) ?? null;
    // A draft of a record that is no longer here stands on the page of drafts alone.
    return form && title !== null ? [{ collection, recordId, title, about: `${form.name}没有写完` }] : [];
  });
  return {
    key: 'drafts',
    title: '草稿',
    count: { value: begun.length, capped: false },
    link: { to: 'drafts' },
    items: begun.slice(0, limit).map(({ collection, recordId, title, about }) => ({
      collection,
      recordId,
      title,
      about,
      action: '续写',
      urgency: 'draft' as const,
      due: null,
      link: { to: 'record' as const, collection, recordId },
    })),
  };
}
