/** Keys of the whole client. The page in front hears a key first, then the frame. */
import { onScopeDispose } from 'vue';

/** The one table of keys: what is written on the screen, what is heard, and what the sheet of keys lists. */
export const keyNames = {
  help: 'F1',
  sync: 'F5',
  find: 'Ctrl+K',
  navigation: 'Ctrl+B',
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

/** As a key is written, where a keyboard says it otherwise. */
const written: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' };
const actions = new Map(Object.entries(keyNames).map(([action, name]) => [name as string, action as KeyAction]));

/** Which action a key stands for; null for none. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
): KeyAction | null {
  const control = event.ctrlKey || event.metaKey;
  if (event.shiftKey) return null;
  const key = event.key.length === 1 ? event.key.toUpperCase() : (written[event.key] ?? event.key);
  return actions.get(`${control ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${key}`) ?? null;
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
