/** What of three versions a person decides: the differences of a collection, and which of them are one decision. Pure. */
import type { JointDecision, Side, SyncedCollection } from '../collection.ts';
import { compareVersions, type FieldDifference, joined, plainPath } from './compare.ts';

/** What differs and can be decided: who did it and when follows from the decision; what is one decision is one difference. */
export function differencesOf(
  collection: Comparing | null | undefined,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): FieldDifference[] {
  const following = new Set(collection?.followingFields);
  const differences = compareVersions(base, comparable(collection, mine, theirs), theirs).filter(
    ({ path }) => !following.has(plainPath(path)),
  );
  return jointDecisions(collection, base, mine, theirs).reduce(joined, differences);
}
type Comparing = Pick<SyncedCollection, 'followingFields' | 'alike' | 'decisions'>;

export const jointDecisions = (
  collection: Comparing | null | undefined,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): readonly JointDecision[] =>
  base === null || mine === null || theirs === null
    ? []
    : (collection?.decisions?.(base, comparable(collection, mine, theirs), theirs) ?? []);

/** Mine as it is compared with theirs; what is the same thing on both sides goes by one id. */
export const comparable = (
  collection: Pick<SyncedCollection, 'alike'> | null | undefined,
  mine: unknown,
  theirs: unknown,
): unknown => (mine !== null && theirs !== null && collection?.alike ? collection.alike(mine, theirs) : mine);

/** The side that stands unless the person says otherwise; null where both changed the field and a choice is due. */
export function preselected(difference: FieldDifference): Side | null {
  if (difference.changedBy === 'mine') return 'mine';
  return difference.changedBy === 'both' ? null : 'theirs';
}
