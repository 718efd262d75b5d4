/** What comes out of pictures: the text of a QR code, the time that the camera wrote. */
import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { readCode } from '#app/features/inspections/code-scanner.ts';
import { takenAt } from '#app/features/inspections/evidence/photo-time.ts';

/** A QR code as black and white pixels, in a white picture larger than it. */
function picture(text: string | { bytes: Uint8Array }, scale = 4, border = 8) {
  const code =
    typeof text === 'string'
      ? encodeQR(text, 'raw', { border })
      : encodeQR('x', 'raw', { border, textEncoder: () => text.bytes, encoding: 'byte' });
  const side = code.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if (code[Math.floor(y / scale)]![Math.floor(x / scale)]) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return { width: side, height: side, data };
}

describe('a QR code before the camera', () => {
  it('is read as the licence wrote it', () => {
    const text = '统一社会信用代码:91430999MA0000000A;名称:澧安县某某商行';
    expect(readCode(picture(text))).toBe(text);
  });
  it('is read where an older licence wrote GB 18030 without saying so', () => {
    // 「注册号」 and a number, in GB 18030; no valid UTF-8.
    const bytes = Uint8Array.from([0xd7, 0xa2, 0xb2, 0xe1, 0xba, 0xc5, 0x3a, ...Buffer.from('430999000000001')]);
    expect(readCode(picture({ bytes }))).toBe('注册号:430999000000001');
  });
  it('is nothing where there is none', () => {
    expect(readCode({ width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(255) })).toBeNull();
  });
});

/** The beginning of a JPEG with an Exif segment: DateTimeOriginal, and the zone where given. */
function jpeg(time: string, zone: string | null, little: boolean): DataView {
  const tags: [number, string][] = [[0x9003, time], ...(zone === null ? [] : [[0x9011, zone] as [number, string]])];
  const tiff = new DataView(new ArrayBuffer(200));
  const put = (at: number, text: string) =>
    [...text].forEach((one, index) => tiff.setUint8(at + index, one.charCodeAt(0)));
  put(0, little ? 'II' : 'MM');
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.setUint16(at, tag, little);
    tiff.setUint16(at + 2, type, little);
    tiff.setUint32(at + 4, count, little);
    tiff.setUint32(at + 8, value, little);
  };
  entry(10, 0x8769, 4, 1, 30);
  tiff.setUint16(30, tags.length, little);
  tags.forEach(([tag, text], index) => {
    entry(32 + index * 12, tag, 2, text.length + 1, 100 + index * 30);
    put(100 + index * 30, text);
  });
  const head = [0xff, 0xd8, 0xff, 0xe1, 0, 208, ...Buffer.from('Exif\0\0')];
  return new DataView(Uint8Array.from([...head, ...new Uint8Array(tiff.buffer), 0xff, 0xd9]).buffer);
}

describe('the time of a photo', () => {
  const now = new Date('2026-03-05T09:00:00.000Z');
  it.each([true, false])('is what the camera wrote, in the zone that it names (little endian: %s)', (little) => {
    expect(takenAt(jpeg('2026:03:05 10:20:30', '+09:00', little), now)).toBe('2026-03-05T01:20:30.000Z');
  });
  it('is China’s where the camera names no zone', () => {
    expect(takenAt(jpeg('2026:03:05 10:20:30', null, true), now)).toBe('2026-03-05T02:20:30.000Z');
  });
  it.each(['2026:03:05 17:00:01', '1970:01:01 00:00:00', '2026:13:45 10:00:00', '    :  :     :  :  '])(
    'is not believed: %s',
    (time) => expect(takenAt(jpeg(time, null, true), now)).toBeNull(),
  );
  it('is unknown for what is no JPEG, or ends in the middle', () => {
    const whole = jpeg('2026:03:05 10:20:30', null, false);
    for (let length = 0; length < 120; length += 1)
      expect(takenAt(new DataView(whole.buffer, 0, length), now)).toBeNull();
    expect(takenAt(new DataView(new Uint8Array(300).buffer), now)).toBeNull();
  });
});
