/** One file from the platform: from where it stands here, range after range, each checked by its hash and the whole at the end. */
import type { Clock } from '#core/environment.ts';
import type { Exchange, ExchangeFailure } from '../line/classify.ts';
import { failure } from '../line/classify.ts';
import type { Run } from '../run.ts';
import { type FetchPart, partDamaged } from './download-client.ts';
import type { ComingFile, DownloadStore } from './download-store.ts';
import type { PartSize } from './part-size.ts';

/** Times in a row that a range may arrive damaged before the file waits. */
const patience = 6;
/** The whole came and was another: once more from the beginning, then it is told. */
const mostRestarts = 1;

/** What the failure's `code` says where the reason lies here, or in the file itself. */
export const wrongContent = 'wrongContent';
export const tooLargeToFetch = 'tooLargeToFetch';

export interface FileToFetch {
  readonly file: {
    readonly sha256: string;
    readonly mediaType: string;
    readonly collection: string;
    readonly recordId: string;
  };
  readonly fetchPart: FetchPart;
  readonly store: Pick<DownloadStore, 'resume' | 'begin'>;
  readonly run: Run;
  readonly clock: Clock;
  readonly partSize: PartSize;
  /** Larger files are left alone. */
  readonly mostBytes: number;
  /** Told after every range. */
  readonly came: (received: number, total: number) => void;
  /** Lets operations leave between two ranges. */
  readonly betweenParts: () => Promise<Exchange<null>>;
  /** Monotonic ms at which the file makes room for the rest of the round. */
  readonly until: number;
}

/** `interrupted`: the time is over, nothing is wrong. `roundFailed`: operations could not leave meanwhile. `moved`: more of it is here than before. */
export type FileFetched =
  | { end: 'kept'; bytes: number; mediaType: string }
  | { end: 'interrupted' }
  | { end: 'roundFailed'; failure: ExchangeFailure }
  | { end: 'failed'; failure: ExchangeFailure; moved: boolean };

/** Throws `RoundAbandoned`, and what the file system says where the disk is full or may not be written. */
export async function downloadFile(job: FileToFetch): Promise<FileFetched> {
  const { file, fetchPart, store, run, partSize, clock } = job;
  const { sha256, collection, recordId } = file;
  let coming: ComingFile | null = store.resume(sha256);
  let moved = false;
  let setbacks = 0;
  let restarts = 0;
  const failed = (why: ExchangeFailure): FileFetched => ({ end: 'failed', failure: why, moved });
  for (;;) {
    if (coming && coming.received() === coming.facts.bytes) {
      const { bytes, mediaType } = coming.facts;
      if (coming.finish()) return { end: 'kept', bytes, mediaType };
      coming = null;
      restarts += 1;
      if (restarts > mostRestarts)
        return failed(failure('badAnswer', '平台给出的内容两次都与附件的校验值不符', { code: wrongContent }).failure);
    }
    const offset = coming?.received() ?? 0;
    const began = clock.monotonic();
    const answer = await fetchPart({ sha256, collection, recordId, offset, length: partSize.bytes() }, run.signal);
    run.check();
    run.progress();
    if (!answer.ok) {
      partSize.failed();
      setbacks += 1;
      // Something on the way changed this range: the same again, in smaller pieces.
      if (answer.failure.code === partDamaged && setbacks <= patience) continue;
      return failed(answer.failure);
    }
    const { content, total } = answer.value;
    if (total > job.mostBytes) return failed(failure('tooLarge', `${total} 字节`, { code: tooLargeToFetch }).failure);
    if (coming && coming.facts.bytes !== total) {
      coming.drop();
      coming = null;
      restarts += 1;
      if (restarts > mostRestarts)
        return failed(failure('badAnswer', '平台所说的附件长度前后不一', { code: wrongContent }).failure);
      continue;
    }
    setbacks = 0;
    coming ??= store.begin({ sha256, bytes: total, mediaType: file.mediaType }, content);
    coming.append(content);
    moved = true;
    partSize.sent(content.length, clock.monotonic() - began);
    job.came(coming.received(), total);
    if (run.takePushWanted()) {
      const between = await job.betweenParts();
      run.check();
      if (!between.ok) return { end: 'roundFailed', failure: between.failure };
    }
    if (coming.received() < total && clock.monotonic() >= job.until) return { end: 'interrupted' };
  }
}
