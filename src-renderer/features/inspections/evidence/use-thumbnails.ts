/** Small copies of kept pictures, by hash. A hash names one content for ever, so a copy is made once for all pages. */
import { type Ref, ref } from 'vue';
import { isToldElsewhere } from '#app/app/core-client.ts';
import { reportUnexpected } from '#app/app/unexpected.ts';
import { readFile } from './attachments.ts';
import { smallCopy } from './pictures.ts';

export type Thumbnail =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly address: string }
  /** Not on this PC yet, or not a picture. */
  | { readonly state: 'missing' };

const known = new Map<string, Ref<Thumbnail>>();
/** Two at a time: thirty photos decoded at once would stop everything else. */
const atOnce = 2;
const waiting: (() => Promise<void>)[] = [];
let running = 0;

function work(): void {
  while (running < atOnce) {
    const job = waiting.shift();
    if (!job) return;
    running += 1;
    void job().finally(() => {
      running -= 1;
      work();
    });
  }
}

/** Puts in a copy that was made already, when the picture was added. */
export function rememberThumbnail(sha256: string, address: string): void {
  const entry = known.get(sha256);
  if (entry) entry.value = { state: 'ready', address };
  else known.set(sha256, ref({ state: 'ready', address }));
}

export function thumbnailOf(sha256: string): Readonly<Ref<Thumbnail>> {
  const found = known.get(sha256);
  if (found) return found;
  const entry = ref<Thumbnail>({ state: 'loading' });
  known.set(sha256, entry);
  make(sha256, entry);
  return entry;
}

/** A file that was missing may have come since: asked again when it is shown again. */
export function askAgain(sha256: string): void {
  const entry = known.get(sha256);
  if (entry?.value.state !== 'missing') return;
  entry.value = { state: 'loading' };
  make(sha256, entry);
}

function make(sha256: string, entry: Ref<Thumbnail>): void {
  waiting.push(async () => {
    try {
      const file = await readFile(sha256);
      entry.value = file ? { state: 'ready', address: await smallCopy(file) } : { state: 'missing' };
    } catch (error) {
      entry.value = { state: 'missing' };
      if (!(error instanceof DOMException) && !isToldElsewhere(error)) reportUnexpected(error);
    }
  });
  work();
}
