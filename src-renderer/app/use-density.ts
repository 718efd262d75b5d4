/** How close the rows of lists stand, for one person. */
import { inject, type InjectionKey, onScopeDispose, provide, type Ref, ref, watch } from 'vue';
import { usePreference } from './use-preference.ts';

export const densities = ['standard', 'compact'] as const;
export type Density = (typeof densities)[number];
export const densityNames = { standard: '标准', compact: '紧凑' } as const satisfies Record<Density, string>;

const key: InjectionKey<Ref<Density>> = Symbol('density');
const read = (kept: unknown): Density | null => densities.find((one) => one === kept) ?? null;

/** Use once, in the frame: looks follow `data-density` of the document. */
export function provideDensity(): void {
  const { value } = usePreference<Density>('density', 'standard', read);
  provide(key, value);
  const { dataset } = document.documentElement;
  watch(
    value,
    (now) => {
      dataset['density'] = now;
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    delete dataset['density'];
  });
}

/** To be read and set. */
export const useDensity = (): Ref<Density> => inject(key, () => ref<Density>('standard'), true);
