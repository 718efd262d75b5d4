/** One file to the platform: from where the platform stands, part after part, each checked there by its hash. */
import type { Workspace } from '#core/workspace.ts';
import { type Exchange, type ExchangeFailure, failure } from '../line/classify.ts';
import type { Run } from '../run.ts';
import type { FilePlace, PlatformClient } from '../line/platform-client.ts';
import type { PartSize } from './part-size.ts';
import { type AttachmentRow, markSent } from './rows.ts';
import { AttachmentDamaged } from './sealed-file.ts';
import type { OpenFile } from './store.ts';

/** Times in a row that a part may arrive damaged, or the platform may name another place, before the file waits. */
const patience = 6;
/** The platform put the parts together and got another hash: once more from the beginning, then a person is told. */
const mostRestarts = 1;

export interface FileToSend {
  readonly workspace: Workspace;
  readonly client: PlatformClient;
  open(sha256: string): OpenFile | null;
  readonly file: AttachmentRow;
  readonly run: Run;
  readonly partSize: PartSize;
  /** Lets operations leave between two parts. */
  readonly betweenParts: () => Promise<Exchange<null>>;
  /** Monotonic ms at which the file makes room for the rest of the round. */
  readonly until: number;
  /** Files that wait, this one included; for progress. */
  readonly left: number;
}

/** `interrupted`: the time is over, nothing is wrong. `roundFailed`: operations could not leave between two parts. `moved`: the platform has more of the file than before. */
export type FileSent =
  | { end: 'delivered' }
  | { end: 'interrupted' }
  | { end: 'roundFailed'; failure: ExchangeFailure }
  | { end: 'failed'; failure: ExchangeFailure; moved: boolean };

export async function sendFile(job: FileToSend): Promise<FileSent> {
  const { client, file, run } = job;
  const asked = await client.attachmentPlace(file.sha256, run.signal);
  run.check();
  run.progress();
  if (!asked.ok) return { end: 'failed', failure: asked.failure, moved: false };
  // The platform may have it from a colleague, or from a life of this client that was forgotten.
  if (isWhole(asked.value)) return { end: 'delivered' };
  let content: OpenFile | null;
  try {
    content = job.open(file.sha256);
  } catch (error) {
    if (error instanceof AttachmentDamaged) return damagedHere(error.message, false);
    throw error;
  }
  if (!content) return failedWith(failure('fileMissing', `本机没有附件 ${file.sha256}`), false);
  try {
    return await sendFrom(job, content, asked.value?.offset ?? 0);
  } catch (error) {
    if (error instanceof AttachmentDamaged) return damagedHere(error.message, false);
    throw error;
  } finally {
    content.close();
  }
}

const isWhole = (place: FilePlace | null): boolean => place !== null && place.offset === place.length;
const failedWith = ({ failure: why }: ReturnType<typeof failure>, moved: boolean): FileSent => ({
  end: 'failed',
  failure: why,
  moved,
});
const damagedHere = (detail: string, moved: boolean): FileSent =>
  failedWith(failure('fileMissing', `本机保存的附件已损坏：${detail}`), moved);

async function sendFrom(job: FileToSend, content: OpenFile, from: number): Promise<FileSent> {
  const { workspace, client, run, partSize } = job;
  const { database, environment } = workspace;
  const { sha256, bytes: total } = content.facts;
  const { clock } = environment;
  let offset = Math.min(from, total);
  let moved = false;
  let setbacks = 0;
  let restarts = 0;
  markSent(database, sha256, offset);
  for (;;) {
    if (setbacks > patience)
      return failedWith(failure('interrupted', `分片一再没有完整到达，停在 ${offset} 字节`), moved);
    const part = content.read(offset, partSize.bytes());
    const began = clock.monotonic();
    const sent = await client.sendPart({ sha256, offset, total, content: part }, run.signal);
    run.check();
    const percent = Math.floor((offset / total) * 100);
    run.progress({ phase: 'attachments', title: `附件 ${percent}%，还有 ${job.left} 个`, done: 0, total: null });
    if (sent.ok) {
      partSize.sent(part.length, clock.monotonic() - began);
      if (sent.value.complete) return { end: 'delivered' };
      // Another computer may be sending the same file: the platform's word counts.
      setbacks = sent.value.offset > offset ? 0 : setbacks + 1;
      moved ||= sent.value.offset > offset;
      offset = Math.min(sent.value.offset, total - 1);
      markSent(database, sha256, offset);
      workspace.changed('attachments');
    } else if (sent.failure.code === 'partDamaged' || sent.failure.code === 'requestDamaged') {
      setbacks += 1;
      partSize.failed();
    } else if (sent.failure.class === 'tooLarge' && sent.failure.code === null && partSize.tooLarge(part.length)) {
      // Not the platform, which takes files of 50 MB, but a gateway that limits single requests.
      continue;
    } else if (sent.failure.code === 'offsetDiffers') {
      setbacks += 1;
      const asked = await client.attachmentPlace(sha256, run.signal);
      run.check();
      if (!asked.ok) return { end: 'failed', failure: asked.failure, moved };
      if (isWhole(asked.value)) return { end: 'delivered' };
      offset = Math.min(asked.value?.offset ?? 0, total - 1);
    } else if (sent.failure.code === 'fileDamaged') {
      if (!content.isWhole()) return damagedHere('内容与校验值不符', moved);
      restarts += 1;
      if (restarts > mostRestarts)
        return failedWith(failure('fileRefused', `平台两次拼合后都与校验值不符：${sent.failure.detail}`), moved);
      offset = 0;
      markSent(database, sha256, 0);
    } else {
      partSize.failed();
      return { end: 'failed', failure: sent.failure, moved };
    }
    if (run.takePushWanted()) {
      const between = await job.betweenParts();
      run.check();
      if (!between.ok) return { end: 'roundFailed', failure: between.failure };
    }
    if (clock.monotonic() >= job.until) return { end: 'interrupted' };
  }
}
