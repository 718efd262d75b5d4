/** Text of a PDF with its place and the size of its letters, as a viewer would draw it. */
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PlacedText {
  readonly text: string;
  /** Points from the left and from the top; `y` of the base line. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Points. */
  readonly size: number;
}

export async function placedText(path: string): Promise<PlacedText[][]> {
  const loading = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 });
  const document = await loading.promise;
  const pages: PlacedText[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const height = page.view[3] ?? 0;
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
        return [{ text: item.str, x, y: height - y, width: item.width, size: Math.hypot(a, b) }];
      }),
    );
  }
  await loading.destroy();
  return pages;
}
