import { describe, expect, it } from 'vitest';
import { codecFiles } from '#core/documents/codec-path.ts';
import { photoShrinker, shrunkBytes } from '#core/documents/jpeg-codec.ts';
import { jpegSize } from '#core/documents/pictures.ts';
import { resourcesDirectory } from '../../../integration/core/support.ts';
import { colourAt, jpeg, turned } from './jpegs.ts';
import { jpegHead, png } from './pictures.ts';

const shrink = photoShrinker(codecFiles(resourcesDirectory));
/** Points, as a photo of the 记录表 has them. */
const place = { width: 248, height: 185 };

describe('a photo for paper', () => {
  const large = jpeg(4000, 3000);

  it('has as many pixels as its place shows, and a tenth of the bytes', async () => {
    const small = await shrink(large, place);
    expect(large.length).toBeGreaterThan(4_000_000);
    expect(small.length).toBeLessThan(shrunkBytes);
    expect(jpegSize(Buffer.from(small))).toEqual({ width: 856, height: 642 });
    expect([colourAt(small, 10, 320), colourAt(small, 845, 320)]).toEqual(['red', 'blue']);
    expect(Buffer.from(await shrink(large, place)).equals(Buffer.from(small)), 'the same bytes each time').toBe(true);
  });

  it('that was taken with the camera turned stands upright', async () => {
    const original = turned(jpeg(3000, 2000), 6);
    expect(jpegSize(original)).toEqual({ width: 2000, height: 3000 });
    const small = await shrink(original, { width: 123, height: 185 });
    const { width, height } = jpegSize(Buffer.from(small)) ?? { width: 0, height: 0 };
    expect(height).toBeGreaterThan(width);
    // Turned clockwise, the left side is the top.
    expect([colourAt(small, 5, 5), colourAt(small, 5, height - 5)]).toEqual(['red', 'blue']);
  });

  it('is left as it is where it is small, no JPEG, or only the head of one', async () => {
    for (const bytes of [jpeg(900, 600), png(4000, 10), jpegHead(60_000, 60_000), Buffer.from('文本')])
      expect(await shrink(bytes, place)).toBe(bytes);
  });

  it('that ends in the middle stops no other', async () => {
    for (const length of [700, 100_000]) await shrink(large.subarray(0, length), place);
    await shrink(Buffer.concat([large.subarray(0, 600), Buffer.alloc(50_000, 7)]), place);
    expect((await shrink(large, place)).length).toBeLessThan(shrunkBytes);
  });
});
