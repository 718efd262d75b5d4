/** 帮助: which part of it stands open beside the page, and whether the tour is shown. */
import { defineStore } from 'pinia';
import { ref } from 'vue';

export const helpParts = { page: '本页帮助', keys: '键盘操作', news: '更新说明', about: '关于' } as const;
export type HelpPart = keyof typeof helpParts;

export const useHelp = defineStore('help', () => {
  /** Null: closed. */
  const part = ref<HelpPart | null>(null);
  /** The tour is shown. */
  const touring = ref(false);

  /** The same again closes it. */
  function toggle(wanted: HelpPart): void {
    part.value = part.value === wanted ? null : wanted;
  }
  function close(): void {
    part.value = null;
  }
  return { part, touring, toggle, close };
});
