/**
 * Real processes, real files, real sockets: two people of one department, each with the whole core in a process of its
 * own, on lines that cut, stall, delay, corrupt and swallow, towards a platform that dies now and then as well. 200 times a
 * client is killed with SIGKILL, half of them while it writes, half at a chosen moment of sending. Then the lines heal.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '#core/audit/audit.ts';
import { requireSound } from '#core/database/department.ts';
import { readKeyring, unlockAccount } from '#core/database/keyring.ts';
import { departmentPaths } from '#core/database/layout.ts';
import { readMeta } from '#core/database/meta.ts';
import { connect } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { readNotice } from '#core/notices/sync.ts';
import { same } from '#core/sync/conflicts/compare.ts';
import { noticeSchema } from '#shared/domains/notices/record.ts';
import { departmentOf, passwordOf } from '#platform/county.ts';
import { createDemoPlatform, type DemoPlatform } from '#platform/platform.ts';
import { type Child, startChild } from '../../e2e/child.ts';
import { createLedger, type Ledger } from '../../simulation/ledger.ts';
import { acceptedOn, nothingIsLost, platformHoldsOnlyWhatWasDone } from '../../simulation/oracles.ts';
import { seededChance, temporaryDirectory } from '../core/support.ts';
import { createPc, type Pc, type Saved } from './pc.ts';
import { type SendingMoment, sendingMoments, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const killsOfEachKind = 100;
/** After so many deaths of clients the platform dies. */
const platformDiesAfter = 27;

const folder = temporaryDirectory('kills');
const chance = seededChance(Number(process.env['KILL_SEED'] ?? 20_260_302));
const scale = 'small';
const platformSeed = 11;
const department = departmentOf('scjg');
let platform: Child;
let platformDeaths = 0;
let proxies: TcpProxy[] = [];
let pcs: Pc[] = [];

const startPlatform = (port: string): Promise<Child> =>
  startChild('src-main/demo-platform/main.ts', [
    `--port=${port}`,
    `--data-dir=${join(folder, 'platform')}`,
    `--scale=${scale}`,
    `--seed=${platformSeed}`,
    '--control',
  ]);
const platformUrl = (): string => z.string().parse(platform.ready['url']);
const portOfPlatform = (): string => new URL(platformUrl()).port;

beforeAll(async () => {
  platform = await startPlatform('0');
  proxies = await Promise.all([0, 1].map(() => startTcpProxy(Number(portOfPlatform()), chance)));
  pcs = proxies.map((proxy, share) => {
    const account = `scjg0${share + 1}`;
    const directory = join(folder, `pc-${share + 1}`);
    mkdirSync(directory);
    const compileCache = join(folder, 'compiled');
    return createPc({ directory, account, password: passwordOf(account), share, proxy, chance, compileCache });
  });
  // One after the other: the first also leaves compiled code for all later starts.
  for (const pc of pcs) await pc.rest();
}, 60_000);

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await platform.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the platform's state, to be asked in this process. */
async function copyOfPlatform(): Promise<DemoPlatform> {
  const answer = await fetch(`${platformUrl()}/control/snapshot`, { method: 'POST' });
  const { result } = z.object({ result: z.string() }).parse(await answer.json());
  return createDemoPlatform({
    dataDirectory: ':memory:',
    seed: platformSeed,
    scale,
    snapshot: Buffer.from(result, 'base64'),
  });
}

async function databaseOf(pc: Pc): Promise<Database> {
  const { platformId } = z
    .object({ platformId: z.string() })
    .parse(await (await fetch(`${platformUrl()}/v1/ping`)).json());
  const paths = departmentPaths(pc.directory, platformId, department.code);
  const unlocked = await unlockAccount(readKeyring(paths.keyring)!, pc.account, passwordOf(pc.account));
  return connect(paths.database, unlocked!.key);
}

/**
 * Writes down what was told, and what was done without anybody being told, because the process died in between: each such
 * entry must be one that a person had asked for, and each request counts once.
 */
function writeDown(ledger: Ledger, member: number, pc: Pc, database: Database): string[] {
  const problems: string[] = [];
  const entry = ({ id, kind, recordId, payload }: Saved) => ({
    id,
    kind,
    recordId,
    payload,
    collection: 'notices',
    recordTitle: '',
    actor: { account: pc.account, name: '', departmentCode: department.code, departmentName: department.name },
    time: '',
    deviceEpoch: 1,
    replaces: null,
  });
  ledger.acknowledged(member, pc.saved.map(entry));
  const told = new Set(pc.saved.map(({ id }) => id));
  const asked = [...pc.unanswered];
  const rows = database
    .prepare<[], { id: string; kind: string; record_id: string; payload: string }>(
      'SELECT id, kind, record_id, payload FROM outbox WHERE replaces IS NULL ORDER BY sequence',
    )
    .all();
  for (const { id, kind, record_id: recordId, payload: text } of rows) {
    if (told.has(id)) continue;
    const payload = JSON.parse(text) as unknown;
    const request = asked.find(
      (one) =>
        one.kind === kind &&
        one.records.includes(recordId) &&
        (kind === 'notices.receive' || same((payload as { feedback: unknown }).feedback, one.payload)),
    );
    if (!request)
      problems.push(`${pc.account}: ${kind} ${recordId} ${id} stands in the outbox, but nobody asked for it`);
    else
      asked.splice(asked.indexOf(request), 1, {
        ...request,
        records: request.records.filter((one) => one !== recordId),
      });
    ledger.acknowledged(member, [entry({ id, kind, recordId, payload })]);
  }
  return problems;
}

it('loses nothing, doubles nothing and stays whole through 200 kills on a bad line', async () => {
  const deaths = { writing: 0, sending: 0, elsewhere: 0 };
  const moments = new Map<SendingMoment, number>();
  let turn = 0;
  for (const proxy of proxies) proxy.setFaults(0.02);

  const dieAgainAndAgain = async (pc: Pc): Promise<void> => {
    while (deaths.writing < killsOfEachKind || deaths.sending < killsOfEachKind) {
      if (pc.complaints.length > 0 || deaths.elsewhere > 3 * killsOfEachKind) return;
      const writes = deaths.sending >= killsOfEachKind || (deaths.writing < killsOfEachKind && chance.number() < 0.5);
      if (writes) deaths[await pc.dieWriting()] += 1;
      else {
        const moment = sendingMoments[(turn += 1) % sendingMoments.length] ?? 'requestGone';
        const death = await pc.dieSending(moment);
        deaths[death] += 1;
        if (death === 'sending') moments.set(moment, (moments.get(moment) ?? 0) + 1);
      }
    }
  };
  let over = false;
  const platformDiesToo = async (): Promise<void> => {
    for (let next = platformDiesAfter; !over;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (deaths.writing + deaths.sending < next) continue;
      next += platformDiesAfter;
      const port = portOfPlatform();
      await platform.kill();
      platformDeaths += 1;
      platform = await startPlatform(port);
    }
  };
  const mayhem = platformDiesToo();
  await Promise.all(pcs.map(dieAgainAndAgain)).finally(() => (over = true));
  await mayhem;

  expect(pcs.flatMap(({ complaints }) => complaints)).toEqual([]);
  // An honest count: only those that died at the moment that was meant.
  expect(deaths.writing + deaths.sending).toBeGreaterThanOrEqual(2 * killsOfEachKind);
  expect(Math.min(deaths.writing, deaths.sending)).toBeGreaterThanOrEqual(killsOfEachKind);
  expect([...moments.keys()].sort()).toEqual([...sendingMoments].sort());
  expect(platformDeaths).toBeGreaterThanOrEqual(5);
  for (const fault of ['cut', 'stall', 'delay', 'corrupt', 'drop'] as const)
    expect(proxies[0]!.done[fault] + proxies[1]!.done[fault], fault).toBeGreaterThanOrEqual(4);

  for (const proxy of proxies) proxy.setFaults(0);
  // Twice: what one sends last, the other has to see.
  for (const pc of [...pcs, ...pcs]) await pc.rest();

  const there = await copyOfPlatform();
  const accepted = acceptedOn(there);
  const ledger = createLedger();
  const problems: string[] = [];
  const databases = await Promise.all(pcs.map(databaseOf));
  for (const [member, pc] of pcs.entries()) {
    const database = databases[member]!;
    requireSound(database);
    expect(verifyAudit(database)).toMatchObject({ ok: true });
    expect(readMeta(database, 'deviceEpoch')).toBe('1');
    problems.push(...writeDown(ledger, member, pc, database));
    problems.push(...nothingIsLost(ledger, member, database, accepted, true).map((one) => `${pc.account}: ${one}`));
  }
  problems.push(...platformHoldsOnlyWhatWasDone(ledger, accepted));

  // The effects, too: each accepted feedback stands in its notice once, and both PCs show what the platform has.
  for (const id of there.control.visibleIds('notices', department.code)) {
    const record = there.control.record('notices', id)!;
    const notice = noticeSchema.parse(record.data);
    const feedbacks = notice.feedbacks.map((one) => one.id);
    if (new Set(feedbacks).size !== feedbacks.length) problems.push(`${id}: a feedback stands there twice`);
    for (const one of accepted.values())
      if (one.kind === 'notices.feedback' && one.recordId === id) {
        const { feedbackId } = one.payload as { feedbackId: string };
        if (feedbacks.filter((known) => known === feedbackId).length !== 1)
          problems.push(`${id}: accepted feedback ${one.id} does not stand there once`);
      }
    for (const [member, database] of databases.entries()) {
      const owed = database.prepare('SELECT 1 FROM record_shadow WHERE record_id = ?').get(id) !== undefined;
      const mine = readNotice(database, id);
      if (!owed && mine?.revision !== record.revision)
        problems.push(`${pcs[member]!.account}: ${id} in revision ${mine?.revision}, platform ${record.revision}`);
    }
  }
  for (const database of databases) database.close();
  there.close();
  expect(problems).toEqual([]);
  console.log(
    `${deaths.writing} killed while writing, ${deaths.sending} while sending, ${deaths.elsewhere} elsewhere; ` +
      `platform killed ${platformDeaths} times; ${pcs[0]!.saved.length + pcs[1]!.saved.length} operations acknowledged, ${accepted.size} accepted`,
  );
}, 900_000);
