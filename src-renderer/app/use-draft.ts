/**
 * A form as it is typed, saved by itself while one types: a killed process loses less than the last half second. Nothing
 * watches the form: its root hears `input` and says `touch`, so that a key costs the same in a form of 10 fields and of
 * 2000. Saves follow one another and never overtake a submit, which would bring a removed draft back.
 */
import { onScopeDispose, ref, type Ref, shallowRef, toRaw } from 'vue';
import type { Draft, DraftName } from '#shared/contract/drafts.ts';
import { core, isToldElsewhere } from './core-client.ts';
import type { Failure } from './failure.ts';
import { reportUnexpected } from './unexpected.ts';

/** From a key to its save; while one types on, a save every so often. */
const saveAfterMilliseconds = 300;
/** After a save that failed, whether or not somebody types on. */
const retryAfterMilliseconds = 3000;

interface KeptForm<Values> {
  readonly values: Values;
  readonly left: boolean;
}

/** Which draft a form writes, and how its values become JSON and are read again. */
export interface DraftForm<Values> extends DraftName, Pick<Draft, 'shape'> {
  /** `left`: the person went away from the form, else is in the middle of writing. */
  write(values: Values, left: boolean): object;
  /** Null where it is none of ours: the form then starts with its base, and may say so. */
  read(json: unknown): KeptForm<Values> | null;
}

export interface DraftOptions<Values> extends DraftForm<Values> {
  /** What the form holds without a draft. Not changed. */
  readonly base: Values;
  /** The draft that was found, if any. */
  readonly found: Pick<Draft, 'values' | 'savedAt'> | null;
}

/** Use inside `setup`. */
export function useDraft<Values>(options: DraftOptions<Values>) {
  const { base, found, shape } = options;
  const name: DraftName = { collection: options.collection, recordId: options.recordId, part: options.part };
  const kept = found ? readText(found.values, options) : null;
  const values = ref(structuredClone(kept?.values ?? base)) as Ref<Values>;
  const savedAt = ref<string | null>(kept && found ? found.savedAt : null);
  const failure = shallowRef<Failure | null>(null);
  /** Counts changes; what is worked out from the form (progress, findings) depends on it alone. */
  const edits = ref(0);
  const discarded = ref(false);
  /** Where the form came from a draft: when that was saved, and whether somebody was in the middle of writing. */
  const recovered = shallowRef(kept && found ? { savedAt: found.savedAt, left: kept.left } : null);
  /** Whether the form holds anything that could be thrown away. */
  const dirty = ref(kept !== null);
  let saved = 0;
  let savedAsLeft = kept?.left ?? true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let chain: Promise<void> = Promise.resolve();
  let closed = false;
  let disposed = false;

  async function write(left: boolean): Promise<void> {
    const upTo = edits.value;
    if (closed || (upTo === saved && (!left || savedAsLeft))) return;
    // The raw object: reading thousands of fields through a proxy costs more than writing them out.
    const text = JSON.stringify(options.write(toRaw(values.value), left));
    try {
      const answer = await core().drafts.save({ ...name, shape, values: text });
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
    if (!disposed) retry ??= setTimeout(() => void flush(), retryAfterMilliseconds);
  }
  function cancel(): void {
    clearTimeout(timer);
    clearTimeout(retry);
    timer = retry = undefined;
  }
  /** Saves now what is not saved yet; settles when it is. `left`: the person goes away from the form. */
  function flush(left = false): Promise<void> {
    cancel();
    chain = chain.then(() => write(left));
    return chain;
  }
  function saveSoon(): void {
    timer ??= setTimeout(() => void flush(), saveAfterMilliseconds);
  }
  /** Something in the form changed. */
  function touch(): void {
    edits.value += 1;
    discarded.value = false;
    dirty.value = true;
    saveSoon();
  }

  const flushOnHide = () => {
    // Not behind the chain: a page that goes away has no time to wait for the save before this one.
    cancel();
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

  function put(next: Values): void {
    values.value = structuredClone(toRaw(next));
    edits.value += 1;
    saved = edits.value;
    savedAsLeft = true;
  }
  /** Throws the draft away; `undo` brings it back. */
  async function discard(): Promise<void> {
    await flush();
    const answer = await core().drafts.discard(name);
    // Nothing had been saved yet: then there is nothing to throw away but what stands in the form.
    put(base);
    savedAt.value = null;
    recovered.value = null;
    dirty.value = false;
    discarded.value = answer.ok;
  }
  async function undo(): Promise<void> {
    const answer = await core().drafts.restore(name);
    discarded.value = false;
    if (!answer.ok) {
      failure.value = answer;
      return;
    }
    const restored = readText(answer.draft.values, options);
    if (!restored) return;
    put(restored.values);
    savedAt.value = answer.draft.savedAt;
    recovered.value = { savedAt: answer.draft.savedAt, left: restored.left };
    dirty.value = true;
  }
  /** No more saving: waits for what is under way, then keeps still. Called before a submit; `reopen` if it is refused. */
  async function close(): Promise<void> {
    cancel();
    await chain;
    closed = true;
  }
  function reopen(): void {
    closed = false;
    saveSoon();
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
    dirty,
    touch,
    flush,
    discard,
    undo,
    close,
    reopen,
  };
}

function readText<Values>(text: string, { read }: DraftForm<Values>): KeptForm<Values> | null {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
