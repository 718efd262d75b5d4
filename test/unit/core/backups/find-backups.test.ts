import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBackups } from '#core/backups/find-backups.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

/** As `makeBackup` describes it. */
function backup(folder: string, at: string): string {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    format: 1,
    at,
    reason: 'manual',
    clientVersion: '0.1.0',
    platformId: 'p',
    platformName: '平台',
    department: { code: '431299001', name: '青溪县文化广电局' },
    keyCheck: 'k',
    journalSegment: 1,
    bytes: 1,
    counts: { notices: 0, unsettled: 0, audit: 0 },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

describe('backups on another disk', () => {
  it('are found by the folder that was named in 设置, by the data directory, by their own folder and by one of them', () => {
    const disk = join(temporaryDirectory('find'), '备份');
    const old = backup(
      join(disk, 'platform', '431299001', '0001-20260301-090000-schedule'),
      '2026-03-01T01:00:00.000Z',
    );
    const other = backup(
      join(disk, 'platform', '431299002', '5f3a9c01', '0001-20260302-090000-manual'),
      '2026-03-02T01:00:00.000Z',
    );
    const kept = join(disk, 'data', 'platform', '431299001', 'backups', '0002-20260303-090000-schedule');
    const newest = backup(kept, '2026-03-03T01:00:00.000Z');
    const foldersFoundIn = (folder: string) => findBackups(folder).map((one) => one.folder);
    expect(foldersFoundIn(join(disk, 'data'))).toEqual([newest]);
    expect(foldersFoundIn(join(disk, 'platform'))).toEqual([other, old]);
    expect(foldersFoundIn(disk)).toEqual([other, old]);
    expect(foldersFoundIn(dirname(old))).toEqual([old]);
    expect(foldersFoundIn(old)).toEqual([old]);
  });

  it('are none where there is no such folder, none of ours in it, or a file is named', () => {
    const folder = temporaryDirectory('find');
    writeFileSync(join(folder, 'client.db'), 'x');
    for (const path of [folder, join(folder, 'client.db'), join(folder, 'absent')])
      expect(findBackups(path)).toEqual([]);
  });
});
