import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '#core/database/files.ts';
import { realFiles } from '#core/database/files.ts';
import { writeMeta } from '#core/database/meta.ts';
import { openDatabase } from '#core/database/open.ts';
import { beginOpening, endOpening, requireLastOpening } from '#core/database/opening.ts';
import type { Database } from '#core/database/types.ts';
import { migrationsDirectory, seededChance, temporaryDirectory } from '../../../integration/core/support.ts';

let database: Database;
let mark: string;
beforeEach(() => {
  database = openDatabase({ file: ':memory:', key: null, migrationsDirectory });
  mark = join(temporaryDirectory('opening'), 'opening.json');
});
afterEach(() => database.close());
const check = () => requireLastOpening(database, mark);

describe('the number of an opening', () => {
  it('says nothing about a database that was never open, or was closed in order', () => {
    check();
    beginOpening(database, mark, seededChance());
    endOpening(mark);
    expect(existsSync(mark)).toBe(false);
    check();
  });

  it('agrees after a death, and tells a database that has lost what was written since', () => {
    const chance = seededChance();
    beginOpening(database, mark, chance);
    check();
    beginOpening(database, mark, chance);
    check();
    database.close();
    database = openDatabase({ file: ':memory:', key: null, migrationsDirectory });
    expect(check).toThrow(/预写日志/);
    writeMeta(database, 'opening', 'another');
    expect(check).toThrow(expect.objectContaining({ reason: 'databaseDamaged' }) as Error);
  });

  it('agrees after a death at any write of the opening itself', () => {
    const chance = seededChance();
    beginOpening(database, mark, chance);
    let deaths = 0;
    for (let survives = 0; survives < 12; survives += 1) {
      let left = survives;
      const mortal = (): void => {
        left -= 1;
        if (left < 0) throw new Error('died');
      };
      const files: Files = {
        ...realFiles,
        write: (handle, data) => (mortal(), realFiles.write(handle, data)),
        sync: (handle) => (mortal(), realFiles.sync(handle)),
        rename: (from, to) => (mortal(), realFiles.rename(from, to)),
      };
      try {
        beginOpening(database, mark, chance, files);
      } catch (error) {
        expect(String(error)).toContain('died');
        deaths += 1;
      }
      check();
    }
    // Two files written, synced and renamed, each with its folder; after the last of these nobody dies any more.
    expect(deaths).toBeGreaterThanOrEqual(6);
    expect(deaths).toBeLessThan(12);
  });

  it('a mark that cannot be read says nothing', () => {
    writeFileSync(mark, '{"openings":[');
    check();
    writeFileSync(mark, '{"another":1}');
    check();
  });
});
