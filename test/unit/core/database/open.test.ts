import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '#core/database/open.ts';
import { anyPageFits } from '#core/database/pages.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

const key = new Uint8Array(32).fill(0x41);

function filled(): string {
  const file = join(temporaryDirectory('open'), 'client.db');
  const database = connect(file, key);
  database.exec('CREATE TABLE person (name TEXT)');
  const insert = database.prepare('INSERT INTO person VALUES (?)');
  database.transaction(() => {
    for (let number = 0; number < 2000; number += 1) insert.run(`林知夏 ${number} 青溪县文化广电局`);
  })();
  database.close();
  return file;
}

describe('the connection', () => {
  it('has the settings that were measured, and durable commits', () => {
    const database = connect(join(temporaryDirectory('open'), 'client.db'), key);
    const setting = (name: string) => database.pragma(name, { simple: true });
    expect({
      journal: setting('journal_mode'),
      synchronous: setting('synchronous'),
      foreignKeys: setting('foreign_keys'),
      cache: setting('cache_size'),
      checkpoint: setting('wal_autocheckpoint'),
      temporary: setting('temp_store'),
      busy: setting('busy_timeout'),
    }).toEqual({
      journal: 'wal',
      synchronous: 2,
      foreignKeys: 1,
      cache: -64000,
      checkpoint: 8000,
      temporary: 2,
      busy: 5000,
    });
    database.close();
  });

  it('leaves no readable word on disk, in the write-ahead log neither', () => {
    const file = join(temporaryDirectory('open'), 'client.db');
    const database = connect(file, key);
    database.exec("CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('青溪县望江楼茶馆')");
    const written = [file, `${file}-wal`].filter((path) => existsSync(path)).map((path) => readFileSync(path));
    expect(written.length).toBe(2);
    for (const bytes of written) {
      expect(bytes.includes(Buffer.from('望江楼'))).toBe(false);
      expect(bytes.includes('CREATE TABLE')).toBe(false);
    }
    database.close();
  });

  it('is in the SQLCipher 4 layout: every page proves itself with the key', () => {
    const file = filled();
    expect(statSync(file).size % 4096).toBe(0);
    expect(anyPageFits(file, key)).toBe(true);
    expect(anyPageFits(file, new Uint8Array(32).fill(0x42))).toBe(false);
  });

  it('tells a damaged first page from a key that does not fit', () => {
    const file = filled();
    expect(() => connect(file, new Uint8Array(32).fill(0x42))).toThrow(
      expect.objectContaining({ reason: 'databaseForeign' }),
    );
    const bytes = readFileSync(file);
    bytes[1000]! ^= 1;
    writeFileSync(file, bytes);
    expect(() => connect(file, key)).toThrow(expect.objectContaining({ reason: 'databaseDamaged' }));
  });

  it('notices one flipped bit anywhere when the page is read', () => {
    const file = filled();
    const bytes = readFileSync(file);
    bytes[4096 * 10 + 77]! ^= 4;
    writeFileSync(file, bytes);
    const database = connect(file, key);
    expect(() => database.prepare('SELECT sum(length(name)) FROM person').get()).toThrow('malformed');
    database.close();
  });

  it.each(['/proc/client.db', '/dev/null/client.db'])('says that %s cannot be written', (file) => {
    expect(() => connect(file, key)).toThrow(expect.objectContaining({ reason: 'notWritable' }));
  });
});
