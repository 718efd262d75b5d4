/**
 * Keys of an input method (拼音, 五笔). While it composes they are its own: Enter takes its word, Esc drops it, arrows and
 * digits choose. No form, drawer, dialog or list may hear them, neither ours nor those of Element Plus, which asks for
 * composing in some places only; so they are held back once, before everybody else.
 */

/** `keyCode` of what an input method took; of the first key of a word it is the only sign, `isComposing` comes after it. */
const takenByInputMethod = 229;

function holdBack(event: KeyboardEvent): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- UI Events: no other member tells it
  if (!event.isComposing && event.keyCode !== takenByInputMethod) return;
  event.stopImmediatePropagation();
  // The word is taken; the form is not submitted by the same key.
  if (event.key === 'Enter') event.preventDefault();
}

/** Call once, before anything listens to keys. */
export function leaveKeysToInputMethods(): void {
  window.addEventListener('keydown', holdBack, { capture: true });
}
