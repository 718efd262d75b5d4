/** News of all domains and of the outbox. Nothing is told of what the first download brought. */
import type { WorkbenchLink } from '#shared/contract.ts';
import {
  type NewsChoice,
  newsChoiceKey,
  newsChoiceSchema,
  type NewsItem,
  usualNewsChoice,
} from '#shared/contract/news.ts';
import { chinaDate, lastWorkingDayBefore, startOfChinaDay } from '#shared/trade/working-days.ts';
import { statement } from '../database/statements.ts';
import { readMark, readPreferences, writeMark } from '../settings/settings.ts';
import type { Entry } from '../sync/outbox/entries.ts';
import { firstWholeAt } from '../sync/pull/streams.ts';
import { returnedEntries, returnedLink, returnedWords } from '../workbench/returned.ts';
import { type Working, workbenchToday } from '../workbench/today.ts';
import type { Workspace } from '../workspace.ts';
import { isQuiet } from './quiet.ts';

type Item = NewsItem<WorkbenchLink>;

/** What the room asks of a domain. */
export interface Reporting extends Working {
  news?(workspace: Workspace, since: string): Item[];
}

/** Of what came back and of what is due, at most so many are looked at: more is no news, it is a day's work. */
const mostLooked = 50;

/** What happened after an instant, the newest first. */
function newsSince(workspace: Workspace, domains: readonly Reporting[], since: string): Item[] {
  return [
    ...domains.flatMap((domain) => domain.news?.(workspace, since) ?? []),
    ...returned(workspace, domains, since),
    ...dueToday(workspace, domains, since),
  ].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

function returned(workspace: Workspace, domains: readonly Reporting[], since: string): Item[] {
  const names = Object.fromEntries(
    domains.flatMap(({ collections }) => collections.flatMap((one) => Object.entries(one.operationNames))),
  );
  return returnedEntries(workspace, mostLooked).flatMap((entry) => {
    const at = returnedAt(workspace, entry);
    if (at <= since) return [];
    const about = returnedWords(entry, names[entry.kind] ?? entry.kind);
    return [{ key: `returned ${entry.id}`, title: entry.recordTitle, about, count: 1, at, link: returnedLink(entry) }];
  });
}

const returnedAt = ({ database }: Workspace, { id, collection, recordId, settledAt, time }: Entry): string =>
  settledAt ??
  statement<[string, string, string], { at: string }>(
    database,
    `SELECT found_at AS at FROM conflict INDEXED BY conflict_record
     WHERE collection = ? AND record_id = ? AND operation_id = ? ORDER BY found_at DESC LIMIT 1`,
  ).get(collection, recordId, id)?.at ??
  time;

/** What has its last day today becomes news as the day begins. */
function dueToday(workspace: Workspace, domains: readonly Reporting[], since: string): Item[] {
  const today = workspace.today();
  const at = startOfChinaDay(today);
  if (at <= since) return [];
  const known = (collection: string) => (firstWholeAt(workspace.database, collection) ?? workspace.correctedNow()) < at;
  const due = workbenchToday(workspace, domains, mostLooked).items.filter(
    ({ due: day, urgency, collection }) => urgency === 'today' && day?.on === today && known(collection),
  );
  const byGroup = [...Map.groupBy(due, ({ group }) => group)];
  return byGroup.map(([group, items]) => {
    const [first] = items;
    const about = items.map(({ title }) => title).join('、');
    return {
      key: `due ${group} ${today}`,
      title: `今天到期：${first!.action} ${items.length} 件`,
      about,
      count: items.length,
      at,
      link: items.length === 1 ? first!.link : { ...first!.link, open: undefined },
    };
  });
}

const seenMark = 'news:seen';
const toldMark = 'news:told';

/** What stands in the list: since the last working day. */
const listedSince = (workspace: Workspace): string =>
  // The instant before, so that what becomes news with a day is among it.
  new Date(
    Date.parse(startOfChinaDay(lastWorkingDayBefore(chinaDate(workspace.correctedNow()), workspace.calendar()))) - 1,
  ).toISOString();

export function listNews(
  workspace: Workspace,
  domains: readonly Reporting[],
): { items: (Item & { isNew: boolean })[]; unseen: number } {
  const since = listedSince(workspace);
  const seen = readMark(workspace.database, workspace.actor.account, seenMark) ?? since;
  const fresh = newsSince(workspace, domains, seen > since ? seen : since);
  const freshKeys = new Set(fresh.map(({ key }) => key));
  return {
    items: newsSince(workspace, domains, since).map((item) => ({ ...item, isNew: freshKeys.has(item.key) })),
    unseen: fresh.reduce((sum, { count }) => sum + count, 0),
  };
}

export const noteSeen = (workspace: Workspace): void =>
  writeMark(workspace.database, workspace.actor.account, seenMark, workspace.correctedNow());

/** All that is to be told now, as one; null: nothing, or not now. What was taken is not told again. */
export function takeNotification(
  workspace: Workspace,
  domains: readonly Reporting[],
): { title: string; body: string; link: WorkbenchLink | null } | null {
  const { database, actor } = workspace;
  const now = workspace.correctedNow();
  const { notify, quiet } = choiceOf(workspace);
  if (!notify || (quiet && isQuiet(now, workspace.calendar()))) return null;
  const marks = [seenMark, toldMark].flatMap((mark) => readMark(database, actor.account, mark) ?? []);
  const since = [listedSince(workspace), ...marks].sort().at(-1)!;
  const items = newsSince(workspace, domains, since);
  if (items.length === 0) return null;
  writeMark(database, actor.account, toldMark, now);
  const [first] = items;
  if (items.length === 1) return { title: first!.title, body: first!.about, link: first!.link };
  const count = items.reduce((sum, item) => sum + item.count, 0);
  return {
    title: `${count} 件新情况`,
    body: items
      .slice(0, 4)
      .map(({ title }) => title)
      .join('；'),
    link: null,
  };
}

function choiceOf({ database, actor }: Workspace): NewsChoice {
  const kept = readPreferences(database, actor.account)[newsChoiceKey];
  // Kept by another version: as usual.
  return kept === undefined ? usualNewsChoice : (newsChoiceSchema.safeParse(JSON.parse(kept)).data ?? usualNewsChoice);
}
