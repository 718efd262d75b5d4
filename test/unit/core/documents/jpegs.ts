/** Real JPEGs, made by the same codec. */
import { codecFiles } from '#core/documents/codec-path.ts';
import { loadCodec } from '#core/documents/jpeg-codec.ts';
import { resourcesDirectory } from '../../../integration/core/support.ts';

const codec = await loadCodec(codecFiles(resourcesDirectory));

/** A photo of noise, as hard to press as real ones; red in its left half, blue in its right. */
export function jpeg(width: number, height: number, quality = 95): Buffer {
  const data = new Uint8ClampedArray(width * height * 4);
  let state = 7;
  for (let at = 0; at < data.length; at += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const noise = state >>> 27;
    const isLeft = (at / 4) % width < width / 2;
    data.set([isLeft ? 200 + noise : noise, noise, isLeft ? noise : 200 + noise, 255], at);
  }
  return Buffer.from(codec.encode({ data, width, height }, quality) ?? []);
}

/** With the camera's word that it was turned (Exif 0x0112). */
export function turned(photo: Buffer, orientation: number): Buffer {
  const exif = Buffer.from('ffe1002245786966000049492a0008000000010012010300010000000000000000000000', 'hex');
  exif.writeUInt16LE(orientation, 28);
  return Buffer.concat([photo.subarray(0, 2), exif, photo.subarray(2)]);
}

/** `red` or `blue` at a place, in px. */
export function colourAt(photo: Uint8Array, x: number, y: number): string {
  const pixels = codec.decode(photo);
  if (!pixels) return 'nothing';
  const at = (y * pixels.width + x) * 4;
  return (pixels.data[at] ?? 0) > (pixels.data[at + 2] ?? 0) ? 'red' : 'blue';
}
