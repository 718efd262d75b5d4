import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { announce, useTopic } from '#app/app/events.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once for a burst of changes, and only for its own topics', async () => {
  const refetch = vi.fn();
  const scope = effectScope();
  scope.run(() => useTopic(['notices', 'outbox'], refetch));
  announce(['notices']);
  announce(['outbox']);
  announce(['notices']);
  await vi.advanceTimersByTimeAsync(500);
  expect(refetch).toHaveBeenCalledTimes(1);
  announce(['exports']);
  await vi.advanceTimersByTimeAsync(500);
  expect(refetch).toHaveBeenCalledTimes(1);
  scope.stop();
});

it('asks once more for what changed while it was asking, never twice at a time', async () => {
  let running = 0;
  let most = 0;
  const refetch = vi.fn(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    running -= 1;
  });
  const scope = effectScope();
  scope.run(() => useTopic(['notices'], refetch));
  announce(['notices']);
  await vi.advanceTimersByTimeAsync(300);
  announce(['notices']);
  await vi.advanceTimersByTimeAsync(300);
  announce(['notices']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(refetch).toHaveBeenCalledTimes(2);
  expect(most).toBe(1);
  scope.stop();
});

it('is silent after the component is gone', async () => {
  const refetch = vi.fn();
  const scope = effectScope();
  scope.run(() => useTopic(['notices'], refetch));
  announce(['notices']);
  scope.stop();
  announce(['notices']);
  await vi.advanceTimersByTimeAsync(500);
  expect(refetch).not.toHaveBeenCalled();
});
