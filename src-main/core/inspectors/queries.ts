/** Reading the 执法检查人员名录 and the accounts from which it is filled. A department has some hundreds at most. */
import type { Count } from '#shared/contract/base.ts';
import type { InspectorDetail } from '#shared/domains/inspectors/contract.ts';
import type { InspectorList } from '#shared/domains/inspectors/lists.ts';
import {
  inspectorObstacle,
  type InspectorOperationKind,
  inspectorOperations,
} from '#shared/domains/inspectors/operations.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Skill } from '#shared/domains/inspectors/skills.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { SheetRequest } from '#shared/lists/schema.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import { shortList } from '../records/short-list.ts';
import type { Workspace } from '../workspace.ts';
import { inspectorListSpec } from './lists.ts';
import { inspectorsCollection } from './sync.ts';

/** What a list of them asks for. */
export type InspectorQuery = SheetRequest<InspectorList>;

/** One page; the cursor is the number of rows before it. */
export function listInspectors(
  { database, today }: Pick<Workspace, 'database' | 'today'>,
  request: InspectorQuery & { cursor: string | null; limit: number },
): { rows: Inspector[]; nextCursor: string | null; count: Count } {
  const found = findInspectors(database, request, today());
  const from = Math.max(0, Math.trunc(Number(request.cursor ?? 0)) || 0);
  const to = from + request.limit;
  return {
    rows: found.slice(from, to),
    nextCursor: found.length > to ? String(to) : null,
    count: { value: found.length, capped: false },
  };
}

/** Everybody of a list in order. */
export const findInspectors = (database: Database, query: InspectorQuery, today: string): Inspector[] =>
  shortList(inspectorListSpec, allInspectors(database), query, today);

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

/** 专业技能 that may be chosen, in the order of the dictionary. */
export const allSkills = (database: Database): Skill[] =>
  statement<[], { data: string }>(database, 'SELECT data FROM skill')
    .all()
    .map(({ data }) => JSON.parse(data) as Skill)
    .filter(({ inUse }) => inUse)
    .sort((one, other) => one.order - other.order);
/** One entry and what may be done with it now; null: not here. */
export function inspectorDetail({ database, actor, roles }: Workspace, id: string): InspectorDetail | null {
  const inspector = inspectorsCollection.read(database, id)?.data;
  if (!inspector) return null;
  const may = (kind: InspectorOperationKind) =>
    inspectorOperations.rightRefusal(kind, roles) === null && inspectorObstacle(inspector, kind, actor) === null;
  const allowed = {
    edit: may('inspectors.edit'),
    revoke: may('inspectors.revoke'),
    restore: may('inspectors.restore'),
  };
  return { ...inspector, allowed };
}

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
