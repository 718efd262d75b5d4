// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import PrintColumns from '#app/app/frame/PrintColumns.vue';
import { installFakeCore } from '../support/fake-core.ts';

beforeEach(() => setActivePinia(createPinia()));
afterEach(() => {
  document.body.innerHTML = '';
});

const titles = ['序', ...Array.from({ length: 14 }, (_, index) => `列${index + 1}`)];
const columns = titles.map((title, index) => ({ title, chosen: index < 10, usual: index < 10 }));

it('lets at most eleven columns be chosen, keeps 序, and tells the core which', async () => {
  const asked: unknown[] = [];
  installFakeCore({
    exports: {
      printColumns: () => columns,
      choosePrintColumns: (input: unknown) => {
        asked.push(input);
        return { ok: true };
      },
    },
  });
  const form = mount(PrintColumns, { props: { list: 'notices.query' }, attachTo: document.body });
  await flushPromises();
  const box = (title: string) =>
    form
      .findAll('label')
      .find((label) => label.text() === title)!
      .find('input');
  expect(form.text()).toContain('已选 10 / 11');
  expect(box('序').element.disabled).toBe(true);
  await box('列14').setValue(true);
  expect(form.text()).toContain('已选 11 / 11');
  expect(box('列13').element.disabled, 'full').toBe(true);
  await box('列1').setValue(false);
  expect(box('列13').element.disabled).toBe(false);
  const press = async (words: string) => {
    await form
      .findAll('button')
      .find((button) => button.text() === words)!
      .trigger('click');
    await flushPromises();
  };
  await press('记住');
  const now = [...titles.slice(0, 10).filter((title) => title !== '列1'), '列14'];
  expect(asked).toEqual([{ list: 'notices.query', titles: now }]);
  expect(form.emitted('close')).toHaveLength(1);
  await press('恢复默认');
  await press('记住');
  expect(asked.at(-1), 'the usual ones, also when they change').toEqual({ list: 'notices.query', titles: [] });
  form.unmount();
});
