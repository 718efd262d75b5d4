import { mount } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { picturesIn, usePastedPictures } from '#app/features/inspections/evidence/pasted-pictures.ts';

const now = new Date('2026-12-01T06:32:05.000Z');
const screenshot = () => new File(['x'], 'image.png', { type: 'image/png' });
const clipboardOf = (files: readonly File[], words?: string) =>
  ({
    files,
    types: [...(files.length > 0 ? ['Files'] : []), ...(words ? ['text/plain'] : [])],
  }) as unknown as DataTransfer;
const namesIn = (files: readonly File[], words?: string) =>
  picturesIn(clipboardOf(files, words), now).map((f) => f.name);

test('a screenshot is named by China’s time; a copied file keeps its name', () => {
  expect(namesIn([screenshot()])).toEqual(['粘贴的图片 2026-12-01 143205.png']);
  expect(namesIn([screenshot(), screenshot()])).toEqual([
    '粘贴的图片 2026-12-01 143205-1.png',
    '粘贴的图片 2026-12-01 143205-2.png',
  ]);
  expect(namesIn([new File(['x'], '门头.jpg', { type: 'image/jpeg' })])).toEqual(['门头.jpg']);
});

test('where the clipboard has words, the words are meant', () => {
  expect(namesIn([screenshot()], '食品经营许可')).toEqual([]);
  expect(namesIn([])).toEqual([]);
  expect(picturesIn(null, now)).toEqual([]);
});

beforeEach(() => {
  document.body.innerHTML = '<input id="elsewhere" />';
});
const place = (id: string, take: () => void) =>
  mount(
    defineComponent({
      setup() {
        const root = ref<HTMLElement | null>(null);
        usePastedPictures({ within: () => root.value, now: () => now, take });
        return () => h('div', { ref: root }, h('input', { id }));
      },
    }),
    { attachTo: document.body },
  );
function pasteAt(target: Element, files = [screenshot()], words?: string): boolean {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: clipboardOf(files, words) });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test('a picture goes where the keyboard is; without a focus to what was opened last; elsewhere it is left alone', () => {
  const [form, dialog] = [vi.fn(), vi.fn()];
  const below = place('form', form);
  const above = place('dialog', dialog);
  expect(pasteAt(below.find('input').element)).toBe(true);
  expect([form.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 0]);
  expect(pasteAt(document.body)).toBe(true);
  expect([form.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 1]);
  expect(pasteAt(document.querySelector('#elsewhere')!)).toBe(false);
  expect(pasteAt(below.find('input').element, [], '字')).toBe(false);
  above.unmount();
  expect(pasteAt(document.body)).toBe(true);
  expect([form.mock.calls.length, dialog.mock.calls.length]).toEqual([2, 1]);
  below.unmount();
  expect(pasteAt(document.body)).toBe(false);
});
