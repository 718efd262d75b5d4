/** What a screen remembers for one account: filters, columns, widths. Kept by the core, so it survives a restart. */
import { onScopeDispose, type Ref, ref, watch } from 'vue';
import { core } from './core-client.ts';
import { reportUnexpected } from './unexpected.ts';

const writeAfterMilliseconds = 400;
/** Of this page load, so that coming back to a page shows its filter at once. Emptied when the account changes. */
const remembered = new Map<string, string>();

let fetching: Promise<void> | null = null;

export function forgetPreferences(): void {
  remembered.clear();
  fetching = null;
}

/** Asks for all of them, once. Called as soon as somebody is signed in, so that they are here before the page is. */
export function fetchPreferences(): Promise<void> {
  if (fetching) return fetching;
  const asked = core()
    .settings.getPreferences()
    .then((kept) => {
      // Meanwhile somebody else may have signed in; and what was set meanwhile is newer.
      if (fetching !== asked) return;
      for (const [key, text] of Object.entries(kept)) if (!remembered.has(key)) remembered.set(key, text);
    })
    .catch((error: unknown) => {
      if (fetching === asked) fetching = null;
      reportUnexpected(error);
    });
  fetching = asked;
  return asked;
}

export interface Preference<T> {
  /** The fallback until `ready`; assign or change it deeply to keep a new value. */
  readonly value: Ref<T>;
  /** Settles once the kept value (if any) is in `value`. */
  readonly ready: Promise<void>;
}

/**
 * Use inside `setup`. `read` turns what was kept into a value, or null where an older version kept something else.
 * A value that was set before the kept one arrived wins.
 */
export function usePreference<T>(
  key: string,
  fallback: T,
  read: (kept: unknown) => T | null = (kept) => kept as T,
): Preference<T> {
  const value = ref(fallback) as Ref<T>;
  let last = JSON.stringify(fallback);
  let touched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (text: string | undefined) => {
    if (text === undefined || touched) return;
    const parsed = parse(text);
    const kept = parsed === undefined ? null : read(parsed);
    if (kept === null) return;
    last = JSON.stringify(kept);
    value.value = kept;
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    // What a screen remembers is no work: failing to keep it must not stop anybody, but it is no silence either.
    core().settings.setPreference({ key, value: last }).catch(reportUnexpected);
  };
  watch(
    value,
    (now) => {
      const text = JSON.stringify(now);
      if (text === last) return;
      last = text;
      touched = true;
      remembered.set(key, text);
      clearTimeout(timer);
      timer = setTimeout(write, writeAfterMilliseconds);
    },
    { deep: true, flush: 'sync' },
  );
  onScopeDispose(() => {
    if (timer !== undefined) write();
  });

  const known = remembered.get(key);
  take(known);
  const ready =
    known === undefined
      ? fetchPreferences().then(() => {
          take(remembered.get(key));
        })
      : Promise.resolve();
  return { value, ready };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // Kept by something else; the screen starts with its fallback.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
