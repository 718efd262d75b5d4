/** A browser with a camera that is none: Chromium's own test picture, or a film of one QR code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, PlaywrightWorkerArgs } from '@playwright/test';
import encodeQR from 'qr';
import config from '../../playwright.config.ts';

const frame = { width: 1280, height: 720 };

/** Writes a film (YUV4MPEG2) that shows a QR code of the text before a grey wall. Returns its path. */
export function filmOf(text: string, folder: string): string {
  const code = encodeQR(text, 'raw', { border: 4 });
  const scale = Math.floor((frame.height * 0.7) / code.length);
  const left = Math.floor((frame.width - code.length * scale) / 2);
  const top = Math.floor((frame.height - code.length * scale) / 2);
  const luma = Buffer.alloc(frame.width * frame.height, 150);
  for (const [row, cells] of code.entries())
    for (const [column, dark] of cells.entries())
      for (let y = 0; y < scale; y += 1) {
        const at = (top + row * scale + y) * frame.width + left + column * scale;
        luma.fill(dark ? 25 : 230, at, at + scale);
      }
  const colour = Buffer.alloc((frame.width * frame.height) / 2, 128);
  const path = join(folder, 'code.y4m');
  const frames = Array.from({ length: 4 }, () => [Buffer.from('FRAME\n'), luma, colour]).flat();
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${frame.width} H${frame.height} F10:1 Ip A1:1 C420jpeg\n`), ...frames]),
  );
  return path;
}

/** A browser of its own; its flags hold for all of its pages. `film`: what its camera shows. */
export function cameraBrowser(
  playwright: PlaywrightWorkerArgs['playwright'],
  { film, allowed }: { film?: string; allowed: boolean },
): Promise<Browser> {
  const { launchOptions } = config.use ?? {};
  return playwright.chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-device-for-media-stream',
      ...(allowed ? ['--use-fake-ui-for-media-stream'] : []),
      ...(film === undefined ? [] : [`--use-file-for-fake-video-capture=${film}`]),
    ],
  });
}

/** Remembers what the page asks of cameras, for `askedOf` and `liveTracks`; before its first address. */
export async function watchCameras(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { asked: [] as string[][], tracks: [] as MediaStreamTrack[] };
    Object.assign(globalThis, { seenOfCameras: seen });
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      seen.asked.push(Object.keys(wanted ?? {}).toSorted());
      const stream = await real(wanted);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

interface Seen {
  readonly asked: readonly string[][];
  /** Cameras that are on at this moment. */
  readonly live: number;
}
export const seenOfCameras = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { seenOfCameras: seen } = globalThis as unknown as {
      seenOfCameras: { asked: string[][]; tracks: MediaStreamTrack[] };
    };
    return { asked: seen.asked, live: seen.tracks.filter(({ readyState }) => readyState === 'live').length };
  });
