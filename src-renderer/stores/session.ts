/** Who is signed in here. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { SessionStatus } from '../../src-shared/contract/session.ts';
import { core, coreGone } from '../app/core-client.ts';
import { forgetPreferences } from '../app/use-preference.ts';

export const useSession = defineStore('session', () => {
  const status = shallowRef<SessionStatus | null>(null);
  /** Shown once after the very first sign-in of a department; the page stays until it is written down. */
  const newRecoveryCode = ref<string | null>(null);
  let first: Promise<void> | null = null;

  const unlocked = computed(() => status.value?.state === 'unlocked');
  const actor = computed(() => status.value?.actor ?? null);

  async function refresh(): Promise<void> {
    const before = status.value?.actor?.account;
    status.value = await core().session.status();
    if (before !== status.value.actor?.account) forgetPreferences();
  }
  /** Settles after the first answer, or at once when the core is gone. */
  async function ready(): Promise<void> {
    if (status.value || coreGone.value) return;
    first ??= refresh().finally(() => {
      first = null;
    });
    await first;
  }
  return { status, unlocked, actor, newRecoveryCode, refresh, ready };
});
