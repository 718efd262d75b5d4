import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useNavigationFold } from '#app/app/frame/use-navigation-fold.ts';
import { forgetPreferences } from '#app/app/use-preference.ts';
import { installFakeCore } from '../support/fake-core.ts';

/** The window as `matchMedia` tells of it. */
const page = Object.assign(new EventTarget(), { matches: false });
const resize = (isNarrow: boolean) => {
  page.matches = isNarrow;
  page.dispatchEvent(new Event('change'));
};
beforeEach(() => {
  page.matches = false;
  vi.spyOn(window, 'matchMedia').mockReturnValue(page as unknown as MediaQueryList);
});

async function fold(kept: Record<string, string> = {}) {
  forgetPreferences();
  const setPreference = vi.fn((_: { key: string; value: string }) => ({ ok: true }) as const);
  installFakeCore({ settings: { getPreferences: () => kept, setPreference } });
  const scope = effectScope();
  const navigation = scope.run(() => useNavigationFold())!;
  await flushPromises();
  return { ...navigation, scope, setPreference };
}

it('folds by itself on a narrow window, and unfolds where there is room again', async () => {
  const { folded } = await fold();
  expect(folded.value).toBe(false);
  resize(true);
  expect(folded.value).toBe(true);
  resize(false);
  expect(folded.value).toBe(false);
});

it('stays as the person chose, over a restart too, until they choose what the window asks for', async () => {
  const { folded, toggle, scope, setPreference } = await fold();
  toggle();
  expect(folded.value).toBe(true);
  scope.stop();
  await flushPromises();
  expect(setPreference).toHaveBeenLastCalledWith({ key: 'frame.navigationFolded', value: 'true' });

  const again = await fold({ 'frame.navigationFolded': 'true' });
  expect(again.folded.value).toBe(true);
  again.toggle();
  expect(again.folded.value).toBe(false);
  resize(true);
  expect(again.folded.value, 'no wish of their own any more').toBe(true);
});
