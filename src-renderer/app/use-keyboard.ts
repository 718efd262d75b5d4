/** Keys of the whole client. The page in front hears a key first, then the frame. */
import { onScopeDispose } from 'vue';

export const keyNames = {
  sync: 'F5',
  search: 'Ctrl+F',
  export: 'Ctrl+E',
  submit: 'Ctrl+Enter',
  next: 'Alt+↓',
  previous: 'Alt+↑',
} as const;
export type KeyAction = keyof typeof keyNames;
/** Return false to let the next one hear it. */
export type KeyHandlers = Partial<Record<KeyAction, () => unknown>>;

const stack: KeyHandlers[] = [];

/** Which action a key stands for; null for none. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
): KeyAction | null {
  const control = event.ctrlKey || event.metaKey;
  if (event.shiftKey) return null;
  if (event.key === 'F5' && !control && !event.altKey) return 'sync';
  if (control && !event.altKey) {
    if (event.key.toLowerCase() === 'f') return 'search';
    if (event.key.toLowerCase() === 'e') return 'export';
    if (event.key === 'Enter') return 'submit';
  }
  if (event.altKey && !control) {
    if (event.key === 'ArrowDown') return 'next';
    if (event.key === 'ArrowUp') return 'previous';
  }
  return null;
}

function hear(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const action = actionOf(event);
  if (!action) return;
  for (const handlers of stack.toReversed()) {
    const handler = handlers[action];
    if (!handler) continue;
    event.preventDefault();
    if (handler() !== false) return;
  }
}

/** Use inside `setup`; the handlers leave with the component. */
export function useKeyboard(handlers: KeyHandlers): void {
  if (stack.length === 0) window.addEventListener('keydown', hear);
  stack.push(handlers);
  onScopeDispose(() => {
    stack.splice(stack.indexOf(handlers), 1);
    if (stack.length === 0) window.removeEventListener('keydown', hear);
  });
}
