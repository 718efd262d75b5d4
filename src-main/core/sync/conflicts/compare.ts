/**
 * Three versions of a record, field by field: the base that both sides saw, mine, theirs. Pure. Decides nothing: it says
 * who changed what, and where both changed the same thing differently.
 */

/** `mine`, `theirs`: only that side changed it. `equal`: both made the same change. `both`: they differ, a person decides. */
export type ChangedBy = 'mine' | 'theirs' | 'equal' | 'both';

export interface FieldDifference {
  /** `receipt.person`; an element of a list by its id, `feedbacks[3f…].remark`. */
  readonly path: string;
  readonly changedBy: ChangedBy;
  /** undefined: not there in that version. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Every field in which mine or theirs differs from the base, in the order of the fields. */
export function compareVersions(base: unknown, mine: unknown, theirs: unknown): FieldDifference[] {
  const found: FieldDifference[] = [];
  walk('', base, mine, theirs, found);
  return found;
}

function walk(path: string, base: unknown, mine: unknown, theirs: unknown, found: FieldDifference[]): void {
  if (isRecord(mine) && isRecord(theirs)) {
    const from = isRecord(base) ? base : {};
    for (const key of keysOf(from, mine, theirs))
      walk(path === '' ? key : `${path}.${key}`, own(from, key), own(mine, key), own(theirs, key), found);
    return;
  }
  const myList = byId(mine);
  const theirList = byId(theirs);
  if (myList && theirList) {
    const from = byId(base) ?? new Map<string, unknown>();
    for (const id of new Set([...from.keys(), ...myList.keys(), ...theirList.keys()]))
      walk(`${path}[${id}]`, from.get(id), myList.get(id), theirList.get(id), found);
    return;
  }
  const iChanged = !same(base, mine);
  const theyChanged = !same(base, theirs);
  if (!iChanged && !theyChanged) return;
  const changedBy = !theyChanged ? 'mine' : !iChanged ? 'theirs' : same(mine, theirs) ? 'equal' : 'both';
  found.push({ path, changedBy, base, mine, theirs });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const keysOf = (...records: Record<string, unknown>[]): Set<string> =>
  new Set(records.flatMap((record) => Object.keys(record)));

/** A list whose elements all have an id of their own, as a map; null where the value is no such list. */
function byId(value: unknown): Map<string, unknown> | null {
  if (!Array.isArray(value)) return null;
  const found = new Map<string, unknown>();
  for (const element of value) {
    if (!isRecord(element) || typeof element['id'] !== 'string' || found.has(element['id'])) return null;
    found.set(element['id'], element);
  }
  return found;
}

/** Deep equality of JSON values; the order of an object's members means nothing. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((value, index) => same(value, right[index]));
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = keysOf(left, right);
  return [...keys].every((key) => same(own(left, key), own(right, key)));
}

/** Fields that are decided together, as one: its value is that of its parts, by their names. */
export function joined(
  differences: readonly FieldDifference[],
  { path, fields }: { readonly path: string; readonly fields: readonly string[] },
): FieldDifference[] {
  const isPart = ({ path: at }: FieldDifference) =>
    fields.some((field) => plainPath(at) === field || plainPath(at).startsWith(`${field}.`));
  const parts = differences.filter(isPart);
  const sides = new Set(parts.map(({ changedBy }) => changedBy).filter((side) => side !== 'equal'));
  const [only = 'equal'] = sides;
  // What both sides changed alike is settled by itself, field by field.
  if (sides.size === 0) return [...differences];
  const valueOf = (version: 'base' | 'mine' | 'theirs') =>
    Object.fromEntries(parts.map((part) => [part.path, part[version]]));
  const one: FieldDifference = {
    path,
    changedBy: sides.size > 1 ? 'both' : only,
    base: valueOf('base'),
    mine: valueOf('mine'),
    theirs: valueOf('theirs'),
  };
  return [one, ...differences.filter((difference) => !isPart(difference))];
}

/** The path without the ids of list elements: `feedbacks[3f…].remark` is a `feedbacks.remark`. */
export const plainPath = (path: string): string => path.replace(/\[[^\]]*\]/g, '');

/**
 * Which element of its list a path is about, counted from 1 in the order of the platform's version, then mine; null where
 * it is in no list, or in one of a single element.
 */
export function placeInList(path: string, theirs: unknown, mine: unknown): number | null {
  const [, list, id] = /^([^[]+)\[([^\]]*)\]/.exec(path) ?? [];
  if (list === undefined || id === undefined) return null;
  const idsOf = (version: unknown): string[] => {
    const value = list.split('.').reduce<unknown>((at, key) => (isRecord(at) ? own(at, key) : undefined), version);
    return [...(byId(value)?.keys() ?? [])];
  };
  const ids = [...new Set([...idsOf(theirs), ...idsOf(mine)])];
  return ids.length > 1 ? ids.indexOf(id) + 1 || null : null;
}

/** Label of a path: its own, that of the list it belongs to, or that of the nearest field above it. */
export function labelOf(path: string, labels: Readonly<Record<string, string>>): string | null {
  for (let at = plainPath(path); at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '')
    if (Object.hasOwn(labels, at)) return labels[at] ?? null;
  return null;
}
