/** A value of the core that stays current: asked for at once and again whenever one of the topics changes. */
import { type Ref, ref, shallowRef } from 'vue';
import type { EventTopic } from '#shared/domains/collections.ts';
import { isToldElsewhere } from './core-client.ts';
import { useTopic } from './events.ts';
import { reportUnexpected } from './unexpected.ts';

export interface Live<T> {
  /** Null until the first answer. */
  readonly data: Readonly<Ref<T | null>>;
  /** True only for the first answer and for `reload`; a refresh in the background does not flicker. */
  readonly loading: Readonly<Ref<boolean>>;
  /** The last ask ended in a bug or without the core. */
  readonly failed: Readonly<Ref<boolean>>;
  /** Asks now, showing that it loads; an older answer that arrives late is dropped. */
  readonly reload: () => Promise<void>;
  /** Asks soon, quietly. */
  readonly refresh: () => void;
}

/** Use inside `setup`. */
export function useLive<T>(topics: readonly EventTopic[], load: () => Promise<T>): Live<T> {
  const data = shallowRef<T | null>(null);
  const loading = ref(true);
  const failed = ref(false);
  let latest = 0;
  const ask = async () => {
    const mine = ++latest;
    try {
      const answer = await load();
      if (mine !== latest) return;
      data.value = answer;
      failed.value = false;
    } catch (error) {
      if (mine !== latest) return;
      failed.value = true;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  };
  const reload = () => {
    loading.value = true;
    return ask();
  };
  const refresh = useTopic(topics, ask);
  void reload();
  return { data, loading, failed, reload, refresh };
}
