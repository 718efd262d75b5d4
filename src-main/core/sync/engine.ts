/**
 * The sync engine of one open workspace: puts the phases together and answers for them. What each phase does stands in
 * its own file; the order of a round in `round.ts`, the times in `schedule.ts`.
 */
import type { ConnectionStatus, DiagnosisStep } from '#shared/contract/connection.ts';
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import type { PlatformSession } from '../accounts/platform-session.ts';
import { storageReasonOf } from '../database/failure.ts';
import type { JournalEntry } from '../database/journal.ts';
import { readMeta } from '../database/meta.ts';
import type { Workspace } from '../workspace.ts';
import { createAttachmentDelivery } from './attachments/delivery.ts';
import { createAttachmentDownload } from './attachments/download.ts';
import { createPartFetcher } from './attachments/download-client.ts';
import type { DownloadStore } from './attachments/download-store.ts';
import type { AttachmentStore } from './attachments/store.ts';
import { type ExchangeFailure, type ExpectedPlatform, failure } from './line/classify.ts';
import type { SyncedCollection } from './collection.ts';
import { createConnectivity } from './line/connectivity.ts';
import type { SyncContext } from './context.ts';
import { owedHere } from './outbox/devices.ts';
import { createHeld } from './outbox/held.ts';
import { diagnose } from './line/diagnose.ts';
import { createIsolation } from './push/isolation.ts';
import { soundParts } from './parts.ts';
import { listenToWork } from './perform.ts';
import { createPlatformClient, type PlatformClientOptions } from './line/platform-client.ts';
import type { SyncParts } from './phases.ts';
import { createPageSize } from './pull/page-size.ts';
import { createQuestions } from './push/questions.ts';
import { readAgainPace } from './pull/read-again-pace.ts';
import { acceptEpoch } from './pull/reconcile.ts';
import { createRemovalGuard } from './pull/removal-guard.ts';
import { runRound } from './round.ts';
import { RoundAbandoned, type Run } from './run.ts';
import { createSchedule } from './schedule.ts';
import { statement } from '../database/statements.ts';
import { downloadParts, firstDownload } from './pull/streams.ts';
import { createTrails } from './pull/trail.ts';
import { takeInLost } from './push/take-in-lost.ts';

export interface SyncEngineOptions {
  readonly workspace: Workspace;
  readonly collections: readonly SyncedCollection[];
  /** The person's session with the platform. */
  readonly platform: PlatformSession;
  /** Address of the platform now. */
  baseUrl(): string;
  readonly clientVersion: string;
  /** Work that the journal has and the database lost. */
  readonly lost?: readonly JournalEntry[];
  /** Where the files lie that operations refer to. Absent: none leave. */
  readonly attachments?: Pick<AttachmentStore, 'open'>;
  /** Where files lie that come from the platform. Absent: none are fetched. */
  readonly downloads?: DownloadStore;
  /** Only tests put other parts in. */
  readonly parts?: Partial<SyncParts>;
}

export interface SyncEngine {
  /** Puts the outbox in an honest state and begins the rounds. */
  start(): void;
  /** Ends the running round and all timers. Work stays queued. */
  stop(): Promise<void>;
  /** A round now, or the one that is running; resolves when it is over. */
  syncNow(): Promise<void>;
  /** The person signed in with the platform again, or its address changed. */
  sessionChanged(): void;
  status(): ConnectionStatus;
  summary(): OutboxSummary;
  diagnose(): Promise<{ steps: DiagnosisStep[]; text: string }>;
  decidePause(accept: boolean): Promise<{ ok: true } | { ok: false; reason: 'notFound' }>;
  /** For the procedures of the outbox and of conflicts. */
  readonly context: SyncContext;
  /** Something that a person did may let work leave now. */
  kick(): void;
}

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { workspace, platform, clientVersion } = options;
  const { database, environment } = workspace;
  const { clock, chance, log, transport } = environment;
  const parts: SyncParts = { ...soundParts, ...options.parts };
  const connectivity = createConnectivity(workspace);
  const wire: PlatformClientOptions = {
    transport,
    baseUrl: () => options.baseUrl(),
    token: () => platform.token(),
    expected: () => expectedPlatform(workspace),
    clientVersion,
    heard: (stamp) => connectivity.heard(stamp),
    owed: () => owedHere(workspace),
    classify: parts.classify,
  };
  const client = createPlatformClient(wire);
  const byPriority = [...options.collections].sort((left, right) => left.priority - right.priority);
  const collections = new Map(byPriority.map((collection) => [collection.collection, collection]));
  const context: SyncContext = {
    workspace,
    collections,
    client,
    isolation: createIsolation(clock),
    held: createHeld(clock),
    questions: createQuestions(clock),
    removals: createRemovalGuard(),
    pageSize: createPageSize(),
    readAgainPace: readAgainPace(),
    trails: createTrails(clock),
    attachments: options.attachments
      ? createAttachmentDelivery({ workspace, client, open: options.attachments.open, sendFile: parts.sendFile })
      : null,
    downloads: options.downloads
      ? createAttachmentDownload({
          workspace,
          collections,
          fetchPart: createPartFetcher(wire),
          store: options.downloads,
          downloadFile: parts.downloadFile,
        })
      : null,
    parts,
  };

  let movedAt = 0;
  let pushWanted = false;
  let stopListening: (() => void) | null = null;

  let recovered = false;
  /** At the start; where the disk was full then, before the first round that can write. Nothing is sent before it is done. */
  const recover = (): void => {
    if (recovered) return;
    parts.recoverAtStart(workspace);
    takeInLost(context, options.lost ?? []);
    recovered = true;
  };

  const run = async (signal: AbortSignal): Promise<ExchangeFailure | null> => {
    connectivity.roundBegan();
    movedAt = clock.monotonic();
    pushWanted = false;
    const round: Run = {
      signal,
      check() {
        if (signal.aborted) throw new RoundAbandoned();
      },
      progress(line) {
        movedAt = clock.monotonic();
        if (line) connectivity.progressed(line);
      },
      waitsForPerson: (failure) => connectivity.waitsForPerson(failure),
      takePushWanted() {
        const wanted = pushWanted;
        pushWanted = false;
        return wanted;
      },
    };
    const whole = async (): Promise<ExchangeFailure | null> => {
      recover();
      return runRound(context, round, platform);
    };
    const ended = await whole().catch((error: unknown) => {
      if (error instanceof RoundAbandoned) return failure('interrupted', '本次同步已中止').failure;
      // A full disk, or a bug; thrown things need not be errors. Seen in the log and on the screen, and the next round
      // runs all the same.
      const storage = storageReasonOf(error);
      log.error(storage === null ? 'sync.roundFailed' : 'sync.storage', error, { reason: storage });
      return failure('localFault', error instanceof Error ? error.message : String(error)).failure;
    });
    // A round that was given up while it hung tells nothing about the one that runs now.
    if (!signal.aborted) finished(ended);
    return ended;
  };

  const finished = (ended: ExchangeFailure | null): void => {
    const waiting = statement<[], { id: string }>(
      database,
      "SELECT id FROM outbox WHERE state IN ('queued', 'sending', 'unknown')",
    ).all();
    const ids = new Set(waiting.map(({ id }) => id));
    context.isolation.keepOnly(ids);
    context.questions.keepOnly(ids);
    connectivity.roundEnded(ended);
    note(workspace, ended);
  };

  const schedule = createSchedule({
    environment,
    round: { run, lastMovedAt: () => movedAt },
    interval: () => workspace.settings().syncIntervalSeconds * 1000,
    waitAfterFailure: (ended, failures) => parts.waitAfterFailure(ended, failures, chance),
    nextDue: () =>
      [context.held, context.questions, context.attachments, context.downloads]
        .map((one) => one?.nextDue() ?? null)
        .reduce(earlier, context.isolation.nextDue()),
    workWaits: () => pushWanted,
    watched: () => connectivity.lookAtClock(),
    waiting: (milliseconds) => connectivity.nextRoundIn(milliseconds),
  });

  const kick = (): void => {
    pushWanted = true;
    schedule.kick();
  };

  const askedForRound = (): Promise<void> => {
    context.trails.forgive();
    return schedule.now();
  };

  return {
    context,
    kick,
    start() {
      try {
        recover();
      } catch (error) {
        if (storageReasonOf(error) === null) throw error;
        log.error('sync.recoveryDelayed', error);
      }
      stopListening ??= listenToWork(database, (ids, heldFor) => {
        if (heldFor === 0) return kick();
        context.held.hold(ids, heldFor);
        schedule.kick(heldFor);
      });
      schedule.start();
    },
    async stop() {
      stopListening?.();
      stopListening = null;
      await schedule.stop();
    },
    syncNow() {
      context.held.release();
      return askedForRound();
    },
    sessionChanged: () => void askedForRound(),
    summary: () => parts.summarize(workspace),
    status() {
      const summary = parts.summarize(workspace);
      const first = firstDownload(database, context.collections.values());
      return {
        ...connectivity.facts(),
        platformUrl: options.baseUrl(),
        platformName: readMeta(database, 'platformName'),
        firstDownload: first,
        ...(first !== 'complete' && { download: downloadParts(database, context.collections.values()) }),
        unsettled: summary.unsettled,
        needPerson: summary.needPerson,
        attachments: summary.attachments,
        allDelivered: summary.allDelivered,
      };
    },
    diagnose: () =>
      diagnose({
        client,
        platformUrl: options.baseUrl(),
        clientVersion,
        hasToken: () => platform.token() !== null,
        uuid: () => chance.uuid(),
        now: () => workspace.correctedNow(),
      }),
    async decidePause(accept) {
      const problem = connectivity.problem();
      if (problem?.class !== 'wrongEpoch' && problem?.class !== 'massRemoval') return { ok: false, reason: 'notFound' };
      if (!accept) return { ok: true };
      if (problem.class === 'massRemoval') context.removals.allow();
      else if (!(await acceptPresentEpoch(context, options))) return { ok: false, reason: 'notFound' };
      // Not waited for: what follows may be a long download.
      void schedule.now();
      return { ok: true };
    },
  };
}

function expectedPlatform({ database }: Workspace): ExpectedPlatform | null {
  const platformId = readMeta(database, 'platformId');
  return platformId === null ? null : { platformId, epoch: readMeta(database, 'platformEpoch') };
}

/** The earlier of two times; null: none. */
const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** Asks the platform for its epoch and takes it as ours. False where it does not answer, or is another platform. */
async function acceptPresentEpoch(context: SyncContext, options: SyncEngineOptions): Promise<boolean> {
  const { workspace } = context;
  const platformId = readMeta(workspace.database, 'platformId');
  const anyEpoch = createPlatformClient({
    transport: workspace.environment.transport,
    baseUrl: () => options.baseUrl(),
    token: () => null,
    expected: () => (platformId === null ? null : { platformId, epoch: null }),
    clientVersion: options.clientVersion,
  });
  const pong = await anyEpoch.ping();
  if (!pong.ok) return false;
  // Said yes twice: the streams that are being read again already must not begin once more under the round's feet.
  if (readMeta(workspace.database, 'platformEpoch') === pong.value.epoch) return true;
  acceptEpoch(context, pong.value.epoch);
  context.questions.historyReplaced();
  return true;
}

/** Raw material of the 履职证明: when contact was lost, why, and when it came back. Only changes are written. */
function note(workspace: Workspace, ended: ExchangeFailure | null): void {
  const { database } = workspace;
  const outcome = ended?.class ?? 'ok';
  const last = statement<[], { outcome: string }>(
    database,
    'SELECT outcome FROM contact_log ORDER BY id DESC LIMIT 1',
  ).get();
  if (last?.outcome === outcome) return;
  statement<[string, string, string, string]>(
    database,
    'INSERT INTO contact_log (at, what, outcome, detail) VALUES (?, ?, ?, ?)',
  ).run(workspace.correctedNow(), 'round', outcome, (ended?.detail ?? '').slice(0, 500));
}
