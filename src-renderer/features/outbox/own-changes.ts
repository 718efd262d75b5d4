/** What was done here on a record that the platform has taken back: there is no other side to compare it with. */
import type { ConflictDetail, ConflictField } from '#shared/contract/conflicts.ts';

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** One line for each of the labelled parts that differs between what was there and what was done here. */
export function ownChanges(
  { base, mine }: Pick<ConflictDetail, 'base' | 'mine'>,
  parts: Readonly<Record<string, string>>,
): ConflictField[] {
  const [before, after] = [record(base), record(mine)];
  return Object.entries(parts)
    .filter(([key]) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .map(([path, label]) => ({
      path,
      label,
      changedBy: 'mine',
      base: before[path] ?? null,
      mine: after[path] ?? null,
      theirs: null,
      preselected: 'theirs',
      together: null,
    }));
}
