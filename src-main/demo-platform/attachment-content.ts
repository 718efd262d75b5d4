/** `GET /v1/attachments/{sha256}`: the content of a file in ranges, for those who may see a record that names it. */
import { createHash } from 'node:crypto';
import { contentHashHeader } from '#shared/platform-api/common.ts';
import { attachmentContentQuerySchema, stampHeaders } from '#shared/platform-api/download.ts';
import { maximumPartBytes } from './attachments.ts';
import { type PlatformAnswer, type PlatformRequest, Refusal, type Stamp, undisturbed } from './answers.ts';
import { collectionNamed, streamOf } from './collections.ts';
import type { Session } from './sessions.ts';
import type { Store } from './store.ts';

type Context = { store: Store; stamp: Stamp };

/** Refuses whoever may not see the record, and a file that the record does not name. */
function requireMayRead(sha256: string, request: PlatformRequest, session: Session, store: Store): void {
  const query = new URL(request.path, 'http://platform.invalid').searchParams;
  const parsed = attachmentContentQuerySchema.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw new Refusal('badRequest', '查询参数不正确：需要 collection 和 record');
  const collection = collectionNamed(parsed.data.collection);
  const found = collection && store.find(collection.name, parsed.data.record);
  if (!collection || !found) throw new Refusal('notFound', '平台没有这条记录');
  const stream = streamOf(collection.name, session.account.department.code);
  if (!store.isVisible(collection.name, stream, found.number))
    throw new Refusal('forbidden', '这条记录不属于本部门，不能取它的附件');
  const named = collection.filesOf?.(JSON.parse(found.data) as unknown) ?? [];
  if (!named.includes(sha256)) throw new Refusal('notFound', '这条记录现在没有引用这个附件');
}

/** The range asked for, cut to what one answer carries. */
function readRange(request: PlatformRequest, total: number): { start: number; end: number } {
  const match = /^bytes=(\d{1,12})-(\d{1,12})$/.exec(request.headers['range'] ?? '');
  if (!match) throw new Refusal('badRequest', '缺少 range，应为 bytes=起-止');
  const [start = 0, end = 0] = match.slice(1).map(Number);
  if (end < start) throw new Refusal('badRequest', 'range 的起止不合理');
  if (start >= total) throw new Refusal('rangeNotSatisfiable', `附件只有 ${total} 字节`);
  return { start, end: Math.min(end, total - 1, start + maximumPartBytes - 1) };
}

/** Bytes `start` to `end` (included), put together from the parts as they once came. */
function bytesOf({ database }: Store, sha256: string, { start, end }: { start: number; end: number }): Buffer {
  const parts = database
    .prepare<[string, number, number], { start: number; content: Buffer }>(
      `SELECT start, content FROM attachment_part WHERE sha256 = ? AND start <= ? AND start + length(content) > ?
       ORDER BY start`,
    )
    .all(sha256, end, start);
  return Buffer.concat(
    parts.map((part) => part.content.subarray(Math.max(0, start - part.start), end + 1 - part.start)),
  );
}

export function answerAttachmentContent(
  sha256: string,
  request: PlatformRequest,
  session: Session,
  { store, stamp }: Context,
): PlatformAnswer {
  requireMayRead(sha256, request, session, store);
  const file = store.database
    .prepare<[string], { length: number }>('SELECT length FROM attachment WHERE sha256 = ? AND complete = 1')
    .get(sha256);
  if (!file) throw new Refusal('notFound', '这个附件还没有收齐，请稍后再取');
  const range = readRange(request, file.length);
  const body = bytesOf(store, sha256, range);
  const { platformId, epoch, serverTime } = stamp();
  return {
    status: 206,
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${range.start}-${range.end}/${file.length}`,
      [contentHashHeader]: createHash('sha256').update(body).digest('hex'),
      [stampHeaders.platformId]: platformId,
      [stampHeaders.epoch]: epoch,
      [stampHeaders.serverTime]: serverTime,
    },
    body,
    delivery: undisturbed,
  };
}
