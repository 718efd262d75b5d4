/** Column widths are pixels: they grow with the size of type that the person chose. */
import { useSettings } from './stores/settings.ts';

/** Use inside `setup`. Turns pixels at the normal size into pixels at the chosen one; reactive. */
export function useTypeScale(): (pixels: number) => number {
  const store = useSettings();
  return (pixels) => Math.round((pixels * (store.settings?.fontSize ?? 14)) / 14);
}
