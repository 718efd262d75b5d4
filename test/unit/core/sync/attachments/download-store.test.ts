import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realFiles } from '#core/database/files.ts';
import { createDownloadStore, type DownloadStoreOptions } from '#core/sync/attachments/download-store.ts';
import { openSealed, partBytes, placeOfPart } from '#core/sync/attachments/sealed-file.ts';
import { sha256Of } from '../../../../integration/core/sync/attachments/files-in-memory.ts';
import { contentOf } from '../../../../integration/core/sync/attachments/scene.ts';
import { seededChance, temporaryDirectory } from '../../../../integration/core/support.ts';

const key = Buffer.alloc(32, 3);
function openStore(directory = temporaryDirectory('coming'), options: Partial<DownloadStoreOptions> = {}, seed = 1) {
  const store = createDownloadStore({ directory, databaseKey: key, chance: seededChance(seed), ...options });
  onTestFinished(() => store.close());
  return { store, directory, folder: join(directory, 'downloading') };
}
const about = (content: Buffer, mediaType = 'application/pdf') => ({
  sha256: sha256Of(content),
  bytes: content.length,
  mediaType,
});
const keptContent = (directory: string, content: Buffer): Buffer | null => {
  const file = openSealed(join(directory, sha256Of(content)), key);
  const whole = file?.read(0, file.facts.bytes) ?? null;
  file?.close();
  return whole;
};

describe('a file on its way here', () => {
  it.each([1, partBytes - 1, partBytes, partBytes + 1, 2 * partBytes, 3 * partBytes + 5])(
    'of %i bytes in uneven pieces comes to its place whole, sealed all the time',
    (bytes) => {
      const { store, directory, folder } = openStore();
      const content = contentOf(bytes + 4, bytes).subarray(0, bytes);
      const coming = store.begin(about(content), content.subarray(0, 10));
      for (let at = 0; at < bytes; at += 300_001) coming.append(content.subarray(at, at + 300_001));
      const [name = ''] = readdirSync(folder);
      if (bytes > 100) expect(readFileSync(join(folder, name)).includes(content.subarray(0, 40))).toBe(false);
      expect(store.presence(sha256Of(content))).toBe('absent');
      expect(coming.finish()).toBe(true);
      expect(store.presence(sha256Of(content), true)).toBe('here');
      expect(keptContent(directory, content)?.equals(content)).toBe(true);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('goes on after the process ended, from the last part that lies there wholly', () => {
    const { store, directory } = openStore();
    const content = contentOf(3 * partBytes, 2);
    store.begin(about(content), content).append(content.subarray(0, 2 * partBytes + 1000));
    // No close: the process was killed.
    const next = openStore(directory, {}, 2).store;
    const coming = next.resume(sha256Of(content));
    expect(coming?.received()).toBe(2 * partBytes);
    expect(next.receivedOf(sha256Of(content))).toBe(2 * partBytes);
    coming?.append(content.subarray(2 * partBytes));
    expect(coming?.finish()).toBe(true);
    expect(keptContent(directory, content)?.equals(content)).toBe(true);
    store.close();
  });

  it('seals what is sound under another key where a part was torn: no part is sealed twice under one', () => {
    const { store, directory, folder } = openStore();
    const content = contentOf(3 * partBytes, 3);
    store.begin(about(content), content).append(content.subarray(0, 2 * partBytes));
    store.close();
    const place = join(folder, sha256Of(content));
    const before = readFileSync(place);
    truncateSync(place, placeOfPart(2) - 500);
    const next = openStore(directory, {}, 2).store;
    const coming = next.resume(sha256Of(content));
    expect(coming?.received()).toBe(partBytes);
    expect(readFileSync(place).subarray(0, 24).equals(before.subarray(0, 24))).toBe(false);
    coming?.append(content.subarray(partBytes));
    expect(coming?.finish()).toBe(true);
    expect(keptContent(directory, content)?.equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that turns out to be another is gone, and nothing of it is kept', () => {
    const { store, directory, folder } = openStore();
    const content = contentOf(5000, 4);
    const coming = store.begin(about(content), content);
    coming.append(contentOf(5000, 5));
    expect(coming.finish()).toBe(false);
    expect(existsSync(join(directory, sha256Of(content)))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    expect(store.resume(sha256Of(content))).toBe(null);
  });

  it('is not begun where there is no room for it', () => {
    const { store, folder } = openStore(undefined, { files: { ...realFiles, freeBytes: () => 2_000_000 } });
    const content = contentOf(3_000_000, 6);
    expect(() => store.begin(about(content), content)).toThrow(/diskFull/);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });

  it('is called a picture only if it begins like one', () => {
    const { store, directory } = openStore();
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), contentOf(100, 7)]);
    const program = Buffer.concat([Buffer.from('MZ'), contentOf(100, 8)]);
    for (const [content, kind] of [
      [jpeg, 'image/jpeg'],
      [program, 'application/octet-stream'],
    ] as const) {
      const coming = store.begin(about(content, 'image/png'), content);
      coming.append(content);
      expect(coming.finish()).toBe(true);
      const file = openSealed(join(directory, sha256Of(content)), key);
      expect(file?.facts.mediaType).toBe(kind);
      file?.close();
    }
  });

  it('that nobody asked for again in 30 days is thrown away; what is younger stays', () => {
    const { store, folder } = openStore();
    const [old, young] = [contentOf(3000, 9), contentOf(3000, 10)];
    for (const content of [old, young]) store.begin(about(content), content).append(content.subarray(0, 100));
    store.close();
    const longAgo = Date.now() / 1000 - 31 * 86_400;
    utimesSync(join(folder, sha256Of(old)), longAgo, longAgo);
    writeFileSync(join(folder, `${sha256Of(old)}.torn`), 'x');
    store.clean(Date.now());
    expect(readdirSync(folder)).toEqual([sha256Of(young)]);
  });
});

it('a kept file that does not open any more is told as damaged, and set aside rather than thrown away', () => {
  const { store, directory } = openStore();
  const content = contentOf(2000, 11);
  const coming = store.begin(about(content), content);
  coming.append(content);
  coming.finish();
  const place = join(directory, sha256Of(content));
  truncateSync(place, 500);
  expect(store.presence(sha256Of(content))).toBe('damaged');
  store.setAside(sha256Of(content));
  expect(store.presence(sha256Of(content))).toBe('absent');
  expect(readdirSync(directory)).toContain(`${sha256Of(content)}.damaged`);
});
