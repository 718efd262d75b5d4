/** The platform as seen from here, and the one button 立即同步. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { core } from '../core-client.ts';
import { showTrouble } from '../show-failure.ts';

export const useConnection = defineStore('connection', () => {
  const status = shallowRef<ConnectionStatus | null>(null);
  /** A round that this page asked for is under way. */
  const syncing = ref(false);

  async function refresh(): Promise<void> {
    status.value = await core().connection.status();
  }
  async function syncNow(): Promise<void> {
    if (syncing.value) return;
    syncing.value = true;
    try {
      const { status: now } = await core().connection.syncNow();
      status.value = now;
      // Whoever pressed the button waits for an answer; where a person must decide first, the banner asks.
      if (now.state === 'offline' && now.problem)
        showTrouble(`${now.problem.text}。${now.problem.next}做过的都保存在本机。`);
    } finally {
      syncing.value = false;
    }
  }
  return { status, syncing, refresh, syncNow };
});
