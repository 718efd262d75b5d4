/** Addresses inside the client. Filters travel in the query, so that a number of the workbench leads to exactly its rows. */
import type { LocationQuery, RouteLocationRaw } from 'vue-router';
import { type NoticeFilter, noticeFilterSchema, type NoticePage } from '../../src-shared/contract/notices.ts';
import { type DeliveryState, deliveryStates } from '../../src-shared/domain/delivery.ts';
import type { Workbench } from '../../src-shared/contract/workspace.ts';

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

/** The filter of an address; null where there is none or where it is not one. */
export function filterFromQuery(query: LocationQuery): NoticeFilter | null {
  if (typeof query.filter !== 'string') return null;
  try {
    const parsed = noticeFilterSchema.safeParse(JSON.parse(query.filter));
    return parsed.success ? parsed.data : null;
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

/** Where a number of the workbench leads. */
export function workbenchLocation(link: Workbench['numbers'][number]['link']): RouteLocationRaw {
  return link.to === 'notices' ? noticesLocation(link.page, link.filter) : outboxLocation(link.states);
}
