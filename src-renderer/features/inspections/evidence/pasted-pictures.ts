/** Pictures that are pasted (Ctrl+V): a screenshot, or files copied in the system's folder window. */
import { onScopeDispose } from 'vue';
import { formatInstant } from '#app/app/format.ts';

interface Taker {
  /** Where the person must be, with the keyboard, for it to be meant; where nothing has the focus the last one is meant. */
  readonly within: () => HTMLElement | null | undefined;
  readonly now: () => Date;
  readonly take: (files: readonly File[], at: HTMLElement) => void;
}
/** What is asked for on top of something else stands after it. */
const takers: Taker[] = [];

function hear(event: ClipboardEvent): void {
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  const taker = takers.findLast(({ within }) => at === document.body || within()?.contains(at));
  const files = taker ? picturesIn(event.clipboardData, taker.now()) : [];
  if (!taker || files.length === 0) return;
  event.preventDefault();
  taker.take(files, at);
}

/** Files of a clipboard. Where it has words, too (a cell of Excel, a piece of Word), the words are meant, and none. */
export function picturesIn(clipboard: DataTransfer | null, now: Date): File[] {
  if (!clipboard || clipboard.types.includes('text/plain')) return [];
  const files = [...clipboard.files];
  const seconds = String(now.getUTCSeconds()).padStart(2, '0');
  const stamp = `${formatInstant(now.toISOString()).replace(':', '')}${seconds}`;
  return files.map((file, index) => {
    // What was never a file is called image.png by Chromium; a copied file keeps its name.
    if (!/^image\.\w+$/.test(file.name)) return file;
    const name = `粘贴的图片 ${stamp}${files.length > 1 ? `-${index + 1}` : ''}${file.name.slice('image'.length)}`;
    return new File([file], name, { type: file.type, lastModified: now.getTime() });
  });
}

/** Takes pasted pictures while this stands on the page. Use inside `setup`. */
export function usePastedPictures(taker: Taker): void {
  if (takers.length === 0) document.addEventListener('paste', hear);
  takers.push(taker);
  onScopeDispose(() => {
    takers.splice(takers.indexOf(taker), 1);
    if (takers.length === 0) document.removeEventListener('paste', hear);
  });
}
