/** 最近查看: records that the account has looked at on this PC, the newest first. */
import { computed } from 'vue';
import { type CollectionName, isCollectionName } from '#shared/domains/collections.ts';
import { usePreference } from './use-preference.ts';

export interface Seen {
  readonly collection: CollectionName;
  readonly recordId: string;
  /** Name of the record, and what tells it from others of that name. */
  readonly title: string;
  readonly about: string;
}
export interface SeenAt extends Seen {
  /** ms */
  readonly at: number;
}

const kept = 20;

/** Use inside `setup`. */
export function useRecent() {
  const { value } = usePreference<readonly SeenAt[]>('recent', [], readSeen);
  return {
    records: computed(() => value.value),
    note(seen: Seen): void {
      const isSame = (one: Seen) => one.collection === seen.collection && one.recordId === seen.recordId;
      const [newest] = value.value;
      // Read anew because something changed: that is no further look.
      if (newest && isSame(newest)) return;
      value.value = [{ ...seen, at: Date.now() }, ...value.value.filter((one) => !isSame(one))].slice(0, kept);
    },
  };
}

/** What an older version kept otherwise is left out. */
function readSeen(kept: unknown): readonly SeenAt[] | null {
  return Array.isArray(kept) ? kept.filter(isSeen) : null;
}
function isSeen(one: unknown): one is SeenAt {
  if (typeof one !== 'object' || one === null) return false;
  const { collection, recordId, title, about, at } = one as Partial<Record<keyof SeenAt, unknown>>;
  return (
    typeof collection === 'string' &&
    isCollectionName(collection) &&
    typeof recordId === 'string' &&
    typeof title === 'string' &&
    typeof about === 'string' &&
    typeof at === 'number'
  );
}
