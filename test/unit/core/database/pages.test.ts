import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeWhole } from '#core/database/department.ts';
import { connect } from '#core/database/open.ts';
import { anyPageFits, everyPageFits } from '#core/database/pages.ts';
import { temporaryDirectory } from '../../../integration/core/support.ts';

const key = new Uint8Array(32).fill(5);
const pageBytes = 4096;

describe('the pages of an encrypted file', () => {
  let file: string;
  let whole: Buffer;
  beforeEach(() => {
    file = join(temporaryDirectory('pages'), 'client.db');
    const database = connect(file, key);
    database.exec('CREATE TABLE t (words BLOB)');
    database.exec(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700) INSERT INTO t SELECT randomblob(3000) FROM n',
    );
    closeWhole(database);
    whole = readFileSync(file);
  });

  it('all prove right as SQLite wrote them', () => {
    expect(whole.length).toBeGreaterThan(600 * pageBytes);
    expect(everyPageFits(file, key)).toBe(true);
    expect(anyPageFits(file, key)).toBe(true);
  });

  it('prove nothing to another key', () => {
    const other = new Uint8Array(32).fill(6);
    expect(everyPageFits(file, other)).toBe(false);
    expect(anyPageFits(file, other)).toBe(false);
  });

  it.each([
    ['in the salt', 3],
    ['in the first page', 200],
    ['in the middle', 300 * pageBytes + 17],
    ['in an initialisation vector', 400 * pageBytes - 70],
    ['in the HMAC of the last page', -1],
  ])('show one bit that flipped %s', (_where, at) => {
    const damaged = Buffer.from(whole);
    const place = at < 0 ? damaged.length + at : at;
    damaged[place] = damaged[place]! ^ 1;
    writeFileSync(file, damaged);
    expect(everyPageFits(file, key)).toBe(false);
  });

  it('show a page that stands in the place of another, zeros, and a file cut in the middle of a page', () => {
    const [first, second] = [300, 301].map((page) => whole.subarray(page * pageBytes, (page + 1) * pageBytes));
    const swapped = Buffer.from(whole);
    second!.copy(swapped, 300 * pageBytes);
    first!.copy(swapped, 301 * pageBytes);
    const emptied = Buffer.from(whole).fill(0, 500 * pageBytes, 501 * pageBytes);
    for (const damaged of [swapped, emptied, whole.subarray(0, whole.length - 100)]) {
      writeFileSync(file, damaged);
      expect(everyPageFits(file, key)).toBe(false);
    }
  });
});
