/** A popover that stands in the page right behind its button, so that Tab leads into it and out of it. */
import type { Ref } from 'vue';

/** @param root holds the button, then the popover (`teleported` off), and both listeners */
export function usePopover(root: Readonly<Ref<HTMLElement | null>>, open: Ref<boolean>) {
  const button = () => root.value?.querySelector('button');
  /** Esc closes it alone, and the focus is on its button again. */
  function onEscape(event: KeyboardEvent): void {
    // The popover may have closed itself by the same key; on a closed one's button Esc is the page's.
    if (!open.value && document.activeElement === button()) return;
    event.stopPropagation();
    open.value = false;
    button()?.focus();
  }
  function onFocusout({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && !root.value?.contains(relatedTarget)) open.value = false;
  }
  return { onEscape, onFocusout };
}
