import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codecFiles } from '#core/documents/codec-path.ts';
import { photoShrinker, shrunkBytes } from '#core/documents/jpeg-codec.ts';
import { checkPicture, jpegSize } from '#core/documents/pictures.ts';
import { pngPixels, readPng } from '#core/documents/png.ts';
import { resourcesDirectory } from '../../../integration/core/support.ts';
import { colourAt } from './jpegs.ts';
import { png } from './pictures.ts';

const shrink = photoShrinker(codecFiles(resourcesDirectory));
/** Points, as a photo of the 记录表 has them. */
const place = { width: 248, height: 185 };

/** Made by ImageMagick, 9 × 7: five columns of the first colour, four of the second. */
const others = {
  'in passes (Adam7)': [
    'CAIAAAEi/sChAAAAMklEQVQI133MQQoAIBDDwNH//7leBFdRcwspFYggFJMOtJg0Qbcz+yW+ZX3W58vw4NcGyC0OB4+jssoAAAAASUVORK5CYII=',
    [255, 0, 0],
    [0, 0, 255],
  ],
  'of one bit, grey': ['AQAAAADy4FrNAAAADUlEQVQI12Ngb2DAQAAlMAOyBbD1awAAAABJRU5ErkJggg==', [0, 0, 0], [255, 255, 255]],
  'with a palette': [
    'CAMAAADtRZdSAAAABlBMVEX/AAAAAP9sof2OAAAAEUlEQVQI12NgAAFGIGCggAUAA9QAHR6kM7oAAAAASUVORK5CYII=',
    [255, 0, 0],
    [0, 0, 255],
  ],
  'with a palette, in passes': [
    'CAMAAAGaQqfEAAAABlBMVEX/AAAAAP9sof2OAAAAGElEQVQI12NgYGQAAUYYAhIIEhsBprGzAAQGAB3l7DGPAAAAAElFTkSuQmCC',
    [255, 0, 0],
    [0, 0, 255],
  ],
  'of sixteen bits': [
    'EAIAAAAFaSx0AAAAHElEQVQY02P8/58BD2BkZGDApoKJgSwwqg0DAADDXAQM+ZhrXgAAAABJRU5ErkJggg==',
    [255, 0, 0],
    [0, 0, 255],
  ],
  'half transparent, on white': [
    'CAYAAADam2dgAAAAG0lEQVQY02P8z8DQwIAGGBn+o/CZGIgAQ1YRAHS2Ao3o1DEuAAAAAElFTkSuQmCC',
    [255, 127, 127],
    [127, 127, 255],
  ],
} as const;
const head = 'iVBORw0KGgoAAAANSUhEUgAAAAkAAAAH';
const fileOf = (rest: string) => Buffer.from(head + rest, 'base64');

/** A screenshot of noise, red in its left half and blue in its right; its rows filtered in all five ways. */
function screenshot(width: number, height: number): Buffer {
  const row = width * 3 + 1;
  const plain = inflateSync(imageData(png(width, height)));
  let state = 7;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      const noise = state >>> 26;
      const isLeft = x < width / 2;
      plain.set([isLeft ? 190 + noise : noise, noise, isLeft ? noise : 190 + noise], y * row + 1 + x * 3);
    }
  const filtered = Buffer.from(plain);
  for (let y = 0; y < height; y += 1) {
    filtered[y * row] = y % 5;
    for (let at = y * row + 1; at < (y + 1) * row; at += 1) {
      const isFirst = at - y * row <= 3;
      const left = isFirst ? 0 : plain[at - 3]!;
      const up = y === 0 ? 0 : plain[at - row]!;
      const corner = isFirst || y === 0 ? 0 : plain[at - row - 3]!;
      const nearest = [left, up, corner].toSorted(
        (one, other) => Math.abs(left + up - corner - one) - Math.abs(left + up - corner - other),
      );
      filtered[at] = plain[at]! - [0, left, up, (left + up) >> 1, nearest[0]!][y % 5]!;
    }
  }
  return withImageData(png(width, height), deflateSync(filtered, { level: 1 }));
}
/** The one IDAT chunk follows signature and header. */
const dataAt = 8 + 25;
const imageData = (file: Buffer) => file.subarray(dataAt + 8, dataAt + 8 + file.readUInt32BE(dataAt));
function withImageData(file: Buffer, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('IDAT', 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  const rest = file.subarray(dataAt + 12 + file.readUInt32BE(dataAt));
  return Buffer.concat([file.subarray(0, dataAt), length, body, sum, rest]);
}

describe('a PNG for paper', () => {
  const large = screenshot(1080, 2400);

  it('of a phone’s screen is made as small as its place, not turned, the same bytes each time', async () => {
    expect(large.length).toBeGreaterThan(3_000_000);
    const small = await shrink(large, place);
    expect(small.length).toBeLessThan(shrunkBytes);
    const { width, height } = jpegSize(Buffer.from(small)) ?? { width: 0, height: 0 };
    expect([width, height]).toEqual([289, 642]);
    expect([colourAt(small, 5, 10), colourAt(small, width - 5, height - 10)]).toEqual(['red', 'blue']);
    expect(Buffer.from(await shrink(large, place)).equals(Buffer.from(small))).toBe(true);
  });

  it('has its pixels back, whichever filters its rows have', () => {
    const read = readPng(screenshot(40, 25))!;
    const { data } = pngPixels(read);
    for (let y = 0; y < 25; y += 1)
      for (const [x, red] of [
        [3, true],
        [36, false],
      ] as const) {
        const [r, , b] = data.subarray((y * 40 + x) * 4);
        expect(red ? r! - b! : b! - r!, `row ${y}`).toBeGreaterThan(120);
      }
  });

  it.each(Object.entries(others))('%s has the colours that it shows elsewhere', (_, [rest, first, second]) => {
    const read = readPng(fileOf(rest))!;
    const { width, height, data } = pngPixels(read);
    expect([width, height]).toEqual([9, 7]);
    for (let at = 0; at < width * height; at += 1)
      expect([...data.subarray(at * 4, at * 4 + 3)]).toEqual(at % 9 < 5 ? first : second);
  });

  it('in passes, which the file format of paper does not know, can be printed', async () => {
    const file = fileOf(others['in passes (Adam7)'][0]);
    expect(checkPicture('a'.repeat(64), () => file)).toMatchObject({ ok: true, picture: { width: 9, height: 7 } });
    expect(jpegSize(Buffer.from(await shrink(file, place)))).toEqual({ width: 9, height: 7 });
  });

  it('of few bytes stays as it is, and one that is damaged, too', async () => {
    const signature = png(900, 300, true);
    expect(await shrink(signature, place)).toBe(signature);
    const half = large.subarray(0, large.length / 2);
    expect(await shrink(half, place)).toBe(half);
  });
});
