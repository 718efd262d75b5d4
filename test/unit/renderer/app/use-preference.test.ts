import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { forgetPreferences, usePreference } from '#app/app/use-preference.ts';
import { installFakeCore } from '../support/fake-core.ts';

const kept = new Map<string, string>();
let asked = 0;
beforeEach(() => {
  vi.useFakeTimers();
  kept.clear();
  asked = 0;
  forgetPreferences();
  installFakeCore({
    settings: {
      getPreferences: () => {
        asked += 1;
        return Object.fromEntries(kept);
      },
      setPreference: ({ key, value }) => {
        kept.set(key, value);
        return { ok: true };
      },
    },
  });
});
afterEach(() => void vi.useRealTimers());
const inScope = <T>(make: () => T) => {
  const scope = effectScope();
  return { made: scope.run(make)!, scope };
};

it('brings back what was kept', async () => {
  kept.set('filter', '{"name":"云岭"}');
  const { made, scope } = inScope(() => usePreference<{ name?: string }>('filter', {}));
  await made.ready;
  expect(made.value.value).toEqual({ name: '云岭' });
  scope.stop();
});

it('keeps the last of several changes, also when the page is left at once', async () => {
  const { made, scope } = inScope(() => usePreference<{ name?: string }>('filter', {}));
  await made.ready;
  made.value.value = { name: '云' };
  made.value.value.name = '云岭';
  scope.stop();
  await flushPromises();
  expect(kept.get('filter')).toBe('{"name":"云岭"}');
  const again = inScope(() => usePreference<{ name?: string }>('filter', {}));
  expect(again.made.value.value).toEqual({ name: '云岭' });
  again.scope.stop();
});

it('does not let a kept value overwrite what was typed before it arrived', async () => {
  kept.set('filter', '{"name":"旧"}');
  const { made, scope } = inScope(() => usePreference<{ name?: string }>('filter', {}));
  made.value.value = { name: '新' };
  await made.ready;
  expect(made.value.value).toEqual({ name: '新' });
  scope.stop();
});

it('starts afresh from something that is not readable any more', async () => {
  kept.set('columns', 'not json');
  kept.set('widths', '"a string where a record was"');
  const { made, scope } = inScope(() => [
    usePreference<string[]>('columns', ['name']),
    usePreference<Record<string, number>>('widths', {}, (value) =>
      typeof value === 'object' ? (value as Record<string, number>) : null,
    ),
  ]);
  await Promise.all(made.map((one) => one.ready));
  expect(made.map((one) => one.value.value)).toEqual([['name'], {}]);
  scope.stop();
});

it('asks once for all of them, and again for the next account', async () => {
  kept.set('filter', '{"name":"云岭"}');
  const first = inScope(() => [usePreference('filter', {}), usePreference('columns', [])]);
  await Promise.all(first.made.map((one) => one.ready));
  expect(asked).toBe(1);
  first.scope.stop();
  forgetPreferences();
  kept.set('filter', '{"name":"青溪"}');
  const second = inScope(() => usePreference<{ name?: string }>('filter', {}));
  await second.made.ready;
  expect(second.made.value.value).toEqual({ name: '青溪' });
  expect(asked).toBe(2);
  second.scope.stop();
});
