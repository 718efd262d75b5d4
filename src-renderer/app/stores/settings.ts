/** Settings of the client. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Settings } from '#shared/contract/settings.ts';
import { core, type CoreClient } from '../core-client.ts';
import type { Failure } from '../failure.ts';

type SettingsAnswer = Awaited<ReturnType<CoreClient['settings']['get']>>;

export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings | null>(null);
  const facts = shallowRef<SettingsAnswer['facts'] | null>(null);
  const savedAt = ref<string | null>(null);

  async function refresh(): Promise<void> {
    const answer = await core().settings.get();
    settings.value = answer.settings;
    facts.value = answer.facts;
  }
  /** Keeps a change at once; null, or why it could not be kept (then nothing changed). */
  async function update(change: Partial<Settings>): Promise<Failure | null> {
    const answer = await core().settings.update(change);
    if (!answer.ok) return answer;
    settings.value = answer.settings;
    savedAt.value = new Date().toISOString();
    await refresh();
    return null;
  }
  return { settings, facts, savedAt, refresh, update };
});
