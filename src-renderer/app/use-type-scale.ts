/** Column widths are pixels: they grow with the size of type that the person chose. */
import { usualTypeSize, useTypeSize } from './use-type-size.ts';

/** Use inside `setup`. Turns pixels at the normal size into pixels at the chosen one; reactive. */
export function useTypeScale(): (pixels: number) => number {
  const size = useTypeSize();
  return (pixels) => Math.round((pixels * size.value) / usualTypeSize);
}
