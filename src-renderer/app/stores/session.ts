/** Who is signed in here. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { SessionStatus } from '#shared/contract/session.ts';
import { mayDo, type Role } from '#shared/trade/rights.ts';
import { core, coreGone } from '../core-client.ts';
import { forgetPreferences } from '../use-preference.ts';

export const useSession = defineStore('session', () => {
  const status = shallowRef<SessionStatus | null>(null);
  /** Shown once after the very first sign-in of a department; the page stays until it is written down. */
  const newRecoveryCode = ref<string | null>(null);
  /** Account that was signed in last while this page was open; null: nobody yet. */
  const last = ref<string | null>(null);
  let first: Promise<void> | null = null;

  const unlocked = computed(() => status.value?.state === 'unlocked');
  const actor = computed(() => status.value?.actor ?? null);

  /** Whether to offer what is left to these roles; the core decides when it is done. */
  const may = (by: readonly Role[] | undefined): boolean => mayDo(by, actor.value?.roles ?? []);

  let latest = 0;
  let newest: Promise<void> = Promise.resolve();
  /** An older answer that arrives late (locked, while one has just signed in) is dropped; who asked for it gets the newer. */
  function refresh(): Promise<void> {
    latest += 1;
    newest = read(latest);
    return newest;
  }
  async function read(mine: number): Promise<void> {
    const answer = await core().session.status();
    if (mine !== latest) return await newest;
    const before = status.value?.actor?.account;
    status.value = answer;
    if (answer.actor) last.value = answer.actor.account;
    if (before !== answer.actor?.account) forgetPreferences();
  }
  /** Settles after the first answer, or at once when the core is gone. */
  async function ready(): Promise<void> {
    if (status.value || coreGone.value) return;
    first ??= refresh().finally(() => {
      first = null;
    });
    await first;
  }
  return { status, unlocked, actor, last, may, newRecoveryCode, refresh, ready };
});
