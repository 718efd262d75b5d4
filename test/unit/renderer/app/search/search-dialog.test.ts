import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { routes } from '#app/app/router.ts';
import { marksIn } from '#app/app/search/marks.ts';
import SearchDialog from '#app/app/search/SearchDialog.vue';
import { eventually } from '../../../../support/eventually.ts';
import { installFakeCore } from '../../support/fake-core.ts';

let router: Router;
let dialog: VueWrapper;
let asked: string[];
const hit = (recordId: string, title: string) => ({
  collection: 'notices',
  recordId,
  title,
  code: '9143',
  about: '食品经营许可 · 未接收',
  facts: [],
  link: { to: 'notices' as const, page: 'query' as const, filter: { name: '恒丰' }, open: recordId },
});
const enterprise = {
  ...hit('E1', '恒丰餐饮店'),
  collection: 'enterprises',
  facts: [{ name: '电话', value: '0745' }],
  link: null,
};

beforeEach(() => {
  asked = [];
  setActivePinia(createPinia());
  installFakeCore({
    settings: { getPreferences: () => ({}) },
    search: {
      find: ({ text }) => {
        asked.push(text);
        return {
          groups: text.startsWith('恒')
            ? [
                {
                  key: 'notices',
                  title: '双告知',
                  hits: [hit('N1', '恒丰餐饮店'), hit('N2', '恒丰书店')],
                  more: true,
                  link: { ...hit('', '').link },
                },
                { key: 'enterprises', title: '市场主体', hits: [enterprise], more: false, link: null },
              ]
            : [],
        };
      },
    },
  });
  router = createRouter({ history: createMemoryHistory(), routes });
  dialog = mount(SearchDialog, { global: { plugins: [router] }, attachTo: document.body });
});
afterEach(() => dialog.unmount());

const box = () => document.querySelector<HTMLInputElement>('[role=combobox]')!;
const options = () => [...document.querySelectorAll('[role=option]')];
const selected = () => document.querySelector('[role=option][aria-selected=true]')?.textContent;
async function type(text: string): Promise<void> {
  box().value = text;
  box().dispatchEvent(new Event('input'));
  await flushPromises();
}
async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
  await flushPromises();
}

it('shows what was found with the words marked; ↓ chooses, Enter opens exactly that record', async () => {
  await type('恒丰');
  await eventually(() => expect(selected()).toContain('恒丰餐饮店'));
  expect(document.querySelector('mark')?.textContent).toBe('恒丰');
  expect(box().getAttribute('aria-activedescendant')).toBe(options()[0]?.id);
  await press('ArrowDown');
  expect(selected()).toContain('恒丰书店');
  await press('Enter');
  await eventually(() => expect(router.currentRoute.value.query.open).toBe('N2'));
  expect(dialog.emitted('close')).toHaveLength(1);
});

it('an enterprise, which has no page, unfolds what is known of it', async () => {
  await type('恒丰');
  await eventually(() => expect(options().length).toBeGreaterThan(3));
  // Two notices, the way to all of them, the enterprise.
  for (let step = 0; step < 3; step += 1) await press('ArrowDown');
  await press('Enter');
  expect(selected()).toContain('电话');
  expect(dialog.emitted('close')).toBeUndefined();
});

it('Enter that ends an input method opens nothing', async () => {
  await type('恒丰');
  await eventually(() => expect(options().length).toBeGreaterThan(0));
  await press('Enter', { isComposing: true });
  expect(dialog.emitted('close')).toBeUndefined();
});

it('finds pages by initials, asks the core once for what was typed in a row, and says so where there is nothing', async () => {
  await type('sz');
  await eventually(() =>
    expect(options().map((one) => one.textContent)).toEqual(expect.arrayContaining([expect.stringContaining('设置')])),
  );
  await type('没有的');
  await type('没有的名字');
  await eventually(() => expect(document.body.textContent).toContain('本机没有找到“没有的名字”'));
  expect(asked).not.toContain('没有的');
});

it('marks each place of a word, whatever its case, and initials nowhere', () => {
  expect(marksIn('湘A饭店a', 'a')).toEqual([
    { text: '湘', marked: false },
    { text: 'A', marked: true },
    { text: '饭店', marked: false },
    { text: 'a', marked: true },
  ]);
  expect(marksIn('恒丰', 'hf').some(({ marked }) => marked)).toBe(false);
});
