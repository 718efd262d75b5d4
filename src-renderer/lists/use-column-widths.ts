/** Dragging the edge of a column. Widths are kept for a base size of 14 px, so that large type widens them by itself. */
import { computed, type Ref, ref } from 'vue';
import { clampWidth, type ColumnChoices } from './list-columns.ts';

const baseFontSize = 14;

/** Use inside `setup`. `table` tells the size of type in force. */
export function useColumnWidths(choices: Ref<ColumnChoices>, table: Readonly<Ref<HTMLElement | null>>) {
  /** While dragging, so that nothing is remembered before the button is let go. */
  const dragged = ref<{ key: string; px: number } | null>(null);
  const scale = () =>
    (table.value ? Number.parseFloat(getComputedStyle(table.value).fontSize) : baseFontSize) / baseFontSize;

  function set(key: string, px: number): void {
    choices.value = { ...choices.value, widths: { ...choices.value.widths, [key]: clampWidth(px) } };
  }
  function reset(key: string): void {
    const { [key]: _gone, ...widths } = choices.value.widths;
    choices.value = { ...choices.value, widths };
  }
  function start(key: string, px: number, event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const drag = (move: PointerEvent) => {
      dragged.value = { key, px: clampWidth(px + (move.clientX - from) / scale()) };
    };
    const end = () => {
      handle.removeEventListener('pointermove', drag);
      if (dragged.value) set(key, dragged.value.px);
      dragged.value = null;
    };
    handle.addEventListener('pointermove', drag);
    handle.addEventListener('lostpointercapture', end, { once: true });
  }
  return {
    /** CSS width of a column, in em of the table. */
    widthOf: (column: { key: string; px: number }) =>
      (dragged.value?.key === column.key ? dragged.value.px : column.px) / baseFontSize,
    dragging: computed(() => dragged.value !== null),
    start,
    reset,
  };
}
