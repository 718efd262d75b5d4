/** One round: who is there, what is unknown, what waits to leave, what has come, the files of what has left, and last those of what has come. */
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import type { PlatformSession } from '../accounts/platform-session.ts';
import { type Exchange, type ExchangeFailure, failure } from './line/classify.ts';
import type { SyncContext } from './context.ts';
import type { Run } from './run.ts';
import { push } from './push/push.ts';
import { pullStream } from './pull/pull.ts';
import { readAgainWhenDue } from './pull/read-again.ts';
import { recheckAccepted } from './push/recheck-accepted.ts';
import { statement } from '../database/statements.ts';
import { isReconciling, readStream, type Stream, streamsOfRound } from './pull/streams.ts';
import { circling } from './pull/trail.ts';

/** Collections in a row whose streams fail: then it is not about the one. */
const mostTroubled = 2;
/** Failures that may be about one stream. Any other says something about the platform or the line, or waits for a person. */
const aboutOne: ReadonlySet<OutcomeClass> = new Set([
  'serverFault',
  'badAnswer',
  'interrupted',
  'timeout',
  'badRequest',
  'tooLarge',
]);

/** Streams that begin anew in one round before it is given up: a platform that never knows its own cursors. */
const mostRestarts = 2;

export type SessionOfRound = Pick<PlatformSession, 'token' | 'renew' | 'expired' | 'refused'>;

/** Runs to the end or to the first failure that ends it; null: all went well. Throws only `RoundAbandoned` and bugs. */
export async function runRound(
  context: SyncContext,
  run: Run,
  session: SessionOfRound,
): Promise<ExchangeFailure | null> {
  const pong = await context.client.ping(run.signal);
  run.check();
  run.progress();
  if (!pong.ok) return pong.failure;
  rememberPlatform(context, pong.value);

  for (let renewed = false; ; renewed = true) {
    const token = session.token() ?? (await session.renew(run.signal));
    run.check();
    if (token === null) return noSession(session);
    const ended = await exchangeAll(context, run);
    if (ended === null) return null;
    if (ended.class !== 'signInNeeded') return ended;
    session.expired(token);
    // Once: a session that is refused the moment it was opened will not be better a second time.
    if (renewed) return ended;
  }
}

async function exchangeAll(context: SyncContext, run: Run): Promise<ExchangeFailure | null> {
  for (let restarts = 0; ; restarts += 1) {
    const ended = await exchangeOnce(context, run);
    if (ended !== 'restarted') return ended;
    if (restarts >= mostRestarts) return failure('badAnswer', '平台一再不认得它自己给出的同步位置').failure;
  }
}

async function exchangeOnce(context: SyncContext, run: Run): Promise<ExchangeFailure | 'restarted' | null> {
  const { database } = context.workspace;
  const rechecked = await recheckAccepted(context, run);
  if (!rechecked.ok) return rechecked.failure;
  const pushNow = () => push(context, run);
  // Where streams begin anew, work waits for the bases that they bring.
  if (isReconciling(database)) {
    const again = [...context.collections.values()]
      .map((collection) => readStream(database, collection, 'all'))
      .filter(({ reconcile }) => reconcile !== null);
    const read = await pullAll(context, run, again, pushNow);
    if (read.ends !== null) return filesMeanwhile(context, run, read.ends, pushNow);
    if (read.leftOut !== null && read.leftOut.code !== circling) return read.leftOut;
  }
  const pushed = await pushNow();
  if (!pushed.ok) return pushed.failure;
  const read = await pullAll(context, run, streamsOfRound(database, context.collections.values()), pushNow);
  if (read.ends !== null) return filesMeanwhile(context, run, read.ends, pushNow);
  if (read.leftOut === null) giveUpWaitingForBases(context);
  const late = await pushNow();
  if (!late.ok) return late.failure;
  const files = (await context.attachments?.run(run, pushNow)) ?? null;
  if (files !== null) return files;
  const again = await readAgainWhenDue(context, run, pushNow);
  if (!again.ok) return again.failure;
  // Last of all: nothing that a person did waits for what others have put on the platform.
  return (await context.downloads?.run(run, pushNow)) ?? read.leftOut;
}

/**
 * What ended the reading ends the round, except that files come and leave where only a removal waits for a person: the
 * records that name them are here until the person has decided.
 */
async function filesMeanwhile(
  context: SyncContext,
  run: Run,
  ended: ExchangeFailure | 'restarted',
  betweenParts: () => Promise<Exchange<null>>,
): Promise<ExchangeFailure | 'restarted'> {
  if (ended === 'restarted' || ended.class !== 'massRemoval') return ended;
  run.waitsForPerson(ended);
  const failed =
    (await context.attachments?.run(run, betweenParts)) ?? (await context.downloads?.run(run, betweenParts)) ?? null;
  // The question to the person comes first; a wait that the platform asked for is kept.
  return { ...ended, retryAfter: failed?.retryAfter ?? null };
}

interface Read {
  /** What ends the round; null: go on. */
  readonly ends: ExchangeFailure | 'restarted' | null;
  /** The first failure of a single stream: the others were read, and the round is told as failed in the end. */
  readonly leftOut: ExchangeFailure | null;
}

async function pullAll(
  context: SyncContext,
  run: Run,
  streams: readonly Stream[],
  betweenPages: () => Promise<Exchange<null>>,
): Promise<Read> {
  const failed = new Set<string>();
  let leftOut: ExchangeFailure | null = null;
  let troubled = 0;
  for (const { collection, view } of streams) {
    // Both views of a collection come from one source.
    if (failed.has(collection.collection)) continue;
    const stream = readStream(context.workspace.database, collection, view);
    const pulled = await pullStream(context, run, stream, betweenPages);
    if (pulled.ok && pulled.value === 'restarted') return { ends: 'restarted', leftOut };
    if (pulled.ok) {
      troubled = 0;
      continue;
    }
    // One that goes round in a circle says nothing about the next.
    if (pulled.failure.code !== circling) {
      troubled += 1;
      if (!aboutOne.has(pulled.failure.class) || troubled >= mostTroubled) return { ends: pulled.failure, leftOut };
    }
    leftOut ??= pulled.failure;
    failed.add(collection.collection);
  }
  return { ends: null, leftOut };
}

/** Everything that the platform shows was read: a version that has not come by now will not come. The platform is asked by sending. */
function giveUpWaitingForBases({ workspace }: SyncContext): void {
  statement<[]>(
    workspace.database,
    'UPDATE record_shadow SET revision = 0 WHERE revision < 0 AND NOT EXISTS (SELECT 1 FROM sync_cursor WHERE reconcile IS NOT NULL)',
  ).run();
}

/** The first contact says which platform and which history this database belongs to. */
function rememberPlatform(
  { workspace }: SyncContext,
  pong: { platformId: string; epoch: string; platformName: string },
): void {
  const { database } = workspace;
  if (readMeta(database, 'platformId') === null) writeMeta(database, 'platformId', pong.platformId);
  if (readMeta(database, 'platformEpoch') === null) writeMeta(database, 'platformEpoch', pong.epoch);
  if (readMeta(database, 'platformName') !== pong.platformName) writeMeta(database, 'platformName', pong.platformName);
}

function noSession(session: SessionOfRound): ExchangeFailure {
  const why = session.refused();
  const detail =
    why === 'wrongPassword'
      ? '平台不再接受原来的密码'
      : why === 'accountDisabled'
        ? '平台已停用该账号'
        : '没有平台登录，也没能重新登录';
  return failure(why === 'accountDisabled' ? 'forbidden' : 'signInNeeded', detail, { maybeDone: false }).failure;
}
