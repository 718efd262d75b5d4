import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import MessageLine from '#app/components/MessageLine.vue';
import { showDone, showTrouble } from '#app/app/show-failure.ts';

const Page = defineComponent({
  props: { drawer: Boolean },
  render() {
    return h('main', [
      h('section', { class: 'list' }, [h('button', '接收'), h(MessageLine, { rank: 'list' })]),
      this.drawer ? h('aside', [h('button', '复核'), h(MessageLine, { rank: 'drawer' })]) : null,
      h(MessageLine, { rank: 'page' }),
    ]);
  },
});
const mounted = () => mount(Page, { attachTo: document.body, props: { drawer: true } });
let page: ReturnType<typeof mounted>;
beforeEach(() => {
  vi.useFakeTimers();
  page = mounted();
});
afterEach(() => {
  page.unmount();
  vi.useRealTimers();
});
/** Class or tag of what holds the line. */
const toldIn = () =>
  page.findAll('.message').map(({ element }) => element.parentElement!.parentElement!.tagName.toLowerCase());

test('a message stands in the part of the page in which one pressed, and is heard there', async () => {
  await page.find('.list button').trigger('pointerdown');
  showDone('已撤销');
  await nextTick();
  expect(toldIn()).toEqual(['section']);
  expect(page.find('.message').element.closest('[aria-live="polite"]')).not.toBeNull();
  await page.find('aside button').trigger('keydown', { key: 'Enter' });
  showTrouble('没有连上');
  await nextTick();
  expect(toldIn()).toEqual(['aside']);
  expect(page.text()).not.toContain('已撤销');
});
test('where that part is gone it stands in the innermost that is left', async () => {
  await page.find('aside button').trigger('pointerdown');
  showDone('已复核');
  await page.setProps({ drawer: false });
  expect(toldIn()).toEqual(['section']);
});
test('it goes by itself, but not from under the pointer of whoever reads it', async () => {
  showDone('已备份');
  await nextTick();
  await page.find('.message').trigger('pointerenter');
  vi.advanceTimersByTime(60_000);
  await nextTick();
  expect(page.text()).toContain('已备份');
  await page.find('.message').trigger('pointerleave');
  vi.advanceTimersByTime(8000);
  await nextTick();
  expect(page.find('.message').exists()).toBe(false);
  showTrouble('没有连上');
  await nextTick();
  await page.find('[aria-label="关闭提示"]').trigger('click');
  expect(page.find('.message').exists()).toBe(false);
});
