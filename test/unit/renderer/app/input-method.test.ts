import { mount } from '@vue/test-utils';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { leaveKeysToInputMethods } from '#app/app/input-method.ts';
import TypedDate from '#app/components/TypedDate.vue';

beforeAll(leaveKeysToInputMethods);
afterEach(() => {
  document.body.innerHTML = '';
});

/** @returns whether the page left the key alone */
function press(target: Element, key: string, facts: { isComposing?: boolean; keyCode?: number } = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true });
  Object.defineProperties(event, {
    isComposing: { value: facts.isComposing ?? false },
    keyCode: { value: facts.keyCode ?? 0 },
  });
  return target.dispatchEvent(event);
}
const compose = { isComposing: true };
/** As of the first key of a word, and of an Enter that Safari tells of after the word. */
const taken = { keyCode: 229 };

test('keys of a word that is being composed reach no form and no dialog; the same keys afterwards do', () => {
  const left = vi.fn();
  const form = mount(
    {
      setup: () => ({ left }),
      template: '<form @keydown.esc="left"><input /></form>',
    },
    { attachTo: document.body },
  );
  const field = form.find('input').element;
  // Where dialogs and popovers of Element Plus listen for Esc.
  const heard = vi.fn();
  document.addEventListener('keydown', heard);
  for (const facts of [compose, taken]) {
    expect(press(field, 'Escape', facts)).toBe(true);
    expect(press(field, 'Process', facts)).toBe(true);
    // An Enter that is kept from the form submits nothing by itself either.
    expect(press(field, 'Enter', facts)).toBe(false);
  }
  expect(left).not.toHaveBeenCalled();
  expect(heard).not.toHaveBeenCalled();
  press(field, 'Escape');
  expect(left).toHaveBeenCalledOnce();
  expect(heard).toHaveBeenCalledOnce();
  expect(press(field, 'Enter')).toBe(true);
  document.removeEventListener('keydown', heard);
  form.unmount();
});

test('a date that is composed is there from its first sign on, once the word is taken', async () => {
  const date = mount(TypedDate, {
    props: {
      modelValue: '',
      label: '发证日期',
      'onUpdate:modelValue': (typed: string) => date.setProps({ modelValue: typed }),
    },
    attachTo: document.body,
  });
  const field = date.find('input');
  await field.trigger('compositionstart');
  for (const typed of ['2', '2026nian', '2026年1月5日']) {
    field.element.value = typed;
    await field.trigger('input');
    expect(date.props('modelValue')).toBe('');
    expect(field.element.value).toBe(typed);
  }
  await field.trigger('compositionend');
  await nextTick();
  expect(date.props('modelValue')).toBe('2026年1月5日');
  await field.trigger('blur');
  expect(field.element.value).toBe('2026-01-05');
  date.unmount();
});
