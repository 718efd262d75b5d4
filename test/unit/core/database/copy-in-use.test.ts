import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFile, copyInUse } from '#core/database/copy-in-use.ts';
import { connect } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

const key = new Uint8Array(32).fill(5);

describe('a copy of a database in use', () => {
  let folder: string;
  let database: Database;
  const source = () => join(folder, 'client.db');
  const target = () => join(folder, 'copy.db');
  const write = (count: number) => {
    const insert = database.prepare('INSERT INTO step (words) VALUES (randomblob(3000))');
    for (let index = 0; index < count; index += 1) insert.run();
  };
  const stepsIn = (file: string): number => {
    const copy = connect(file, key, { readonly: true });
    expect(copy.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const steps = copy.prepare<[], number>('SELECT count(*) FROM step').pluck().get();
    copy.close();
    return steps!;
  };
  beforeEach(() => {
    folder = temporaryDirectory('copy-in-use');
    database = connect(source(), key);
    database.exec('CREATE TABLE step (number INTEGER PRIMARY KEY, words BLOB)');
    write(50);
  });
  afterEach(() => database.close());

  it('holds all that was committed, and is one file', () => {
    expect(copyInUse(source(), key, target())).toBe(true);
    expect(stepsIn(target())).toBe(50);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  it('holds nothing of what is written while it is made, though somebody asks for a checkpoint', () => {
    database.pragma('busy_timeout = 0');
    const copied = copyInUse(source(), key, target(), (from, to) => {
      for (const kind of ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE']) {
        write(20);
        database.pragma(`wal_checkpoint(${kind})`);
      }
      return copyFile(from, to);
    });
    expect(copied).toBe(true);
    expect(stepsIn(target())).toBe(50);
    expect(stepsIn(source())).toBe(130);
  });

  it('is made again where the file changed all the same', () => {
    let attempts = 0;
    const copied = copyInUse(source(), key, target(), (from, to) => {
      attempts += 1;
      const done = copyFile(from, to);
      if (attempts === 1) execFileSync('touch', [from]);
      return done;
    });
    expect([copied, attempts]).toEqual([true, 2]);
    expect(stepsIn(target())).toBe(50);
  });

  it('is not made while somebody reads an older state, and leaves nothing', () => {
    const reader = connect(source(), key);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM step').get();
    write(1);
    expect(copyInUse(source(), key, target())).toBe(false);
    expect(existsSync(target())).toBe(false);
    reader.close();
  });

  it('is not made where the system does not copy, and leaves nothing', () => {
    expect(copyInUse(source(), key, join(folder, 'missing', 'copy.db'))).toBe(false);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  it('lets go of no lock that this process has on the database', () => {
    // Linux tells them; Windows, which does not, keeps them with the handle that took them.
    const isLinux = process.platform === 'linux';
    const { ino } = statSync(source());
    const locks = () =>
      isLinux
        ? readFileSync('/proc/locks', 'utf8')
            .split('\n')
            .filter((line) => line.includes(`:${ino} `))
            .map((line) => line.replace(/^\d+: /, ''))
        : [];
    const before = locks();
    expect(before).toHaveLength(isLinux ? 1 : 0);
    expect(copyInUse(source(), key, target())).toBe(true);
    expect(locks()).toEqual(before);
  });
});
