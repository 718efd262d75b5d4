/** Addresses inside the client. Filters travel in the query, so that a number of the workbench leads to exactly its rows. */
import type { LocationQuery, RouteLocationRaw } from 'vue-router';
import type { NoticeFilter, NoticePage } from '#shared/domains/notices/lists.ts';
import { type DeliveryState, deliveryStates } from '#shared/trade/delivery.ts';
import type { WorkbenchLink } from '#shared/contract.ts';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';

export const noticeRouteNames: Record<NoticePage, string> = {
  receive: 'notices-receive',
  feedback: 'notices-feedback',
  query: 'notices-query',
};

/** A list of notices under a filter; `open` also opens one of them. Without a filter the page keeps the one it remembers. */
export function noticesLocation(page: NoticePage, filter?: NoticeFilter, open?: string): RouteLocationRaw {
  const query: Record<string, string> = {};
  if (filter) query.filter = JSON.stringify(filter);
  if (open) query.open = open;
  return { name: noticeRouteNames[page], query };
}

/** The filter of an address; null where there is none or where `read` finds that it is not one. */
export function filterFromQuery<Filter>(query: LocationQuery, read: (value: unknown) => Filter | null): Filter | null {
  if (typeof query.filter !== 'string') return null;
  try {
    return read(JSON.parse(query.filter));
  } catch (error) {
    // Somebody edited the address; an address that says nothing limits nothing.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function outboxLocation(states: readonly string[] = [], recordId?: string): RouteLocationRaw {
  const query: Record<string, string> = {};
  if (states.length > 0) query.states = states.join(',');
  if (recordId) query.record = recordId;
  return { name: 'outbox', query };
}

export function statesFromQuery(query: LocationQuery): DeliveryState[] {
  const words = typeof query.states === 'string' ? query.states.split(',') : [];
  return deliveryStates.filter((state) => words.includes(state));
}

/**
 * A list of 抽查主体 under a filter, which always travels, so that a remembered one does not limit it further. The stage of
 * 录入 is a tab of its own, not a condition.
 */
export function subjectsLocation({ page, filter }: Pick<SubjectsLink, 'page' | 'filter'>): RouteLocationRaw {
  if (page === 'mine') {
    const { stages = [], ...inBar } = filter;
    const [stage] = stages.length === 1 ? stages : ['all'];
    return { name: 'inspection-entry', query: { stage, filter: JSON.stringify(inBar) } };
  }
  const name = page === 'review' ? 'inspection-review' : 'inspection-subjects';
  return { name, query: { filter: JSON.stringify(filter) } };
}

/** Where a number of the workbench leads. */
export function workbenchLocation(link: WorkbenchLink): RouteLocationRaw {
  switch (link.to) {
    case 'notices':
      return noticesLocation(link.page, link.filter);
    case 'inspections':
      return subjectsLocation(link);
    case 'outbox':
      return outboxLocation(link.states);
  }
}
