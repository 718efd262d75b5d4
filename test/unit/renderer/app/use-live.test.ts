import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { effectScope } from 'vue';
import { useLive } from '#app/app/use-live.ts';

it('drops an older answer that arrives after a newer one', async () => {
  const answers: ((value: string) => void)[] = [];
  const scope = effectScope();
  const live = scope.run(() => useLive([], () => new Promise<string>((resolve) => answers.push(resolve))))!;
  void live.reload();
  answers[1]!('newer');
  await flushPromises();
  answers[0]!('older');
  await flushPromises();
  expect(live.data.value).toBe('newer');
  expect(live.loading.value).toBe(false);
  scope.stop();
});
