/** Addresses inside the client. Filters travel in the query, so that a number of the workbench leads to exactly its rows. */
import type { LocationQuery, RouteLocationRaw } from 'vue-router';
import { type DeliveryState, deliveryStates } from '#shared/trade/delivery.ts';

/** A list under a filter; `open` also opens one of its records. Without a filter the page keeps the one it remembers. */
export function listLocation(name: string, filter?: object, open?: string): RouteLocationRaw {
  const query: Record<string, string> = {};
  if (filter) query.filter = JSON.stringify(filter);
  if (open) query.open = open;
  return { name, query };
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

/** The door, and whose place it leads back to: only the same account goes on where it was, everybody else begins anew. */
export function signInLocation(to: string, by: string | null, again = false): RouteLocationRaw {
  return { name: 'sign-in', query: { ...(again && { again: '1' }), to, ...(by !== null && { by }) } };
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
