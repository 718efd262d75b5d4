import { describe, expect, it } from 'vitest';
import { checkPicture } from '#core/documents/pictures.ts';
import { jpegHead, png } from './pictures.ts';

const look = (bytes: Uint8Array | 'damaged' | null) => checkPicture('a'.repeat(64), () => bytes);

describe('a file as a picture', () => {
  it('has its size as it is looked at, after the camera was turned', () => {
    expect(look(png(30, 20))).toMatchObject({ ok: true, picture: { width: 30, height: 20 } });
    expect(look(png(3, 2, true))).toMatchObject({ ok: true });
    expect(look(jpegHead(4000, 3000))).toMatchObject({ ok: true, picture: { width: 4000, height: 3000 } });
    expect(look(jpegHead(4000, 3000, 6))).toMatchObject({ ok: true, picture: { width: 3000, height: 4000 } });
    expect(look(jpegHead(4000, 3000, 3))).toMatchObject({ ok: true, picture: { width: 4000, height: 3000 } });
  });

  it('is told where it cannot be printed', () => {
    expect(look(null)).toEqual({ ok: false, why: expect.stringContaining('不在本机') as string });
    expect(look('damaged')).toEqual({ ok: false, why: '本机保存的文件已损坏' });
    expect(look(new Uint8Array())).toEqual({ ok: false, why: '文件是空的（0 字节）' });
    expect(look(Buffer.from('这不是照片，只是改了名字的文本'))).toMatchObject({ ok: false });
    expect(look(Buffer.alloc(80 * 1024 * 1024))).toMatchObject({
      ok: false,
      why: expect.stringContaining('超过 20 MB') as string,
    });
  });

  it('that is damaged does not pass for a picture', () => {
    const whole = png(200, 200);
    expect(look(whole.subarray(0, whole.length / 2))).toMatchObject({ ok: false });
    const bent = Buffer.from(whole);
    bent.fill(0xff, 45, 60);
    expect(look(bent)).toMatchObject({ ok: false });
    expect(look(png(20, 20, true, 7))).toMatchObject({ ok: false });
    expect(look(jpegHead(40, 30).subarray(0, 10))).toMatchObject({ ok: false });
    expect(look(jpegHead(0, 30))).toMatchObject({ ok: false });
  });

  it('that claims to be enormous is not unpacked', () => {
    const bomb = png(2, 2);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(look(bomb)).toMatchObject({ ok: false });
  });
});
