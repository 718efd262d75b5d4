/** One record beside its list, kept current. While the next one is read, the one before stays in sight. */
import { ref, shallowRef, watch } from 'vue';
import type { EventTopic } from '#shared/domains/collections.ts';
import { isToldElsewhere } from './core-client.ts';
import { useTopic } from './events.ts';
import type { Failure } from './failure.ts';
import { reportUnexpected } from './unexpected.ts';
import { type Seen, useRecent } from './use-recent.ts';

/**
 * Use inside `setup`. `load` settles when `detail` is as new as the call, also where a later reading overtook it: what
 * is opened after it (a form with its draft) never begins from what stood there before. `seen`: how 最近查看 tells it.
 */
export function useRecord<T>(
  id: () => string,
  topics: readonly EventTopic[],
  get: (id: string) => Promise<{ readonly ok: true; readonly detail: T } | Failure>,
  seen?: (detail: T) => Seen,
) {
  const recent = seen ? useRecent() : null;
  const detail = shallowRef<T | null>(null);
  /** The record is gone, or was never ours. */
  const failure = shallowRef<Failure | null>(null);
  const broken = ref(false);
  let newest: Promise<void> = Promise.resolve();
  let latest = 0;

  async function read(mine: number): Promise<void> {
    try {
      const answer = await get(id());
      if (mine !== latest) return await newest;
      detail.value = answer.ok ? answer.detail : null;
      failure.value = answer.ok ? null : answer;
      broken.value = false;
      if (answer.ok && seen) recent?.note(seen(answer.detail));
    } catch (error) {
      if (mine !== latest) return await newest;
      broken.value = true;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
  }
  function load(): Promise<void> {
    latest += 1;
    newest = read(latest);
    return newest;
  }
  watch(id, load, { immediate: true });
  useTopic(topics, load);
  return { detail, failure, broken, load };
}
