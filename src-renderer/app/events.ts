/** What changed in the core: one stream for the whole page; screens ask again for what they show. */
import { onScopeDispose, watch } from 'vue';
import { type EventTopic, eventTopics } from '#shared/domains/collections.ts';
import { core, coreGone, whenCoreThere } from './core-client.ts';
import { reportUnexpected } from './unexpected.ts';

type Listener = () => void;
const listeners = new Map<EventTopic, Set<Listener>>();
const reconnectMilliseconds = 1000;
/** A round of the engine changes many things at once; one refetch for all of them is enough. */
const gatherMilliseconds = 120;

/** Tells every listener of these topics. The stream does; tests may. */
export function announce(topics: readonly EventTopic[]): void {
  const heard = new Set<Listener>();
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) heard.add(listener);
  for (const listener of heard) listener();
}

/** Keeps one subscription alive for as long as the core lives. Call once. */
export function startEvents(): void {
  void follow();
  // Whatever was on the screen when the core went is old when it is back.
  watch(coreGone, (gone) => {
    if (!gone) announce(eventTopics);
  });
}

async function follow(): Promise<void> {
  let torn = false;
  for (let first = true; ; first = false) {
    await whenCoreThere();
    try {
      const stream = await core().events.subscribe();
      // Something may have happened while nobody listened.
      if (!first) announce(eventTopics);
      for await (const event of stream) {
        torn = false;
        announce([event.topic]);
      }
    } catch (error) {
      // A stream breaks when the service on this PC ends, and the next call tells that. Twice in a row is a bug.
      if (torn) reportUnexpected(error);
      torn = !torn;
    }
    await new Promise((resolve) => setTimeout(resolve, reconnectMilliseconds));
  }
}

/** Adds a listener; returns the way to remove it. */
export function onTopic(topics: readonly EventTopic[], listener: Listener): () => void {
  for (const topic of topics) {
    const set = listeners.get(topic) ?? new Set<Listener>();
    listeners.set(topic, set.add(listener));
  }
  return () => {
    for (const topic of topics) listeners.get(topic)?.delete(listener);
  };
}

/**
 * Runs `refetch` shortly after any of the topics changed, for as long as the component lives; never twice at a time, and
 * once more if something changed meanwhile. Returns the same trigger for calling by hand.
 */
export function useTopic(topics: readonly EventTopic[], refetch: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let disposed = false;
  const run = async () => {
    timer = undefined;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await refetch();
    } catch (error) {
      reportUnexpected(error);
    } finally {
      running = false;
    }
    if (again && !disposed) {
      again = false;
      trigger();
    }
  };
  const trigger = () => {
    if (!disposed) timer ??= setTimeout(() => void run(), gatherMilliseconds);
  };
  const stop = onTopic(topics, trigger);
  onScopeDispose(() => {
    disposed = true;
    clearTimeout(timer);
    stop();
  });
  return trigger;
}
