/** `HEAD|PUT /v1/attachments/{sha256}`: files in parts, each part and the whole checked by hash. */
import { createHash } from 'node:crypto';
import { type AttachmentStatus, maximumAttachmentBytes } from '#shared/platform-api/interface.ts';
import {
  errorAnswer,
  jsonAnswer,
  type PlatformAnswer,
  type PlatformRequest,
  Refusal,
  type Stamp,
  undisturbed,
} from './answers.ts';
import type { Store } from './store.ts';

/** Largest part taken in one request. */
export const maximumPartBytes = 8 * 1024 * 1024;

type StoredAttachment = { length: number; stored: number; complete: 0 | 1 };
type Context = { store: Store; stamp: Stamp };

const find = ({ database }: Store, sha256: string): StoredAttachment | undefined =>
  database
    .prepare<[string], StoredAttachment>('SELECT length, stored, complete FROM attachment WHERE sha256 = ?')
    .get(sha256);

const place = (row: StoredAttachment): Record<string, string> => ({
  'upload-offset': String(row.stored),
  'upload-length': String(row.length),
});

/** `HEAD`: how far the file has come. */
export function answerAttachmentHead(sha256: string, { store }: Context): PlatformAnswer {
  const row = find(store, sha256);
  return { status: row ? 200 : 404, headers: row ? place(row) : {}, body: '', delivery: undisturbed };
}

function readRange(request: PlatformRequest): { start: number; end: number; total: number } {
  const match = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/.exec(request.headers['content-range'] ?? '');
  if (!match) throw new Refusal('badRequest', '缺少 content-range，应为 bytes 起-止/总长');
  const [start = 0, end = 0, total = 0] = match.slice(1).map(Number);
  if (total > maximumAttachmentBytes) throw new Refusal('tooLarge', '附件超过 50 MB，平台不接收');
  if (end < start || end >= total) throw new Refusal('badRequest', 'content-range 的起止不合理');
  return { start, end, total };
}

/** `PUT`: one part. 409 with the right offset where it does not follow on, 422 where a hash differs. */
export function answerAttachmentPut(sha256: string, request: PlatformRequest, context: Context): PlatformAnswer {
  const { store, stamp } = context;
  const { database } = store;
  const { start, end, total } = readRange(request);
  const content = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  if (content.length > maximumPartBytes) throw new Refusal('tooLarge', '单个分片超过 8 MB，请分小些再传');
  return store.transaction(() => {
    const known = find(store, sha256) ?? { length: total, stored: 0, complete: 0 as const };
    if (known.complete === 1) return statusAnswer(sha256, known, stamp);
    if (known.stored !== start || known.length !== total)
      return errorAnswer('offsetDiffers', `平台已收到 ${known.stored} 字节，请从那里续传`, place(known));
    const damaged =
      content.length !== end - start + 1 ||
      createHash('sha256').update(content).digest('hex') !== request.headers['x-part-sha256'];
    if (damaged) return errorAnswer('partDamaged', '分片在传输中损坏，未保存，请重发这一片', place(known));
    database.prepare('INSERT OR REPLACE INTO attachment_part VALUES (?, ?, ?)').run(sha256, start, content);
    const row: StoredAttachment = { length: total, stored: end + 1, complete: end + 1 === total ? 1 : 0 };
    if (row.complete === 1 && wholeHash(store, sha256) !== sha256) {
      database.prepare('DELETE FROM attachment_part WHERE sha256 = ?').run(sha256);
      database.prepare('DELETE FROM attachment WHERE sha256 = ?').run(sha256);
      return errorAnswer('fileDamaged', '附件拼合后与其校验值不符，已清除，请从头重传', {
        'upload-offset': '0',
        'upload-length': String(total),
      });
    }
    database
      .prepare('INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?)')
      .run(sha256, row.length, row.stored, row.complete);
    return statusAnswer(sha256, row, stamp);
  });
}

function statusAnswer(sha256: string, row: StoredAttachment, stamp: Stamp): PlatformAnswer {
  const status: AttachmentStatus = {
    ...stamp(),
    sha256,
    offset: row.stored,
    length: row.length,
    complete: row.complete === 1,
  };
  return jsonAnswer(200, status, place(row));
}

function wholeHash({ database }: Store, sha256: string): string {
  const hash = createHash('sha256');
  const parts = database
    .prepare<[string], { content: Buffer }>('SELECT content FROM attachment_part WHERE sha256 = ? ORDER BY start')
    .iterate(sha256);
  for (const part of parts) hash.update(part.content);
  return hash.digest('hex');
}
