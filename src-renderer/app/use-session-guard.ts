/** Keeps the page and the session together: locked means the sign-in page, and afterwards back to where the same person was. */
import { onScopeDispose, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useSession } from './stores/session.ts';
import { coreGone, onLocked } from './core-client.ts';
import { useTopic } from './events.ts';
import { signInLocation } from './links.ts';

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
        void router.push(signInLocation(here.fullPath, session.last));
    },
  );
  // Another account signed in from another window: what the one before had open is not for them.
  watch(
    () => session.actor?.account,
    (now, before) => {
      const isOther = now !== undefined && before !== undefined && now !== before;
      if (isOther && !router.currentRoute.value.meta.open) void router.push({ name: 'workbench' });
    },
  );
}
