/** The width that a list has, followed while a drawer opens beside it, the window changes or a scroll bar comes and goes. */
import { onBeforeUnmount, onMounted, readonly, type Ref, ref } from 'vue';
import { baseFontSize } from './list-columns.ts';

/** Use inside `setup`. In px at the base size of type, without a scroll bar; 0 until it is known. */
export function useRoom(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const room = ref(0);
  const observer = new ResizeObserver(() => {
    const box = element.value;
    if (box) room.value = (box.clientWidth / Number.parseFloat(getComputedStyle(box).fontSize)) * baseFontSize;
  });
  onMounted(() => {
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer.disconnect());
  return readonly(room);
}
