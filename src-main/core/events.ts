/**
 * Tells screens that something changed, never what. Topics are coalesced for each listener: one that is slow or asleep
 * finds each topic once, however often it changed meanwhile, so nothing piles up in memory.
 */
import type { CoreEvent } from '#shared/contract/events.ts';
import type { EventTopic } from '#shared/domains/collections.ts';

export interface EventHub {
  /** Tells every listener. Cheap; call it after the transaction, as often as is right. */
  publish(topic: EventTopic): void;
  /** Topics as they change, until the signal aborts or the hub closes. */
  subscribe(signal?: AbortSignal): AsyncGenerator<CoreEvent, void, void>;
  /** A listener inside the core. Returns how to stop. */
  listen(heard: (topic: EventTopic) => void): () => void;
  close(): void;
}

interface Listener {
  readonly topics: Set<EventTopic>;
  wake: (() => void) | null;
}

export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  const inside = new Set<(topic: EventTopic) => void>();
  let closed = false;

  return {
    publish(topic) {
      for (const heard of inside) heard(topic);
      for (const listener of listeners) {
        listener.topics.add(topic);
        listener.wake?.();
      }
    },
    async *subscribe(signal) {
      const listener: Listener = { topics: new Set(), wake: null };
      const wake = () => listener.wake?.();
      listeners.add(listener);
      signal?.addEventListener('abort', wake);
      // Read anew each time: both change while the generator waits.
      const over = () => closed || (signal?.aborted ?? false);
      try {
        while (!over()) {
          const [topic] = listener.topics;
          if (topic === undefined) {
            await new Promise<void>((resolve) => (listener.wake = resolve));
            listener.wake = null;
          } else {
            listener.topics.delete(topic);
            yield { topic };
          }
        }
      } finally {
        signal?.removeEventListener('abort', wake);
        listeners.delete(listener);
      }
    },
    listen(heard) {
      inside.add(heard);
      return () => inside.delete(heard);
    },
    close() {
      closed = true;
      for (const listener of listeners) listener.wake?.();
    },
  };
}
