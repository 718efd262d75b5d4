/**
 * The camera of the PC: opened by a dialog that shows its picture, let go with it. Both shells let our own page ask for the
 * picture and never for sound (`security-headers.ts`, `electron/permissions.ts`); the browser still asks the person.
 */

/** Whether this page may ask for a camera at all; where not, nothing of it is offered. */
export function cameraAllowed(): boolean {
  // `mediaDevices` is missing on pages without a secure origin.
  if (!('mediaDevices' in navigator)) return false;
  const policy = (document as Document & { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy;
  return policy?.allowsFeature('camera') ?? true;
}

/** By the names of Media Capture and Streams, 10.2.3; sentences that end with what is the matter. */
const problems: Readonly<Record<string, string>> = {
  NotAllowedError: '系统或浏览器没有允许使用摄像头。',
  NotFoundError: '这台电脑没有接上摄像头。',
  NotReadableError: '摄像头正被其他程序使用，关闭那个程序后可以再试。',
};

export type OpenedCamera =
  | { readonly ok: true; readonly stream: MediaStream; readonly close: () => void }
  /** Why not, one sentence for the person; what to do instead is the caller's to say. */
  | { readonly ok: false; readonly why: string };

/** Shows the picture of the camera that looks away from the person, where there is a choice. `close` lets it go. */
export async function showCamera(video: HTMLVideoElement): Promise<OpenedCamera> {
  let stream: MediaStream | null = null;
  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1920 }, height: { ideal: 1080 }, facingMode: 'environment' },
    });
    video.srcObject = stream;
    await video.play();
    return { ok: true, stream, close };
  } catch (error) {
    close();
    // `play` is broken off in this way, too, when the dialog is closed meanwhile.
    if (!(error instanceof DOMException)) throw error;
    return { ok: false, why: problems[error.name] ?? '摄像头打不开。' };
  }
}
