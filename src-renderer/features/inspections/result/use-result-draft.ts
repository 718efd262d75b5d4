/**
 * The result as it is typed, saved by itself while one types: a killed process loses less than the last half second.
 * Nothing watches the form: its root hears `input` and says `touch`, so that a key costs the same in a form of 10 points
 * and of 2000. Saves follow one another and never overtake a submit, which would bring a removed draft back.
 */
import { computed, onScopeDispose, ref, type Ref, shallowRef, toRaw } from 'vue';
import type { ResultDraft } from '#shared/domains/inspections/contract.ts';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import { core, isToldElsewhere } from '#app/app/core-client.ts';
import type { Failure } from '#app/app/failure.ts';
import { reportUnexpected } from '#app/app/unexpected.ts';
import { readDraft, writeDraft } from './draft-text.ts';
import type { ResultValues } from './result-values.ts';

/** From a key to its save; while one types on, a save every so often. */
const saveAfterMilliseconds = 300;
/** After a save that failed, whether or not somebody types on. */
const retryAfterMilliseconds = 3000;

export interface ResultDraftOptions {
  readonly subjectId: string;
  readonly checklist: Checklist;
  /** What the form holds without a draft. Not changed. */
  readonly base: ResultValues;
  readonly found: Pick<ResultDraft, 'values' | 'savedAt'> | null;
}

/** Use inside `setup`. */
export function useResultDraft({ subjectId, checklist, base, found }: ResultDraftOptions) {
  const kept = found ? readDraft(found.values, checklist) : null;
  const values = ref(structuredClone(kept?.values ?? base)) as Ref<ResultValues>;
  const savedAt = ref<string | null>(kept ? (found?.savedAt ?? null) : null);
  const failure = shallowRef<Failure | null>(null);
  /** Counts changes; what is worked out from the form (progress, findings) depends on it alone. */
  const edits = ref(0);
  const discarded = ref(false);
  /** Where the form came from a draft: when it was saved, and whether somebody was in the middle of writing. */
  const recovered = ref(kept && found ? { savedAt: found.savedAt, left: kept.left } : null);
  let saved = 0;
  let savedAsLeft = kept?.left ?? true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let chain: Promise<void> = Promise.resolve();
  let closed = false;
  let disposed = false;

  async function write(left: boolean): Promise<void> {
    const upTo = edits.value;
    if (closed || (upTo === saved && (!left || savedAsLeft))) return;
    // The raw object: reading thousands of fields through a proxy costs more than writing them out.
    const text = writeDraft(toRaw(values.value), left);
    try {
      const answer = await core().inspections.saveDraft({
        subjectId,
        checklistVersion: checklist.version,
        values: text,
      });
      failure.value = answer.ok ? null : answer;
      if (answer.ok) {
        saved = upTo;
        savedAsLeft = left;
        savedAt.value = answer.savedAt;
        return;
      }
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
    if (!disposed) plan(retryAfterMilliseconds);
  }
  function plan(after: number): void {
    timer ??= setTimeout(() => void flush(), after);
  }
  /** Saves now what is not saved yet; settles when it is. `left`: the person goes away from the form. */
  function flush(left = false): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    chain = chain.then(() => write(left));
    return chain;
  }
  /** Something in the form changed. */
  function touch(): void {
    edits.value += 1;
    discarded.value = false;
    plan(saveAfterMilliseconds);
  }

  const flushOnHide = () => {
    // Not behind the chain: a page that goes away has no time to wait for the save before this one.
    clearTimeout(timer);
    timer = undefined;
    void write(false);
  };
  const flushWhenHidden = () => {
    if (document.visibilityState === 'hidden') void flush();
  };
  window.addEventListener('pagehide', flushOnHide);
  document.addEventListener('visibilitychange', flushWhenHidden);
  onScopeDispose(() => {
    disposed = true;
    window.removeEventListener('pagehide', flushOnHide);
    document.removeEventListener('visibilitychange', flushWhenHidden);
    void flush(true);
  });

  function put(next: ResultValues): void {
    values.value = structuredClone(toRaw(next));
    edits.value += 1;
    saved = edits.value;
    savedAsLeft = true;
  }
  /** Throws the draft away; `undo` brings it back. */
  async function discard(): Promise<void> {
    await flush();
    const answer = await core().inspections.discardDraft({ subjectId });
    // Nothing had been saved yet: then there is nothing to throw away but what stands in the form.
    put(base);
    savedAt.value = null;
    recovered.value = null;
    discarded.value = answer.ok;
  }
  async function undo(): Promise<void> {
    const answer = await core().inspections.restoreDraft({ subjectId });
    discarded.value = false;
    if (!answer.ok) {
      failure.value = answer;
      return;
    }
    const restored = readDraft(answer.draft.values, checklist);
    if (!restored) return;
    put(restored.values);
    savedAt.value = answer.draft.savedAt;
  }
  /** No more saving: waits for what is under way, then keeps still. Called before a submit; `reopen` if it is refused. */
  async function close(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await chain;
    closed = true;
  }
  function reopen(): void {
    closed = false;
    plan(saveAfterMilliseconds);
  }
  return {
    values,
    edits,
    savedAt,
    failure,
    recovered,
    /** A draft is there, and this version cannot read it. It stays in the core until something else is written. */
    unreadable: found !== null && kept === null,
    discarded,
    dirty: computed(() => edits.value > 0 || recovered.value !== null),
    touch,
    flush,
    discard,
    undo,
    close,
    reopen,
  };
}
