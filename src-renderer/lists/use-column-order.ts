/** Headings that are dragged to another place. */
import { type Ref, ref } from 'vue';
import { type ColumnChoices, type ListColumn, orderAfterMove } from './list-columns.ts';

/** Use inside `setup`. The keyboard does it in 列设置. */
export function useColumnOrder(choices: Ref<ColumnChoices>, columns: () => readonly ListColumn[]) {
  const dragged = ref<string | null>(null);
  const over = ref<string | null>(null);
  function start(key: string, event: DragEvent): void {
    dragged.value = key;
    // Without data some browsers drag nothing.
    event.dataTransfer?.setData('text/plain', key);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }
  function enter(column: ListColumn, event: DragEvent): void {
    if (dragged.value === null || column.fixed === true) return;
    event.preventDefault();
    over.value = column.key;
  }
  function drop(): void {
    if (dragged.value !== null && over.value !== null && dragged.value !== over.value)
      choices.value = {
        ...choices.value,
        order: orderAfterMove(columns(), choices.value, dragged.value, over.value),
      };
    end();
  }
  function end(): void {
    dragged.value = null;
    over.value = null;
  }
  return { over, start, enter, drop, end };
}
