/** `GET /v1/attachments/{sha256}`: one range of a file, checked. Knows the wire's shapes; knows no folder and no schedule. */
import { contentHashHeader } from '#shared/platform-api/common.ts';
import { attachmentPartSchema, readContentRange, stampHeaders } from '#shared/platform-api/download.ts';
import { type Exchange, failure, nothingCame, refusal, samePlatform, sha256Of } from '../line/classify.ts';
import { type PlatformClientOptions, timeouts } from '../line/platform-client.ts';

/** A range of a file, and the record by which the person may see it. */
export interface PartWanted {
  readonly sha256: string;
  readonly collection: string;
  readonly recordId: string;
  readonly offset: number;
  readonly length: number;
}
export interface FetchedPart {
  readonly content: Uint8Array;
  /** Length of the whole file. */
  readonly total: number;
}

/** Code of a part that came otherwise than the platform sent it: asking once more may help at once. */
export const partDamaged = 'partDamaged';

export type FetchPart = (wanted: PartWanted, signal?: AbortSignal) => Promise<Exchange<FetchedPart>>;

/** Answers with bytes that passed every check, or a failure of a known class. Never throws for what the network does. */
export function createPartFetcher(options: PlatformClientOptions): FetchPart {
  return async (wanted, signal) => {
    const token = options.token();
    if (token === null) return failure('signInNeeded', '没有平台登录', { maybeDone: false });
    const { sha256, collection, recordId, offset, length } = wanted;
    const record = new URLSearchParams({ collection, record: recordId });
    const answer = await options.transport.exchange(options.baseUrl(), {
      method: 'GET',
      path: `/v1/attachments/${sha256}?${record.toString()}`,
      headers: {
        accept: 'application/octet-stream, application/json',
        // Photos and PDFs are packed already; a range of bytes shall come as it is.
        'accept-encoding': 'identity',
        range: `bytes=${offset}-${offset + length - 1}`,
        'x-client-version': options.clientVersion,
        authorization: `Bearer ${token}`,
      },
      timeoutMilliseconds: timeouts.read,
      signal,
      binary: true,
    });
    if (answer.came === 'nothing') return nothingCame(answer);
    const contentType = answer.headers['content-type'] ?? '';
    if (/^\s*text\/html/i.test(contentType) && answer.status < 300)
      return failure('portal', `下载附件时得到的是网页（状态 ${answer.status}）`);
    if (answer.status === 200) return failure('badAnswer', '平台没有按区间给出附件（状态 200，应为 206）');
    if (answer.status !== 206) return refusal(answer, contentType, answer.body.slice(0, 4000));
    const { bytes } = answer;
    if (!bytes) return failure('badAnswer', '附件的应答里没有内容');
    const stamped = attachmentPartSchema.safeParse({
      platformId: answer.headers[stampHeaders.platformId],
      epoch: answer.headers[stampHeaders.epoch],
      serverTime: answer.headers[stampHeaders.serverTime],
      sha256: answer.headers[contentHashHeader],
      ...readContentRange(answer.headers['content-range']),
    });
    if (!stamped.success) {
      const issue = stamped.error.issues[0];
      return failure(
        'badAnswer',
        `附件的应答不符合接口：${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`,
      );
    }
    const same = samePlatform(stamped.data, options.expected());
    if (!same.ok) return same;
    const { start, end, total } = same.value;
    if (start !== offset || end >= offset + length)
      return failure('badAnswer', `要的是第 ${offset} 字节起的 ${length} 字节，来的是 ${start}-${end}`);
    if (bytes.length !== end - start + 1 || sha256Of(bytes) !== same.value.sha256)
      return failure('interrupted', '一段附件在传输中损坏', { maybeDone: false, code: partDamaged });
    options.heard?.(same.value);
    return { ok: true, value: { content: bytes, total } };
  };
}
