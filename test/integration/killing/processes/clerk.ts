/**
 * A clerk at a PC, for being killed: the whole core as the client runs it, with its real database, journal and wire, and
 * somebody who works without pause. One JSON line each on stdout, written at once: `started`, before a command `intends`,
 * and `saved` with the operation's id once the command has returned. What is told as saved is what a person was told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@orpc/server';
import { readMeta } from '#core/database/meta.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { feedbackOf } from '../feedback.ts';
import { say, startCore } from './core-at-pc.ts';

const [dataDirectory = '', platformUrl = '', account = '', password = '', share = '', pace = ''] =
  process.argv.slice(2);

const { core, environment, end } = startCore(dataDirectory, platformUrl);
const { context, router } = core;

const entered = await call(router.session.signIn, { account, password }, { context });
if (!entered.ok) {
  const { recovery } = await call(router.session.status, undefined, { context });
  say({ event: 'refused', reason: entered.reason, detail: entered.detail ?? '', recovery: recovery?.reason ?? null });
  process.exit(3);
}
const open = core.session.current();
if (!open) throw new Error('signed in, yet nothing is open');
const { database } = open.workspace;
say({ event: 'started', mode: entered.mode, deviceEpoch: Number(readMeta(database, 'deviceEpoch') ?? 1) });

// Colleagues share the work, and now and then somebody takes what is another's.
const mine = (id: string): boolean => Number(id.slice(-1)) % 2 === Number(share) || environment.chance.number() < 0.05;
const noticesOf = (stage: Notice['stage']): Notice[] =>
  database
    .prepare<[string], { data: string }>(
      `SELECT c.data FROM notice n JOIN notice_content c ON c.key = n.key WHERE n.stage = ?
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.collection = 'notices' AND o.record_id = n.id
                          AND o.state IN ('rejected', 'conflict', 'quarantined'))
       ORDER BY random() LIMIT 12`,
    )
    .all(stage)
    .map(({ data }) => JSON.parse(data) as Notice)
    .filter(({ id, closedAt }) => closedAt === null && mine(id));
const lastOf = database.prepare<[string], { id: string; kind: string; payload: string }>(
  "SELECT id, kind, payload FROM outbox WHERE collection = 'notices' AND record_id = ? ORDER BY sequence DESC LIMIT 1",
);
const tellSaved = (recordId: string): void => {
  const entry = lastOf.get(recordId);
  if (entry) say({ event: 'saved', ...entry, payload: JSON.parse(entry.payload) as unknown, recordId });
};

async function receive(): Promise<boolean> {
  const ids = noticesOf('pending')
    .slice(0, 2)
    .map(({ id }) => id);
  if (ids.length === 0) return false;
  say({ event: 'intends', kind: 'notices.receive', records: ids, payload: {} });
  const answer = await call(router.notices.receive, { ids }, { context });
  if (answer.ok) for (const id of answer.done) tellSaved(id);
  return true;
}

async function feedback(stage: 'received' | 'answered'): Promise<boolean> {
  const [notice] = noticesOf(stage);
  if (!notice) return false;
  const own = notice.feedbacks.filter(({ departmentCode }) => departmentCode === open?.workspace.department.code);
  const feedbackId = own.length >= 2 ? (own.at(-1)?.id ?? null) : null;
  const input = { noticeId: notice.id, feedbackId, feedback: feedbackOf(environment.chance, open!.workspace.today()) };
  const kind = feedbackId === null ? 'notices.feedback' : 'notices.amendFeedback';
  say({ event: 'intends', kind, records: [notice.id], payload: input.feedback });
  const answer = await call(router.notices.submitFeedback, input, { context });
  if (answer.ok) tellSaved(notice.id);
  return true;
}

/** Nothing new: lets everything leave and arrive, says so, and ends in order. */
async function rest(): Promise<void> {
  // Waits by itself: not what a person has to decide first, nor what stands behind it on the same record.
  const moving = database
    .prepare<[], number>(
      `SELECT count(*) FROM outbox o WHERE o.state IN ('queued', 'sending', 'unknown')
         AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.collection = o.collection AND e.record_id = o.record_id
                          AND e.sequence < o.sequence AND e.state IN ('rejected', 'conflict', 'quarantined'))`,
    )
    .pluck();
  for (const begun = performance.now(); performance.now() - begun < 600_000; await sleep(100)) {
    const { status } = await call(router.connection.syncNow, undefined, { context });
    if (status.state !== 'connected' || status.firstDownload !== 'complete' || moving.get() !== 0) continue;
    const summary = await call(router.outbox.summary, undefined, { context });
    say({ event: 'rested', unsettled: summary.unsettled, needPerson: summary.needPerson });
    return;
  }
}

if (pace === 'rest') {
  await rest();
  await end();
} else await work();

async function work(): Promise<never> {
  for (;;) {
    const draw = environment.chance.number();
    const did =
      (draw < 0.4 && (await receive())) ||
      (draw < 0.7 && (await feedback('received'))) ||
      (await feedback('answered')) ||
      (await receive());
    await sleep(did ? Number(pace) : 20);
  }
}
