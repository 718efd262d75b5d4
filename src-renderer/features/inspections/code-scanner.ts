/** Reading codes with a camera, where the browser can: Chromium has `BarcodeDetector` on some systems only. */
import { cameraAllowed } from './evidence/camera.ts';

interface DetectedBarcode {
  readonly rawValue: string;
}
interface BarcodeDetectorLike {
  detect(source: CanvasImageSource): Promise<DetectedBarcode[]>;
}
type BarcodeDetectorClass = new (options: { formats: string[] }) => BarcodeDetectorLike;

const detectorClass = (): BarcodeDetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;

/** Why the camera cannot be used for codes, in words; empty: it can be tried. */
export function scanningProblem(): string {
  if (!detectorClass()) return '这台电脑的浏览器不能用摄像头识别二维码，请用扫码枪，或输入、粘贴代码。';
  if (!cameraAllowed()) return '本客户端在这台电脑上不能使用摄像头，请用扫码枪，或输入、粘贴代码。';
  return '';
}

/** ms between looks at the picture. */
const lookEveryMilliseconds = 200;

/** Shows the camera and calls `found` with the first code it reads. */
export async function cameraScan(
  video: HTMLVideoElement,
  found: (text: string) => void,
): Promise<{ ok: true; stop: () => void } | { ok: false; why: string }> {
  const Detector = detectorClass();
  if (!Detector) return { ok: false, why: scanningProblem() };
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return { ok: false, why: '摄像头打不开或不允许使用，请用扫码枪，或输入、粘贴代码。' };
  }
  video.srcObject = stream;
  await video.play();
  const detector = new Detector({ formats: ['qr_code', 'code_128', 'code_39'] });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  const look = async () => {
    // A picture that is not ready yet is an exception of the detector, and the next look will have one.
    const codes = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
    if (stopped) return;
    const [code] = codes;
    if (code?.rawValue) found(code.rawValue);
    else timer = setTimeout(() => void look(), lookEveryMilliseconds);
  };
  void look();
  return { ok: true, stop };
}
