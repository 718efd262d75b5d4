import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pruneFiles } from '#core/sync/attachments/files-backup.ts';
import { keptFiles } from '#core/sync/attachments/folder.ts';
import { temporaryDirectory } from '../../../../integration/core/support.ts';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];

/** A folder of backups that share two files, and a backup in it with this list; null: of a client that wrote none. */
function backups(...lists: (string[] | null)[]) {
  const into = temporaryDirectory('backups');
  const shared = join(into, 'attachments');
  mkdirSync(shared);
  for (const name of [one, two, `${one}.new`]) writeFileSync(join(shared, name), 'sealed');
  const folders = lists.map((list, index) => {
    const folder = join(into, `000${index}`);
    mkdirSync(folder);
    if (list) writeFileSync(join(folder, 'attachments.txt'), list.map((sha256) => `${sha256}\n`).join(''));
    return folder;
  });
  return { into, shared, folders };
}

describe('the files that backups share', () => {
  it('stay while any backup lists them, and go with the last one that does', () => {
    const { into, shared, folders } = backups([one], [two], []);
    pruneFiles(into, folders);
    expect(keptFiles(shared).sort()).toEqual([one, two]);
    pruneFiles(into, folders.slice(1));
    expect(keptFiles(shared)).toEqual([two]);
    pruneFiles(into, []);
    expect(keptFiles(shared)).toEqual([]);
  });

  it('all stay beside a backup without a list: nobody knows what it needs', () => {
    const { into, shared, folders } = backups([one], null);
    pruneFiles(into, folders);
    expect(keptFiles(shared).sort()).toEqual([one, two]);
  });
});
