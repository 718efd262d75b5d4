/**
 * A feedback as it is typed, saved by itself shortly after the last key: a killed process loses at most the last word.
 * Saves follow one another and never overtake a submit, which would bring a draft back that the core had just removed.
 */
import { computed, onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue';
import { core, isToldElsewhere } from '#app/app/core-client.ts';
import type { Failure } from '#app/app/failure.ts';
import { reportUnexpected } from '#app/app/unexpected.ts';
import { type FeedbackValues, sameValues, valuesOfDraft } from './feedback-values.ts';

const saveAfterMilliseconds = 400;

export interface FeedbackDraftOptions {
  readonly noticeId: string;
  /** Null for a new feedback. */
  readonly feedbackId: string | null;
  /** What the form holds without a draft. */
  readonly initial: FeedbackValues;
  /** The draft that was found, if any. */
  readonly found: { readonly values: Parameters<typeof valuesOfDraft>[0]['values']; readonly savedAt: string } | null;
}

/** Use inside `setup`. */
export function useFeedbackDraft({ noticeId, feedbackId, initial, found }: FeedbackDraftOptions) {
  const which = { noticeId, feedbackId };
  const values = ref(found ? valuesOfDraft(found, initial) : { ...initial }) as Ref<FeedbackValues>;
  const savedAt = ref<string | null>(found?.savedAt ?? null);
  const failure = shallowRef<Failure | null>(null);
  const recovered = ref(found !== null);
  const discarded = ref(false);
  const saving = ref(false);
  let last: FeedbackValues = { ...values.value };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let chain: Promise<void> = Promise.resolve();
  let closed = false;

  async function write(): Promise<void> {
    if (closed || sameValues(values.value, last)) return;
    const now = { ...values.value };
    saving.value = true;
    try {
      const answer = await core().notices.saveDraft({ ...which, values: { ...now } });
      failure.value = answer.ok ? null : answer;
      if (!answer.ok) return;
      last = now;
      savedAt.value = answer.savedAt;
      recovered.value = false;
      // Typed on, or back to what stood there before, while this was being saved.
      if (!sameValues(values.value, now)) timer ??= setTimeout(() => void flush(), saveAfterMilliseconds);
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
    } finally {
      saving.value = false;
    }
  }
  /** Saves now what is not saved yet; settles when it is. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    chain = chain.then(write);
    return chain;
  }
  watch(
    values,
    () => {
      clearTimeout(timer);
      timer = undefined;
      if (sameValues(values.value, last)) return;
      discarded.value = false;
      timer = setTimeout(() => void flush(), saveAfterMilliseconds);
    },
    { deep: true },
  );
  const flushOnHide = () => void flush();
  window.addEventListener('pagehide', flushOnHide);
  onScopeDispose(() => {
    window.removeEventListener('pagehide', flushOnHide);
    void flush();
  });

  function put(next: FeedbackValues): void {
    last = { ...next };
    values.value = { ...next };
  }
  /** Throws the draft away; `undo` brings it back. */
  async function discard(): Promise<void> {
    await flush();
    // Not found: nothing had been saved yet, and there is nothing to throw away but what stands in the form.
    const answer = await core().notices.discardDraft(which);
    put(initial);
    savedAt.value = null;
    recovered.value = false;
    discarded.value = answer.ok;
  }
  async function undo(): Promise<void> {
    const answer = await core().notices.restoreDraft(which);
    discarded.value = false;
    if (!answer.ok) {
      failure.value = answer;
      return;
    }
    put(valuesOfDraft(answer.draft, initial));
    savedAt.value = answer.draft.savedAt;
    recovered.value = true;
  }
  /** No more saving: waits for what is under way, then keeps still. Called before a submit; `reopen` if it is refused. */
  async function close(): Promise<void> {
    clearTimeout(timer);
    await chain;
    closed = true;
  }
  function reopen(): void {
    closed = false;
  }
  const dirty = computed(() => !sameValues(values.value, initial));

  return { values, savedAt, saving, failure, recovered, discarded, dirty, flush, discard, undo, close, reopen };
}
