/**
 * The cipher of the product beside the other two that the library offers with authentication of every page: writing a first
 * pull, and pages of 告知查询 from a connection that has just been opened. Same tables, same settings, same records.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { applyMigrations, pendingMigrations, readMigrations } from '#core/database/migrate.ts';
import { connect } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { noticeListSpec } from '#core/notices/lists.ts';
import { findPage } from '#core/records/list.ts';
import { rowsOf } from '#core/notices/rows.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { chinaCalendar, migrationsDirectory } from '../integration/core/support.ts';
import { type BenchContext, type BenchRow, figuresOf, median, ms, perSecond, timed } from './measure.ts';
import { makeNotice, provinceKey, provinceNow, provincePlace, provinceToday, randomNumbers } from './province.ts';

const rounds = 3;
const pagesEach = 150;
const batch = 4000;
const chosen = 'SQLCipher 4';
const pragmas = { [chosen]: 'sqlcipher', 'AEGIS-256': 'aegis', ChaCha20: 'chacha20' } as const;
type Cipher = keyof typeof pragmas;
const others = ['AEGIS-256', 'ChaCha20'] as const;
const ciphers: readonly Cipher[] = [chosen, ...others];
const clock = {
  now: provinceNow,
  today: provinceToday,
  calendar: chinaCalendar,
  thresholds: defaultLampThresholds,
  account: 'bench',
  department: '430000001',
};

/** As the product connects; the others with their own cipher and the same settings. */
function open(file: string, cipher: Cipher): Database {
  if (cipher === chosen) return connect(file, provinceKey);
  const database = new BetterSqlite3(file);
  database.pragma(`cipher = '${pragmas[cipher]}'`);
  database.pragma(`key = "raw:${Buffer.from(provinceKey).toString('hex')}"`);
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'wal_autocheckpoint = 8000',
    'foreign_keys = ON',
    'cache_size = -64000',
    'temp_store = MEMORY',
  ])
    database.pragma(setting);
  return database;
}

export function benchCiphers(context: BenchContext): Promise<BenchRow[]> {
  const count = Math.round(100_000 * context.scale);
  const random = randomNumbers(77);
  const records = Array.from({ length: count }, (_, index) => {
    const data = makeNotice(index, 1000, random);
    return { id: data.id, revision: 1, data };
  });
  const fileOf = (cipher: Cipher) => join(context.directory, `cipher-${pragmas[cipher]}.db`);
  const remove = (cipher: Cipher) => {
    for (const end of ['', '-wal', '-shm']) rmSync(fileOf(cipher) + end, { force: true });
  };
  const writing = new Map<Cipher, number[]>(ciphers.map((cipher) => [cipher, []]));
  const pages = new Map<Cipher, number[]>(ciphers.map((cipher) => [cipher, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const cipher of ciphers) {
      remove(cipher);
      const database = open(fileOf(cipher), cipher);
      applyMigrations(database, pendingMigrations(database, readMigrations(migrationsDirectory)));
      const taken = timed(() => {
        for (let from = 0; from < count; from += batch)
          database.transaction(() =>
            noticesCollection.write(provincePlace(database), records.slice(from, from + batch)),
          )();
        database.pragma('wal_checkpoint(TRUNCATE)');
      });
      writing.get(cipher)!.push(taken.ms);
      database.close();
    }
    context.log(`  round ${round + 1} of ${rounds}`);
  }
  // Which cipher a page is asked of takes turns, so that what else the machine does falls on all alike.
  const connections = new Map(ciphers.map((cipher) => [cipher, open(fileOf(cipher), cipher)]));
  for (let round = 0; round < pagesEach; round += 1) {
    const at = records[Math.floor(random() * count)]!.data.approvedOn;
    for (const cipher of ciphers) {
      const database = connections.get(cipher)!;
      // What was read before must be decrypted again.
      database.pragma('shrink_memory');
      pages.get(cipher)!.push(timed(() => pageAt(database, at)).ms);
    }
  }
  for (const cipher of ciphers) {
    connections.get(cipher)!.close();
    remove(cipher);
  }
  return Promise.resolve(
    others.flatMap((cipher): BenchRow[] => {
      const [write, writeOther] = [median(writing.get(chosen)!), median(writing.get(cipher)!)];
      const [page, pageOther] = [figuresOf(pages.get(chosen)!).p50, figuresOf(pages.get(cipher)!).p50];
      return [
        {
          item: '加密算法',
          case: `首次写入 ${count} 条告知`,
          project: `${chosen} ${perSecond(count, write)}`,
          limit: `${cipher} ${perSecond(count, writeOther)}`,
          ratio: write / writeOther,
          target: '≤ 2 ×',
          met: write / writeOther <= 2,
        },
        {
          item: '加密算法',
          case: '列表一页，缓存为空',
          project: `${chosen} p50 ${ms(page)}`,
          limit: `${cipher} p50 ${ms(pageOther)}`,
          ratio: page / pageOther,
          target: 'p50 ≤ 20 ms',
          met: page <= 20,
        },
      ];
    }),
  );
}

function pageAt(database: Database, approvedTo: string): number {
  const query = {
    page: 'query',
    filter: { approved: { to: approvedTo } },
    sort: { by: 'approvedOn', direction: 'descending' },
  } as const;
  return rowsOf(database, findPage(database, noticeListSpec, query, clock, null, 50).keys, clock).length;
}
