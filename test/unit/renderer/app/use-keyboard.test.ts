import { expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { actionOf, useKeyboard } from '#app/app/use-keyboard.ts';

const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...more });
  window.dispatchEvent(event);
  return event;
};
const plain = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

it.each([
  ['F1', {}, 'help'],
  ['F5', {}, 'sync'],
  ['b', { ctrlKey: true }, 'navigation'],
  ['f', { ctrlKey: true }, 'search'],
  ['F', { ctrlKey: true }, 'search'],
  ['e', { ctrlKey: true }, 'export'],
  ['Enter', { ctrlKey: true }, 'submit'],
  ['ArrowDown', { altKey: true }, 'next'],
  ['ArrowUp', { altKey: true }, 'previous'],
  ['F5', { ctrlKey: true }, null],
  ['f', {}, null],
  ['Enter', {}, null],
])('%s with %o means %s', (key, more, action) => {
  expect(actionOf({ ...plain, key, ...more })).toBe(action);
});

it('lets the page in front hear a key before the frame, and keeps it from the browser', () => {
  const frame = vi.fn();
  const page = vi.fn();
  const outer = effectScope();
  const inner = effectScope();
  outer.run(() => useKeyboard({ sync: frame, search: frame }));
  inner.run(() => useKeyboard({ search: page }));
  expect(press('f', { ctrlKey: true }).defaultPrevented).toBe(true);
  expect(page).toHaveBeenCalledOnce();
  expect(frame).not.toHaveBeenCalled();
  press('F5');
  expect(frame).toHaveBeenCalledOnce();
  inner.stop();
  press('f', { ctrlKey: true });
  expect(frame).toHaveBeenCalledTimes(2);
  outer.stop();
  expect(press('F5').defaultPrevented).toBe(false);
});

it('passes a key on when the page in front says that it is not for it', () => {
  const frame = vi.fn();
  const scope = effectScope();
  scope.run(() => {
    useKeyboard({ export: frame });
    useKeyboard({ export: () => false });
  });
  press('e', { ctrlKey: true });
  expect(frame).toHaveBeenCalledOnce();
  scope.stop();
});
