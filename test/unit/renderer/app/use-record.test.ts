import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { effectScope } from 'vue';
import { useRecord } from '#app/app/use-record.ts';

it('settles a reading that was overtaken only when the newer one is there', async () => {
  const answers: ((detail: string) => void)[] = [];
  const scope = effectScope();
  const get = () =>
    new Promise<{ ok: true; detail: string }>((resolve) => answers.push((detail) => resolve({ ok: true, detail })));
  const record = scope.run(() => useRecord(() => 'one', [], get))!;
  let settled = false;
  const asked = record.load().then(() => {
    settled = true;
  });
  void record.load();
  answers[1]!('with the draft as it was');
  await flushPromises();
  expect(settled).toBe(false);
  expect(record.detail.value).toBeNull();
  answers[2]!('without a draft');
  await asked;
  expect(record.detail.value).toBe('without a draft');
  scope.stop();
});
