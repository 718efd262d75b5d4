import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realFiles } from '#core/database/files.ts';
import { AttachmentDamaged, openSealed, partBytes } from '#core/sync/attachments/sealed-file.ts';
import { type AttachmentStore, openAttachmentStore, type StoreOptions } from '#core/sync/attachments/store.ts';
import { maximumAttachmentBytes } from '#shared/platform-api/interface.ts';
import { sha256Of } from '../../../../integration/core/sync/attachments/files-in-memory.ts';
import { temporaryDirectory, openTestWorkspace } from '../../../../integration/core/support.ts';

const key = Buffer.alloc(32, 7);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1]);
const words = '检查现场：青溪县恒丰商贸有限公司仓库。';
const textFile = (times = 1) => Buffer.from(words.repeat(times));

function openStore(options: Partial<StoreOptions> = {}, directory = temporaryDirectory('attachments')) {
  const workspace = openTestWorkspace({ directory });
  const store = openAttachmentStore({ workspace, databaseKey: key, ...options });
  onTestFinished(() => {
    store.close();
    workspace.close();
  });
  return { store, workspace, directory, folder: join(directory, 'attachments') };
}

function begun(store: AttachmentStore, content: Buffer, mediaType = 'text/plain', name = '说明.txt'): string {
  const upload = store.begin({ name, mediaType, bytes: content.length });
  if (!upload.ok) throw new Error(upload.reason);
  return upload.uploadId;
}
async function keep(store: AttachmentStore, content: Buffer, mediaType = 'text/plain', chunk = 500_000) {
  const uploadId = begun(store, content, mediaType);
  for (let at = 0; at < content.length; at += chunk)
    expect(store.append(uploadId, at, content.subarray(at, at + chunk))).toMatchObject({ ok: true });
  return store.finish(uploadId, null);
}
const readAll = (store: AttachmentStore, sha256: string, chunk = 300_000): Buffer => {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const piece = store.read(sha256, at, chunk);
    if (!piece.ok) throw new Error(piece.reason);
    if (piece.content.length === 0) return Buffer.concat(pieces);
    pieces.push(piece.content);
    at += piece.content.length;
  }
};

describe('a kept file', () => {
  it('reads as it was, whole and in pieces across its sealed parts', async () => {
    const { store } = openStore();
    for (const bytes of [1, partBytes - 1, partBytes, partBytes + 1, 3 * partBytes + 5]) {
      const content = Buffer.alloc(bytes, `${bytes}`);
      const kept = await keep(store, content);
      expect(kept).toMatchObject({ ok: true, sha256: sha256Of(content), bytes });
      expect(readAll(store, sha256Of(content)).equals(content)).toBe(true);
    }
    const three = Buffer.alloc(3 * partBytes + 5, `${3 * partBytes + 5}`);
    const middle = store.read(sha256Of(three), partBytes - 10, 20);
    expect(middle.ok && middle.content.equals(three.subarray(partBytes - 10, partBytes + 10))).toBe(true);
  });

  it('lies on the disk unreadable without the key, while it is taken in as well', async () => {
    const { store, folder } = openStore();
    const content = textFile(80_000);
    const uploadId = begun(store, content);
    store.append(uploadId, 0, content.subarray(0, 2 * partBytes));
    const unfinished = readFileSync(join(folder, 'incoming', uploadId));
    expect(unfinished.length).toBeGreaterThan(partBytes);
    expect(unfinished.includes(Buffer.from(words.slice(0, 8)))).toBe(false);
    store.append(uploadId, 2 * partBytes, content.subarray(2 * partBytes));
    await store.finish(uploadId, null);
    const path = join(folder, sha256Of(content));
    const sealed = readFileSync(path);
    expect(sealed.includes(Buffer.from(words.slice(0, 8)))).toBe(false);
    expect(sealed.includes(Buffer.from('text/plain'))).toBe(false);
    expect(() => openSealed(path, Buffer.alloc(32, 8))).toThrow(AttachmentDamaged);
  });

  it('lies there once, however often it is added', async () => {
    const { store, folder } = openStore();
    const first = await keep(store, textFile());
    const before = readFileSync(join(folder, sha256Of(textFile())));
    expect(await keep(store, textFile(), 'application/pdf')).toEqual({ ...first, mediaType: 'application/pdf' });
    expect(readdirSync(folder).toSorted()).toEqual([sha256Of(textFile()), 'incoming'].toSorted());
    expect(readFileSync(join(folder, sha256Of(textFile()))).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  it('is told to be damaged where one byte changed, parts changed places, or the end is missing', async () => {
    const { store, folder } = openStore();
    const content = Buffer.concat([Buffer.alloc(partBytes, 'a'), Buffer.alloc(partBytes, 'b')]);
    await keep(store, content);
    const path = join(folder, sha256Of(content));
    const sound = readFileSync(path);
    const header = sound.length - 2 * (partBytes + 16);
    const flipped = Buffer.from(sound);
    flipped[header + partBytes + 500] = (flipped[header + partBytes + 500] ?? 0) ^ 1;
    const part = (number: number) =>
      sound.subarray(header + number * (partBytes + 16), header + (number + 1) * (partBytes + 16));
    const swapped = Buffer.concat([sound.subarray(0, header), part(1), part(0)]);
    for (const damaged of [
      flipped,
      swapped,
      sound.subarray(0, -100),
      Buffer.alloc(0),
      Buffer.from('nothing of ours'),
    ]) {
      writeFileSync(path, damaged);
      expect(store.read(sha256Of(content), partBytes, 1000)).toEqual({ ok: false, reason: 'fileDamaged' });
    }
    // Adding the original once more mends it.
    await keep(store, content);
    expect(readAll(store, sha256Of(content)).equals(content)).toBe(true);
  });

  it('under the name of another one is not taken for it', async () => {
    const { store, folder } = openStore();
    await keep(store, textFile(1));
    await keep(store, textFile(2));
    writeFileSync(join(folder, sha256Of(textFile(1))), readFileSync(join(folder, sha256Of(textFile(2)))));
    expect(store.read(sha256Of(textFile(1)), 0, 10)).toEqual({ ok: false, reason: 'fileDamaged' });
  });
});

describe('taking a file in', () => {
  it('refuses what is empty or above 50 MB before anything is written', () => {
    const { store, directory } = openStore();
    expect(store.begin({ name: '空.jpg', mediaType: 'image/jpeg', bytes: 0 })).toEqual({
      ok: false,
      reason: 'fileEmpty',
    });
    const tooLarge = { name: '录像.mp4', mediaType: 'video/mp4', bytes: maximumAttachmentBytes + 1 };
    expect(store.begin(tooLarge)).toEqual({ ok: false, reason: 'fileTooLarge' });
    expect(existsSync(join(directory, 'attachments'))).toBe(false);
  });

  it('refuses a photo that is none, and knows its kind by its bytes', async () => {
    const { store, folder } = openStore();
    const uploadId = begun(store, textFile(), 'image/jpeg', '照片.jpg');
    expect(store.append(uploadId, 0, textFile())).toEqual({ ok: false, reason: 'notAPhoto' });
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(await keep(store, jpeg, 'image/png')).toMatchObject({ ok: true, mediaType: 'image/jpeg' });
    expect(await keep(store, textFile(), 'text/plain')).toMatchObject({ ok: true, mediaType: 'text/plain' });
    // Byte by byte the kind is told as soon as enough is there.
    expect(await keep(store, Buffer.concat([jpeg, Buffer.from('x')]), 'image/jpeg', 1)).toMatchObject({ ok: true });
  });

  it('looks whether the disk has room first', () => {
    const files = { ...realFiles, freeBytes: () => 3_000_000 };
    const { store } = openStore({ files });
    expect(() => store.begin({ name: '录像.mp4', mediaType: 'video/mp4', bytes: 2_000_000 })).toThrow('diskFull');
    expect(store.begin({ name: '图.pdf', mediaType: 'application/pdf', bytes: 1_000_000 })).toMatchObject({ ok: true });
    // What was promised to one is not there for the next.
    expect(() => store.begin({ name: '图.pdf', mediaType: 'application/pdf', bytes: 1_500_000 })).toThrow('diskFull');
  });

  it('takes a chunk that comes twice once, and refuses gaps, too much and too little', async () => {
    const { store } = openStore();
    const content = textFile(100);
    const twice = begun(store, content);
    store.append(twice, 0, content.subarray(0, 1000));
    expect(store.append(twice, 0, content.subarray(0, 1000))).toEqual({ ok: true, received: 1000 });
    store.append(twice, 1000, content.subarray(1000));
    expect(await store.finish(twice, null)).toMatchObject({ ok: true, sha256: sha256Of(content) });
    expect(await store.finish(twice, null)).toEqual({ ok: false, reason: 'notFound' });

    const gap = begun(store, content);
    expect(store.append(gap, 10, content.subarray(10))).toEqual({ ok: false, reason: 'fileIncomplete' });
    const more = begun(store, content);
    expect(store.append(more, 0, Buffer.concat([content, content]))).toEqual({ ok: false, reason: 'fileIncomplete' });
    const less = begun(store, content);
    store.append(less, 0, content.subarray(0, 50));
    expect(await store.finish(less, null)).toEqual({ ok: false, reason: 'fileIncomplete' });
  });

  it('leaves nothing behind when it is given up, by a person or by the end of the process', () => {
    const { store, folder, directory } = openStore();
    const given = begun(store, textFile());
    const killed = begun(store, textFile());
    expect(store.abort(given)).toBe(true);
    expect(store.abort(given)).toBe(false);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([killed]);
    // The next start, without the first having closed.
    openStore({}, directory);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });
});

describe('what nobody refers to', () => {
  it('goes after 30 days; drafts, uses and operations keep it', async () => {
    const { store, workspace } = openStore();
    const [free, drafted, used] = [textFile(1), textFile(2), textFile(3)];
    await keep(store, free);
    await keep(store, drafted);
    const uploadId = begun(store, used);
    store.append(uploadId, 0, used);
    await store.finish(uploadId, { collection: 'inspectionSubjects', recordId: 'S1', caption: '' });
    const held = new Set([sha256Of(drafted)]);
    workspace.environment.clock.advance(29 * 86_400_000);
    expect(store.recycle(held)).toBe(0);
    workspace.environment.clock.advance(2 * 86_400_000);
    expect(store.recycle(held)).toBe(1);
    expect(store.read(sha256Of(free), 0, 10)).toEqual({ ok: false, reason: 'notFound' });
    const { id } = workspace.database.prepare<[], { id: string }>('SELECT id FROM attachment_use').get()!;
    expect(store.removeUse(id)).toEqual({ ok: true });
    expect(store.removeUse(id)).toEqual({ ok: false, reason: 'notFound' });
    expect(store.recycle(held)).toBe(1);
    expect(readAll(store, sha256Of(drafted)).equals(drafted)).toBe(true);
  });
});
