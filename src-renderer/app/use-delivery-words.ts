/** Where operations that were just done stand now, told anew with every change of the outbox. */
import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue';
import { type DeliveryTold, deliveryTold, savedWords } from '../components/delivery-words.ts';
import { core, isToldElsewhere } from './core-client.ts';
import { useTopic } from './events.ts';
import { reportUnexpected } from './unexpected.ts';

/** Use inside `setup`. `operations`: their ids; none: nothing is told. */
export function useDeliveryWords(operations: () => readonly string[]): Readonly<Ref<DeliveryTold | null>> {
  /** Of which operations, as an answer may come after others were done. */
  const told = shallowRef<{ of: string; words: DeliveryTold | null } | null>(null);
  const key = computed(() => operations().join(' '));
  let gone = false;
  async function ask(): Promise<void> {
    const of = key.value;
    if (of === '') return;
    try {
      const answer = await core().outbox.delivery({ ids: of.split(' ') });
      if (!gone && of === key.value) told.value = { of, words: deliveryTold(answer) };
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
  }
  onScopeDispose(() => {
    gone = true;
  });
  watch(key, ask, { immediate: true });
  useTopic(['outbox'], ask);
  return computed(() => {
    if (key.value === '') return null;
    return told.value?.of === key.value ? told.value.words : savedWords;
  });
}
