/**
 * Files leave after the records that refer to them, in the last part of each round: where the platform stands is asked
 * first, and from there part after part. A file that makes trouble waits by itself and keeps no operation and no other
 * file from leaving; new operations go out between two parts.
 */
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import type { Workspace } from '#core/workspace.ts';
import type { Exchange, ExchangeFailure } from '../line/classify.ts';
import type { Run } from '../run.ts';
import type { PlatformClient } from '../line/platform-client.ts';
import { createPartSize } from './part-size.ts';
import { type AttachmentRow, markDelivered, markFailed, markSending, markWaiting, sendableFiles } from './rows.ts';
import type { FileSent, sendFile } from './send-file.ts';
import type { OpenFile } from './store.ts';

/** Share of a round, ms: then the round ends, looks for news and goes on. */
const shareOfRound = 60_000;
/** Files of which nothing gets through, one after the other: the rest of this round is pointless. */
const mostTroubled = 2;
const firstWait = 1000;
const longestWait = 30_000;
/** A file that is neither here nor there: whoever has it delivers it when they can, or somebody puts it back. */
const firstLook = 15_000;
const longestLook = 10 * 60_000;

/** Failures that say something about the line or the platform as a whole, whatever was sent. */
const concernsAll: ReadonlySet<OutcomeClass> = new Set([
  'offline',
  'unreachable',
  'certificate',
  'portal',
  'signInNeeded',
  'rateLimited',
  'maintenance',
  'versionTooOld',
  'wrongPlatform',
  'wrongEpoch',
]);
/** A 403 may be some gateway's that does not like the look of one file. Only an account that is disabled ends the round. */
const endsRound = ({ class: outcome, code }: ExchangeFailure): boolean =>
  concernsAll.has(outcome) || (outcome === 'forbidden' && code === 'accountDisabled');
/** The line broke while bytes were under way. */
const lineBroke: ReadonlySet<OutcomeClass> = new Set(['interrupted', 'timeout']);
/** Never cured by sending the same once more. */
const forGood: ReadonlySet<OutcomeClass> = new Set(['tooLarge', 'badRequest', 'fileRefused']);

interface Waiting {
  failures: number;
  /** Monotonic ms. */
  notBefore: number;
}

export interface DeliveryOptions {
  readonly workspace: Workspace;
  readonly client: PlatformClient;
  /** A kept file, or null where it is not on this PC. Throws `AttachmentDamaged`. */
  open(sha256: string): OpenFile | null;
  readonly sendFile: typeof sendFile;
}

export type AttachmentDelivery = ReturnType<typeof createAttachmentDelivery>;

/** Waits are kept in memory: after a start everything is tried at once, and a clock that jumps delays nothing. */
export function createAttachmentDelivery(options: DeliveryOptions) {
  const { workspace } = options;
  const { database, environment } = workspace;
  const { clock, chance } = environment;
  const waiting = new Map<string, Waiting>();
  /** Files that are neither here nor there; counts only as long as the row says so: what was put back leaves at once. */
  const missing = new Map<string, Waiting>();
  const partSize = createPartSize();
  let all: Waiting = { failures: 0, notBefore: 0 };

  const longer = (before: Waiting | undefined, first = firstWait, longest = longestWait): Waiting => {
    const failures = (before?.failures ?? 0) + 1;
    const wait = Math.min(longest, first * 2 ** Math.min(10, failures));
    return { failures, notBefore: clock.monotonic() + wait * (0.5 + chance.number() / 2) };
  };
  const dueAt = ({ sha256, state }: AttachmentRow): number => {
    const own = state === 'failed' ? missing.get(sha256) : waiting.get(sha256);
    return Math.max(all.notBefore, own?.notBefore ?? 0);
  };
  const shown = ({ notBefore }: Waiting): number => clock.now() + (notBefore - clock.monotonic());

  const setBack = (file: AttachmentRow, failure: ExchangeFailure, moved: boolean): void => {
    // What moves is not stuck: after a cut it goes on soon.
    const next = longer(moved ? undefined : waiting.get(file.sha256));
    waiting.set(file.sha256, next);
    markWaiting(database, file.sha256, failure, shown(next));
  };

  /**
   * A person is told, since only they know whether it was their own; and it goes on by itself: a colleague's photo that was
   * taken over in a conflict may still be on its way from the colleague's PC.
   */
  const lookAgain = (file: AttachmentRow, failure: ExchangeFailure): void => {
    const next = longer(missing.get(file.sha256), firstLook, longestLook);
    missing.set(file.sha256, next);
    markFailed(database, file.sha256, failure, workspace.correctedNow(), shown(next));
  };

  /** Does what a file came to; returns what ends the round, if it does. */
  const settle = (file: AttachmentRow, sent: FileSent): ExchangeFailure | null => {
    if (sent.end === 'delivered') {
      waiting.delete(file.sha256);
      missing.delete(file.sha256);
      markDelivered(database, file.sha256, workspace.correctedNow());
    } else if (sent.end === 'interrupted') markWaiting(database, file.sha256, null, null);
    else if (sent.end === 'roundFailed') {
      markWaiting(database, file.sha256, null, null);
      return sent.failure;
    } else if (forGood.has(sent.failure.class)) {
      waiting.delete(file.sha256);
      markFailed(database, file.sha256, sent.failure, workspace.correctedNow());
      environment.log.warn('attachment.failed', { sha256: file.sha256, class: sent.failure.class });
    } else if (sent.failure.class === 'fileMissing') lookAgain(file, sent.failure);
    else {
      setBack(file, sent.failure, sent.moved);
      if (endsRound(sent.failure)) return sent.failure;
    }
    return null;
  };

  return {
    /**
     * Sends what may leave. Null: all well, or nothing but a single file's own trouble; a failure ends the round.
     * `betweenParts` lets queued operations leave.
     */
    async run(run: Run, betweenParts: () => Promise<Exchange<null>>): Promise<ExchangeFailure | null> {
      const until = clock.monotonic() + shareOfRound;
      const tried = new Set<string>();
      let troubled: ExchangeFailure[] = [];
      for (;;) {
        const now = clock.monotonic();
        const sendable = sendableFiles(database);
        const file = sendable.find((one) => !tried.has(one.sha256) && dueAt(one) <= now);
        if (!file || now >= until) break;
        tried.add(file.sha256);
        markSending(database, file.sha256);
        workspace.changed('attachments');
        const sent = await options.sendFile({
          ...options,
          file,
          run,
          partSize,
          betweenParts,
          until,
          left: sendable.length,
        });
        run.check();
        const ends = settle(file, sent);
        workspace.changed('attachments');
        if (sent.end === 'delivered') workspace.changed('outbox');
        if (ends) return ends;
        if (sent.end === 'failed' && !ofTheFile(sent.failure) && !sent.moved) troubled.push(sent.failure);
        else {
          troubled = [];
          all = { failures: 0, notBefore: 0 };
        }
        if (troubled.length < mostTroubled) continue;
        break;
      }
      const worst = troubled.find((one) => lineBroke.has(one.class));
      // While nothing at all gets through, the line is to blame: the round waits as after any other failure.
      if (worst) return worst;
      if (troubled.length >= mostTroubled) all = longer(all);
      return null;
    },

    /** Milliseconds until a file may leave; null where none waits for a time. */
    nextDue(): number | null {
      const now = clock.monotonic();
      let next: number | null = null;
      for (const file of sendableFiles(database)) {
        const due = Math.max(0, dueAt(file) - now);
        if (next === null || due < next) next = due;
      }
      return next;
    },

    /** A person asked for it to be tried now. */
    forgive(sha256: string): void {
      waiting.delete(sha256);
      missing.delete(sha256);
      all = { failures: 0, notBefore: 0 };
    },
  };
}

/** Whether the failure says something about the one file alone, nothing about the line. */
const ofTheFile = ({ class: outcome }: ExchangeFailure): boolean => forGood.has(outcome) || outcome === 'fileMissing';
