/**
 * First and incremental pull of 100,000 notices from the demo platform into an encrypted database, searchable at the end.
 * The limit: the same pages over the same HTTP, straight into prepared statements on the same tables and indexes; no
 * checks, no shadows, no cursor.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { systemChance } from '#core/environment-node.ts';
import { gramsOf } from '#core/full-text/grams.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableScope } from '#shared/trade/text-search.ts';
import { migrationsDirectory } from '../integration/core/support.ts';
import { type BenchContext, type BenchRow, median, perSecond, timedAsync } from './measure.ts';
import { provinceKey } from './province.ts';
import { type BenchPlatform, clientVersion, engineOn, startPlatform } from './sync-client.ts';

const rounds = 3;

export async function benchPull(context: BenchContext): Promise<BenchRow[]> {
  const count = Math.round(100_000 * context.scale);
  const changed = Math.round(count / 5);
  const first = await startPlatform(platformIn(context, count, 0), count);
  const later = await startPlatform(platformIn(context, count, changed), count, changed);
  const file = join(context.directory, 'pull.db');
  const ours: { first: number[]; later: number[] } = { first: [], later: [] };
  const raw: { first: number[]; later: number[] } = { first: [], later: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [run, into] of [
        [withoutEngine, raw],
        [withEngine, ours],
      ] as const) {
        for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
        const database = openDatabase({ file, key: provinceKey, migrationsDirectory });
        into.first.push((await timedAsync(() => run(database, first.platform))).ms);
        expectRows(database, count);
        into.later.push((await timedAsync(() => run(database, later.platform))).ms);
        expectRows(database, count);
        database.close();
      }
      context.log(`  round ${round + 1} of ${rounds}`);
    }
  } finally {
    await first.stop();
    await later.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }
  const row = (title: string, rows: number, own: number[], limit: number[]): BenchRow => {
    const ratio = median(limit) / median(own);
    return {
      item: '下载',
      case: title,
      project: perSecond(rows, median(own)),
      limit: perSecond(rows, median(limit)),
      ratio,
      target: '≥ 0.6 × 直接写入',
      met: ratio >= 0.6,
    };
  };
  return [
    row(`首次 ${count} 条`, count, ours.first, raw.first),
    row(`增量 ${changed} 条`, changed, ours.later, raw.later),
  ];
}

function expectRows(database: Database, count: number): void {
  const { n } = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM notice').get()!;
  const { found } = database
    .prepare<[], { found: number }>('SELECT count(*) AS found FROM notice_text WHERE notice_text MATCH \'"n有限"\'')
    .get()!;
  if (n < count || n > count + 10 || found === 0) throw new Error(`pulled ${n} of ${count}, found ${found}`);
}

const platformIn = ({ directory }: BenchContext, count: number, changed: number): string =>
  join(directory, `platform-${count}-${changed}`);

/** The real engine on the real wire. */
async function withEngine(database: Database, platform: BenchPlatform): Promise<void> {
  const { engine, close } = engineOn(database, platform);
  engine.start();
  await engine.syncNow();
  // On a busy machine a page takes longer to write than the platform keeps an idle connection: the next round goes on.
  for (let round = 0; round < 5 && engine.status().problem?.class === 'interrupted'; round += 1) await engine.syncNow();
  const status = engine.status();
  await engine.stop();
  close();
  if (status.firstDownload !== 'complete' || status.problem)
    throw new Error(`the pull did not end: ${status.firstDownload}, ${status.problem?.detail ?? ''}`);
}

const cursors = new WeakMap<Database, string>();

/** The leanest that leaves the same database behind. */
async function withoutEngine(database: Database, platform: BenchPlatform): Promise<void> {
  const signIn = await fetch(`${platform.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      account: platform.account,
      password: platform.password,
      deviceId: systemChance.uuid(),
      clientVersion,
    }),
  });
  const { token } = (await signIn.json()) as { token: string };
  const ask = async (cursor: string | undefined): Promise<Page> => {
    const query = `collection=notices&view=all&limit=4000${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const get = async (): Promise<Page> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await (await fetch(`${platform.url}/v1/changes?${query}`, { headers })).json()) as Page;
    };
    // While a page was written, the platform may have closed the idle connection that is used again here.
    return get().catch(get);
  };
  const write = rawWriter(database);
  let arriving = ask(cursors.get(database));
  for (;;) {
    const page = await arriving;
    cursors.set(database, page.nextCursor);
    if (page.more) arriving = ask(page.nextCursor);
    database.transaction(() => write(page.upserts))();
    if (!page.more) return;
  }
}

interface Page {
  upserts: { id: string; revision: number; data: Notice }[];
  nextCursor: string;
  more: boolean;
}

function rawWriter(database: Database): (records: Page['upserts']) => void {
  const columns =
    'id, revision, enterprise_id, enterprise_name, name_initials, address, codes, text_hash, enterprise_kind, approved_on, application_type, permit_item_code, review_department_code, stage, open, pushed_at, received_at, answered_at, arrived_at'.split(
      ', ',
    );
  const insert = database.prepare(
    `INSERT INTO notice (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`,
  );
  const find = database.prepare<[string], { key: number; revision: number }>(
    'SELECT key, revision FROM notice WHERE id = ?',
  );
  // By hand one knows what a day changes: state and times, never names.
  const update = database.prepare(
    'UPDATE notice SET revision = ?, stage = ?, open = ?, received_at = ?, answered_at = ? WHERE key = ?',
  );
  const newContent = database.prepare('INSERT INTO notice_content (key, data, scope) VALUES (?, ?, ?)');
  const content = database.prepare('UPDATE notice_content SET data = ? WHERE key = ?');
  const text = database.prepare('INSERT INTO notice_text (rowid, grams) VALUES (?, ?)');
  return (records) => {
    for (const { id, revision, data } of records) {
      const open = data.closedAt === null && data.stage !== 'returned' ? 1 : 0;
      const name = normalizeSearchText(data.enterpriseName);
      const initials = pinyinInitials(data.enterpriseName);
      const address = normalizeSearchText(`${data.address} ${data.street}`);
      const codes = [data.creditCode ?? '', data.registrationNumber ?? ''].filter(Boolean).join(' ').toLowerCase();
      const scope = normalizeSearchText(searchableScope(data.businessScope));
      const receivedAt = data.receipt?.at ?? '';
      const answeredAt = data.feedbacks[0]?.at ?? null;
      const { changes, lastInsertRowid: key } = insert.run(
        id,
        revision,
        data.enterpriseId,
        name,
        initials,
        address,
        codes,
        0,
        data.enterpriseKind,
        data.approvedOn,
        data.applicationType,
        data.permitItemCode,
        data.reviewDepartment?.code ?? '',
        data.stage,
        open,
        data.pushedAt,
        receivedAt,
        null,
        answeredAt,
        data.pushedAt,
      );
      if (changes === 1) {
        newContent.run(key, JSON.stringify(data), scope);
        text.run(key, gramsOf({ name, initials, address, code: codes, scope }));
        continue;
      }
      const known = find.get(id)!;
      if (known.revision >= revision) continue;
      update.run(revision, data.stage, open, receivedAt, answeredAt, known.key);
      content.run(JSON.stringify(data), known.key);
    }
  };
}
