/** The size of type, for one person. */
import { inject, type InjectionKey, onScopeDispose, provide, type Ref, ref, watch } from 'vue';
import { usePreference } from './use-preference.ts';

/** px, with their names. */
export const typeSizeNames = { 14: '标准', 16: '大', 18: '特大' } as const;
export type TypeSize = keyof typeof typeSizeNames;
export const usualTypeSize: TypeSize = 14;

const key: InjectionKey<Ref<TypeSize>> = Symbol('type size');
const read = (kept: unknown): TypeSize | null => ([14, 16, 18] as const).find((one) => one === kept) ?? null;

/** Use once, in the frame: everything follows `--font-size` of the document. */
export function provideTypeSize(): void {
  const { value } = usePreference<TypeSize>('fontSize', usualTypeSize, read);
  provide(key, value);
  const { style } = document.documentElement;
  watch(value, (now) => style.setProperty('--font-size', `${now}px`), { immediate: true });
  // The door looks the same for everybody.
  onScopeDispose(() => style.removeProperty('--font-size'));
}

/** To be read and set. */
export const useTypeSize = (): Ref<TypeSize> => inject(key, () => ref<TypeSize>(usualTypeSize), true);
