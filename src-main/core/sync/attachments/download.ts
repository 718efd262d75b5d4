/**
 * Files come after everything else of a round, in parts, a share of each round at a time. A file that makes trouble waits
 * by itself; none of it keeps a record from coming or an operation from leaving.
 */
import type { NamedFile, ReferredFile } from '#shared/contract/attachments.ts';
import { maximumAttachmentBytes } from '#shared/platform-api/interface.ts';
import { storageReasonOf } from '#core/database/failure.ts';
import type { Workspace } from '#core/workspace.ts';
import type { Exchange, ExchangeFailure } from '../line/classify.ts';
import { RoundAbandoned, type Run } from '../run.ts';
import { statement } from '#core/database/statements.ts';
import type { FetchPart } from './download-client.ts';
import { type downloadFile, type FileFetched, tooLargeToFetch } from './download-file.ts';
import {
  automaticBytes,
  automaticFiles,
  type Collections,
  createWishes,
  filesNamedBy,
  type WantedFile,
} from './download-queue.ts';
import type { DownloadStore } from './download-store.ts';
import { endsRound, isLines, type Setback, setbackOf, storageSetback } from './download-words.ts';
import { createPartSize } from './part-size.ts';

/** Share of a round, ms: then the round ends, looks for news and goes on. */
const shareOfRound = 15_000;
/** Files in a row of which nothing came: the rest of this round is pointless. */
const mostTroubled = 2;
/** Wait after a round in which nothing came, ms; each further one doubles it. */
const firstPause = 2000;
const longestPause = 5 * 60_000;
/** Free bytes that files which nobody asked for leave on the disk. */
const roomToLeave = 1_000_000_000;

export interface DownloadOptions {
  readonly workspace: Workspace;
  readonly collections: Collections;
  readonly fetchPart: FetchPart;
  readonly store: DownloadStore;
  readonly downloadFile: typeof downloadFile;
}

interface Trouble extends Setback {
  readonly failures: number;
  /** Monotonic ms. */
  readonly notBefore: number;
}

export type AttachmentDownload = ReturnType<typeof createAttachmentDownload>;

/** Waits are kept in memory: after a start everything is tried at once, and a clock that jumps delays nothing. */
export function createAttachmentDownload(options: DownloadOptions) {
  const { workspace, collections, store, fetchPart, downloadFile } = options;
  const { environment } = workspace;
  const { clock, chance, log } = environment;
  const wishes = createWishes(workspace);
  const troubles = new Map<string, Trouble>();
  const partSize = createPartSize();
  /** As last looked; what is here already is not in it. */
  let queue: WantedFile[] = [];
  /** While nothing gets through, or nothing can be written, no file is tried. Monotonic ms. */
  let all = { failures: 0, notBefore: 0, words: '' };
  let fetching: { sha256: string; received: number; total: number } | null = null;

  try {
    store.clean(clock.now());
  } catch (error) {
    if (storageReasonOf(error) === null) throw error;
    // A folder that cannot be written is told when something is to be written into it.
    log.error('downloads.clean', error);
  }

  /** What a person asked for first, then small files. */
  const look = (): void => {
    const files = new Map<string, WantedFile>();
    for (const wish of wishes.all()) {
      const named = filesNamedBy(workspace, collections, wish).find(({ sha256 }) => sha256 === wish.sha256);
      // The record is gone, or names another file by now.
      if (named && store.presence(wish.sha256) !== 'here') files.set(wish.sha256, { ...named, byHand: true });
      else wishes.remove(wish.sha256);
    }
    const kept = store.kept();
    for (const file of automaticFiles(workspace, collections))
      if (!files.has(file.sha256) && !kept.has(file.sha256)) files.set(file.sha256, file);
    queue = [...files.values()].sort(
      (left, right) => Number(right.byHand) - Number(left.byHand) || left.bytes - right.bytes,
    );
    for (const sha256 of troubles.keys()) if (!files.has(sha256)) troubles.delete(sha256);
  };
  /** The next that may be tried, or null. */
  const next = (tried: ReadonlySet<string>): WantedFile | null => {
    const now = clock.monotonic();
    return queue.find(({ sha256 }) => !tried.has(sha256) && (troubles.get(sha256)?.notBefore ?? 0) <= now) ?? null;
  };
  const pauseAll = (longestWait: number): void => {
    const failures = all.failures + 1;
    const wait = Math.min(longestWait, firstPause * 2 ** Math.min(20, failures));
    all = { failures, notBefore: clock.monotonic() + wait * (0.5 + chance.number() / 2), words: '' };
  };
  const setBack = (sha256: string, setback: Setback, moved: boolean): void => {
    const failures = moved ? 1 : (troubles.get(sha256)?.failures ?? 0) + 1;
    const wait = Math.min(setback.longestWait, setback.firstWait * 2 ** Math.min(20, failures - 1));
    const notBefore = clock.monotonic() + wait * (0.5 + chance.number() / 2);
    troubles.set(sha256, { ...setback, failures, notBefore });
  };

  /** Fetches one file as far as this round goes. A disk that is full is the file's own trouble, and no failure of the sync. */
  const fetchOne = async (
    file: WantedFile,
    run: Run,
    more: { until: number; betweenParts: () => Promise<Exchange<null>> },
  ): Promise<FileFetched | 'storage'> => {
    const { sha256 } = file;
    const came = (received: number, total: number): void => {
      fetching = { sha256, received, total };
      // This one is still in the queue. Of many, how far the one is says nothing.
      const far = queue.length > 1 ? `，还有 ${queue.length} 个` : ` ${Math.floor((received / total) * 100)}%`;
      const title = `下载附件${far}`;
      run.progress({ phase: 'attachments', title, done: 0, total: null });
      workspace.changed('attachments');
    };
    fetching = { sha256, received: store.receivedOf(sha256), total: file.bytes };
    workspace.changed('attachments');
    try {
      if (!file.byHand && store.roomAfter(file.bytes) < roomToLeave) {
        setBack(sha256, storageSetback('diskFull'), false);
        return 'storage';
      }
      const mostBytes = file.byHand ? maximumAttachmentBytes : automaticBytes;
      const fetched = await downloadFile({ ...more, file, run, clock, fetchPart, store, partSize, mostBytes, came });
      if (fetched.end === 'kept') noteHere(workspace, { sha256, ...fetched });
      return fetched;
    } catch (error) {
      if (error instanceof RoundAbandoned) throw error;
      const reason = storageReasonOf(error);
      if (reason !== 'diskFull' && reason !== 'notWritable') throw error;
      log.warn('download.storage', { sha256, reason });
      setBack(sha256, storageSetback(reason), false);
      return 'storage';
    } finally {
      fetching = null;
    }
  };

  const stateOf = (
    file: WantedFile | (NamedFile & { bytes: number }),
  ): Pick<ReferredFile, 'state' | 'receivedBytes' | 'words'> => {
    const { sha256 } = file;
    const presence = store.presence(sha256);
    if (presence === 'here') return { state: 'here', receivedBytes: file.bytes, words: '' };
    if (fetching?.sha256 === sha256) return { state: 'fetching', receivedBytes: fetching.received, words: '' };
    const trouble = troubles.get(sha256);
    const receivedBytes = store.receivedOf(sha256);
    if (trouble) return { state: trouble.quiet ? 'waiting' : 'failed', receivedBytes, words: trouble.words };
    const wanted = wishes.has(sha256) || queue.some((one) => one.sha256 === sha256);
    if (wanted && all.words !== '') return { state: 'failed', receivedBytes, words: all.words };
    const words = presence === 'damaged' ? '本机保存的已损坏，可以重新下载' : '';
    return { state: wanted ? 'waiting' : 'absent', receivedBytes, words };
  };

  return {
    /**
     * Fetches what is wanted, for a share of the round. Null: all well, or nothing but a single file's own trouble; a failure
     * ends the round. `betweenParts` lets queued operations leave.
     */
    async run(run: Run, betweenParts: () => Promise<Exchange<null>>): Promise<ExchangeFailure | null> {
      const until = clock.monotonic() + shareOfRound;
      const tried = new Set<string>();
      let troubled = 0;
      look();
      if (all.notBefore > clock.monotonic()) return null;
      for (let file = next(tried); file !== null && clock.monotonic() < until; file = next(tried)) {
        const { sha256 } = file;
        tried.add(sha256);
        const fetched = await fetchOne(file, run, { until, betweenParts });
        if (fetched === 'storage') {
          const { words } = troubles.get(sha256) ?? { words: '' };
          all = { failures: all.failures + 1, notBefore: clock.monotonic() + longestPause, words };
          workspace.changed('attachments');
          return null;
        }
        if (fetched.end === 'kept') {
          wishes.remove(sha256);
          troubles.delete(sha256);
          queue = queue.filter((one) => one.sha256 !== sha256);
        } else if (fetched.end === 'failed') {
          if (fetched.failure.code !== tooLargeToFetch)
            log.warn('download.failed', { sha256, class: fetched.failure.class });
          setBack(sha256, setbackOf(fetched.failure), fetched.moved);
        }
        workspace.changed('attachments');
        if (fetched.end === 'roundFailed') return fetched.failure;
        if (fetched.end === 'failed' && endsRound(fetched.failure)) return fetched.failure;
        troubled = fetched.end === 'failed' && !fetched.moved && isLines(fetched.failure) ? troubled + 1 : 0;
        if (troubled === 0) all = { failures: 0, notBefore: 0, words: '' };
        if (troubled >= mostTroubled) {
          pauseAll(longestPause);
          break;
        }
      }
      return null;
    },

    /** Milliseconds until a file may be tried; null where none waits. */
    nextDue(): number | null {
      const now = clock.monotonic();
      let due: number | null = null;
      for (const { sha256 } of queue) {
        const wait = Math.max(0, all.notBefore - now, (troubles.get(sha256)?.notBefore ?? 0) - now);
        if (due === null || wait < due) due = wait;
      }
      return due;
    },

    /** A person asks for files. Returns how many are to come; those that are here, and sound, do not count. */
    want(files: readonly NamedFile[]): number {
      const known = files.filter((wish) =>
        filesNamedBy(workspace, collections, wish).some(({ sha256 }) => sha256 === wish.sha256),
      );
      const lacking = known.filter(({ sha256 }) => store.presence(sha256, true) !== 'here');
      for (const { sha256 } of lacking) {
        troubles.delete(sha256);
        store.setAside(sha256);
      }
      all = { failures: 0, notBefore: 0, words: '' };
      wishes.add(lacking);
      look();
      workspace.changed('attachments');
      return lacking.length;
    },

    /** Files that a record names, and where they are. */
    referred: (record: { collection: string; recordId: string }): ReferredFile[] =>
      filesNamedBy(workspace, collections, record).map((file) => ({ ...file, ...stateOf(file) })),

    /** What a person's own work needs and what is not here. */
    missing: (): WantedFile[] =>
      automaticFiles(workspace, collections).filter(({ sha256 }) => store.presence(sha256) !== 'here'),
  };
}

/** The file is here, and the platform has it: it gave it. Kept for 30 days where nothing refers to it any more. */
function noteHere(
  { database, correctedNow }: Workspace,
  file: { sha256: string; bytes: number; mediaType: string },
): void {
  statement<[Record<string, string | number>]>(
    database,
    `INSERT INTO attachment (sha256, bytes, media_type, state, sent_bytes, attempts, added_at, settled_at)
     VALUES (@sha256, @bytes, @mediaType, 'delivered', @bytes, 0, @at, @at)
     ON CONFLICT (sha256) DO UPDATE SET bytes = @bytes, state = 'delivered', sent_bytes = @bytes, added_at = @at,
       settled_at = @at, next_attempt_at = NULL, outcome_class = NULL, outcome_detail = NULL`,
  ).run({ sha256: file.sha256, bytes: file.bytes, mediaType: file.mediaType, at: correctedNow() });
}
