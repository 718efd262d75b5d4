/**
 * Reading QR codes with the camera. Chromium has no `BarcodeDetector` on Windows and Linux, so a reader of our own (the
 * package `qr`) looks at the pictures on every system: what is tested is what everybody gets.
 */
import { decodeQR } from 'qr/decode.js';
import { cameraAllowed, showCamera } from './evidence/camera.ts';

/** Why the camera cannot be used for codes, in words; empty: it can be tried. */
export const scanningProblem = (): string =>
  cameraAllowed() ? '' : '本客户端在这台电脑上不能使用摄像头，请用扫码枪，或输入、粘贴代码。';

/** ms between looks at the picture. */
const lookEveryMilliseconds = 200;
/** px of the longer side of what is looked at: a code held before a laptop's camera is large. */
const lookSize = 1280;

/** Older licences carry their text in GB 18030 without saying so; everything else is UTF-8. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The text of a QR code in a picture of RGBA pixels; null: there is none that can be read. */
export function readCode(picture: { width: number; height: number; data: Uint8ClampedArray }): string | null {
  try {
    return decodeQR(picture, { textDecoder: textOf, timeLimit: lookEveryMilliseconds / 2 }) || null;
  } catch (error) {
    // The reader throws for every picture without a code, and knows no other answer.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Shows the camera and calls `found` with the first code it reads. The camera is let go when `stop` is called. */
export async function cameraScan(
  video: HTMLVideoElement,
  found: (text: string) => void,
): Promise<{ ok: true; stop: () => void } | { ok: false; why: string }> {
  const opened = await showCamera(video);
  if (!opened.ok) return { ok: false, why: `${opened.why}请用扫码枪，或输入、粘贴代码。` };
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const code = context ? codeIn(video, canvas, context) : null;
    if (code === null) timer = setTimeout(look, lookEveryMilliseconds);
    else found(code);
  };
  look();
  return {
    ok: true,
    stop: () => {
      clearTimeout(timer);
      opened.close();
    },
  };
}

function codeIn(video: HTMLVideoElement, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): string | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const scale = Math.min(1, lookSize / Math.max(videoWidth, videoHeight));
  const width = Math.round(videoWidth * scale);
  const height = Math.round(videoHeight * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.drawImage(video, 0, 0, width, height);
  return readCode(context.getImageData(0, 0, width, height));
}
