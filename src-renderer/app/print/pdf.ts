/** A finished print as pages that can be drawn. The build of pdf.js for older browsers: the pages promise Chrome 111. */
import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { fromBase64 } from '../base64.ts';
import { core } from '../core-client.ts';
import type { Failure } from '../failure.ts';

export interface OpenPaper {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/** The bytes of the job's file, or why there are none. */
export async function readPaper(
  id: string,
  progress: (done: number, total: number) => void,
): Promise<Uint8Array<ArrayBuffer> | Failure> {
  let whole: Uint8Array<ArrayBuffer> | null = null;
  let offset = 0;
  while (whole === null || offset < whole.length) {
    const answer = await core().exports.read({ id, offset });
    if (!answer.ok) return answer;
    const piece = fromBase64(answer.base64);
    whole ??= new Uint8Array(answer.total);
    whole.set(piece, offset);
    offset += piece.length;
    progress(offset, answer.total);
  }
  return whole;
}

/** Throws when the browser cannot run the reader or the bytes are no PDF. */
export async function openPaper(data: Uint8Array<ArrayBuffer>): Promise<OpenPaper> {
  // Begun here and not by the reader, which takes the address of the desktop shell for another origin.
  const port = new Worker(workerAddress, { type: 'module' });
  // Its types are drawn from comments and allow no port at all.
  const worker = new PDFWorker({ port: port as unknown as null });
  const loading = getDocument({ data, worker, isEvalSupported: false, useWasm: false, enableXfa: false, verbosity: 0 });
  const close = async () => {
    await loading.destroy();
    worker.destroy();
    port.terminate();
  };
  try {
    const broken = new Promise<never>((_, reject) => {
      port.addEventListener('error', (event) => reject(new Error(`the worker of the preview: ${event.message}`)));
    });
    return { document: await Promise.race([loading.promise, broken]), close };
  } catch (error) {
    port.terminate();
    throw error;
  }
}

/** Draws a page so many dots wide, all of it. `stop` ends it early, quietly. */
export async function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  dots: number,
  stop: AbortSignal,
): Promise<void> {
  const page = await document.getPage(number);
  const isStopped = () => stop.aborted;
  if (isStopped()) return;
  const viewport = page.getViewport({ scale: dots / page.getViewport({ scale: 1 }).width });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const drawing = page.render({ canvas, viewport });
  const cancel = () => drawing.cancel();
  stop.addEventListener('abort', cancel);
  try {
    await drawing.promise;
  } catch (error) {
    if (!isStopped()) throw error;
  } finally {
    stop.removeEventListener('abort', cancel);
    page.cleanup();
  }
}
