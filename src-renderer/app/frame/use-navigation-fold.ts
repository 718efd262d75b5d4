/** Whether the navigation is folded to its icons: by itself on a narrow window, otherwise as the person chose. */
import { computed, onScopeDispose, type Ref, ref } from 'vue';
import { usePreference } from '../use-preference.ts';

/** Below this the page beside needs the room, CSS px. */
const narrowWindow = '(max-width: 1099.98px)';

/** Use inside `setup`. */
export function useNavigationFold(): { readonly folded: Readonly<Ref<boolean>>; readonly toggle: () => void } {
  const query = window.matchMedia(narrowWindow);
  const isNarrow = ref(query.matches);
  const listen = () => (isNarrow.value = query.matches);
  query.addEventListener('change', listen);
  onScopeDispose(() => query.removeEventListener('change', listen));
  /** Null: as wide as the window asks for. */
  const { value: chosen } = usePreference<boolean | null>('frame.navigationFolded', null, (kept) =>
    typeof kept === 'boolean' ? kept : null,
  );
  const folded = computed(() => chosen.value ?? isNarrow.value);
  return {
    folded,
    toggle: () => {
      const wanted = !folded.value;
      // Whoever goes back to what the window asks for has no wish of their own any more.
      chosen.value = wanted === isNarrow.value ? null : wanted;
    },
  };
}
