/** Keeps the page and the session together: locked means the sign-in page, and afterwards back to where one was. */
import { onScopeDispose, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useSession } from './stores/session.ts';
import { coreGone, onLocked } from './core-client.ts';
import { useTopic } from './events.ts';

/** Use once, in the outermost component. */
export function useSessionGuard(): void {
  const router = useRouter();
  const session = useSession();
  const refresh = useTopic(['session'], () => session.refresh());
  onScopeDispose(onLocked(refresh));
  watch(
    () => session.unlocked,
    (unlocked) => {
      const here = router.currentRoute.value;
      if (!unlocked && !coreGone.value && !here.meta.open)
        void router.push({ name: 'sign-in', query: { to: here.fullPath } });
    },
  );
}
