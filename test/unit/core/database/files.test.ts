import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Files } from '#core/database/files.ts';
import { realFiles, requireSpace, writeWhole } from '#core/database/files.ts';
import { storageReasonOf } from '#core/database/failure.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

const failing = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

describe('writing a file whole', () => {
  const folder = () => {
    const path = temporaryDirectory('files');
    writeFileSync(join(path, 'a.json'), 'old');
    return path;
  };
  const attempt = (path: string, changes: Partial<Files>) => () =>
    writeWhole(join(path, 'a.json'), 'new content', { ...realFiles, ...changes });

  it('replaces it and leaves nothing beside it', () => {
    const path = folder();
    attempt(path, {})();
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('new content');
    expect(readdirSync(path)).toEqual(['a.json']);
  });

  it.each([
    [
      'a full disk while writing',
      {
        write: () => {
          throw failing('ENOSPC');
        },
      },
      'diskFull',
    ],
    [
      'a full disk while syncing',
      {
        sync: () => {
          throw failing('ENOSPC');
        },
      },
      'diskFull',
    ],
    [
      'a read-only file system',
      {
        open: () => {
          throw failing('EROFS');
        },
      },
      'notWritable',
    ],
    [
      'a scanner that never lets go',
      {
        rename: () => {
          throw failing('EPERM');
        },
      },
      'notWritable',
    ],
  ] as const)('keeps the old content on %s', (_what, changes, reason) => {
    const path = folder();
    let thrown: unknown = null;
    try {
      attempt(path, changes)();
    } catch (error) {
      thrown = error;
    }
    expect(storageReasonOf(thrown)).toBe(reason);
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('old');
    expect(readdirSync(path)).toEqual(['a.json']);
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits for a virus scanner that holds the file for a moment (%s)', (code) => {
    const path = folder();
    let held = 3;
    attempt(path, {
      rename(from, to) {
        if ((held -= 1) >= 0) throw failing(code);
        realFiles.rename(from, to);
      },
    })();
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('new content');
  });

  it('goes on where the system wrote only a part', () => {
    const path = folder();
    attempt(path, { write: (handle, data) => realFiles.write(handle, data.subarray(0, 3)) })();
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('new content');
  });
});

it('asks for space before a long copy, in words that name the amounts', () => {
  const files = { ...realFiles, freeBytes: () => 5_000_000 };
  expect(() => requireSpace('/data', 3_000_000, files)).not.toThrow();
  expect(() => requireSpace('/data', 9_000_000, files)).toThrow(
    expect.objectContaining({ reason: 'diskFull', detail: '/data 还剩 5 MB，需要 11 MB' }),
  );
});
