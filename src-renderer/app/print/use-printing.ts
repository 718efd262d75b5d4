/** 打印 out of the page: every page is drawn for paper first, then the dialog of the system comes. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { nextTick, onBeforeUnmount, ref, shallowRef } from 'vue';
import { drawPage } from './pdf.ts';

/** Of more pages the pictures are too much for an old PC; a reader of PDF prints them from the file. */
export const mostPages = 60;
/** Across the sheet: 200 dots an inch of 210 mm. */
const paperDots = Math.round((210 / 25.4) * 200);

export function usePrinting() {
  /** Pages drawn so far; null: none is being drawn. */
  const prepared = ref<number | null>(null);
  /** What goes on paper, until the dialog of the system is gone. */
  const pictures = shallowRef<readonly string[]>([]);
  const stop = new AbortController();
  const clear = () => {
    pictures.value = [];
  };

  async function print(paper: PDFDocumentProxy): Promise<void> {
    if (prepared.value !== null) return;
    prepared.value = 0;
    try {
      const canvas = document.createElement('canvas');
      const drawn: string[] = [];
      for (let number = 1; number <= paper.numPages; number += 1) {
        await drawPage(paper, number, canvas, paperDots, stop.signal);
        if (stop.signal.aborted) return;
        // As text: the policy of the pages lets no picture come from elsewhere, not even from their own memory.
        drawn.push(canvas.toDataURL('image/png'));
        prepared.value = number;
      }
      pictures.value = drawn;
      await nextTick();
      await Promise.all(
        [...document.querySelectorAll<HTMLImageElement>('.print-pages img')].map((one) => one.decode()),
      );
      if (stop.signal.aborted) return;
      window.print();
    } finally {
      prepared.value = null;
    }
  }

  window.addEventListener('afterprint', clear);
  onBeforeUnmount(() => {
    stop.abort();
    window.removeEventListener('afterprint', clear);
  });
  return { prepared, pictures, print };
}
