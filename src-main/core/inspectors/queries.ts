/** Reading the 执法检查人员名录 and the accounts from which it is filled. A department has some hundreds at most. */
import type { Count } from '#shared/contract/base.ts';
import type { InspectorFilter, InspectorSort } from '#shared/domains/inspectors/lists.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import { comparePlaces } from '../records/order.ts';

/** One page; the cursor is the number of rows before it. */
export function listInspectors(
  database: Database,
  request: { filter: InspectorFilter; sort?: InspectorSort | undefined; cursor: string | null; limit: number },
): { rows: Inspector[]; nextCursor: string | null; count: Count } {
  const found = findInspectors(database, request.filter, request.sort);
  const from = Math.max(0, Math.trunc(Number(request.cursor ?? 0)) || 0);
  const to = from + request.limit;
  return {
    rows: found.slice(from, to),
    nextCursor: found.length > to ? String(to) : null,
    count: { value: found.length, capped: false },
  };
}

/** What a person is placed by, most significant first. */
const placeBy: Record<InspectorSort['by'], (inspector: Inspector) => readonly string[]> = {
  name: () => [],
  organ: ({ department }) => [department.code],
  certificateEnds: ({ certificateTo }) => [certificateTo ?? '9999-12-31'],
};
const usual: InspectorSort = { by: 'name', direction: 'ascending' };

/** Everybody of a list in order; who stands alike goes by name. */
export function findInspectors(
  database: Database,
  filter: InspectorFilter,
  { by, direction }: InspectorSort = usual,
): Inspector[] {
  const found = allInspectors(database)
    .filter((inspector) => matches(inspector, filter))
    .map((inspector) => ({
      inspector,
      place: [...placeBy[by](inspector), pinyinInitials(inspector.name), inspector.name, inspector.id],
    }))
    .sort((left, right) => comparePlaces(left.place, right.place))
    .map(({ inspector }) => inspector);
  return direction === 'ascending' ? found : found.reverse();
}

/** By name. */
export const allInspectors = (database: Database): Inspector[] =>
  statement<[], { data: string }>(database, 'SELECT data FROM inspector INDEXED BY inspector_by_name ORDER BY name, id')
    .all()
    .map(({ data }) => JSON.parse(data) as Inspector);

/** By name. */
export const allStaff = (database: Database): Staff[] =>
  statement<[], { data: string }>(database, 'SELECT data FROM staff INDEXED BY staff_by_name ORDER BY name, id')
    .all()
    .map(({ data }) => JSON.parse(data) as Staff);

/** Why somebody cannot be added once more. Who was revoked is not on the usual list, so the way there is told, too. */
export const listedWords = (isRevoked: boolean): string =>
  isRevoked
    ? '该人员已在执法检查人员名录库中，但已撤销；名录状态选“已撤销”可以查到并恢复'
    : '该人员已在执法检查人员名录库中';

/** People of the department by part of name, initials or account, and whether they are in the 名录 already. */
export function searchPeople(
  database: Database,
  text: string,
  limit: number,
): (Staff & { inspectorId: string | null })[] {
  const wanted = normalizeSearchText(text);
  const listed = new Map(allInspectors(database).map(({ account, id }) => [account, id]));
  return allStaff(database)
    .filter(({ active }) => active)
    .filter(
      ({ id, name }) =>
        normalizeSearchText(name).includes(wanted) ||
        id.toLowerCase().startsWith(wanted) ||
        pinyinInitials(name).startsWith(wanted),
    )
    .slice(0, limit)
    .map((person) => ({ ...person, inspectorId: listed.get(person.id) ?? null }));
}

function matches(inspector: Inspector, filter: InspectorFilter): boolean {
  const holds = (text: string, wanted: string | undefined) =>
    normalizeSearchText(text).includes(normalizeSearchText(wanted ?? ''));
  const shares = (own: readonly string[], wanted: readonly string[] | undefined) =>
    !wanted?.length || wanted.some((one) => own.includes(one));
  const ends = filter.certificateEndsBefore;
  return (
    holds(inspector.name, filter.name) &&
    holds(inspector.certificateNumber, filter.certificateNumber) &&
    shares(inspector.types, filter.types) &&
    shares(inspector.lines, filter.lines) &&
    (filter.revoked === undefined || inspector.revoked === filter.revoked) &&
    (ends === undefined || (inspector.certificateTo !== null && inspector.certificateTo <= ends))
  );
}
