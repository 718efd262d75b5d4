/** What became of one page of changes. */
import type { Stream } from './streams.ts';

/** `massRemoval`: the page would remove too much; nothing of it was applied, a person decides. */
export type PageApplied = { ok: true; stream: Stream } | { ok: false; massRemoval: number };
