/** A plain HTTP client of sync interface v1 that checks every answer against the interface's own schemas. */
import { createHash, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { type DemoServer, type DemoServerOptions, startDemoPlatform } from '#platform/server.ts';
import { type Notice, noticeSchema } from '#shared/domains/notices/record.ts';
import { platformErrorSchema } from '#shared/platform-api/common.ts';
import {
  attachmentStatusSchema,
  changeSchema,
  changesResponseSchema,
  type Operation,
  operationsResponseSchema,
  operationStatusSchema,
  type Outcome,
  removalSchema,
  sessionResponseSchema,
} from '#shared/platform-api/interface.ts';

/** A fixed moment: 2026-09-16 10:00 in China. */
export const testNow = Date.parse('2026-09-16T02:00:00.000Z');

/** A small platform on a free port with a clock that the test can move; closed at the end of the test. */
export async function startPlatform(
  options: Partial<DemoServerOptions> = {},
): Promise<DemoServer & { clock: { now: number } }> {
  const clock = { now: testNow };
  const server = await startDemoPlatform({
    port: 0,
    dataDirectory: ':memory:',
    seed: 7,
    scale: 'small',
    clock: () => clock.now,
    ...options,
  });
  onTestFinished(() => server.close());
  return { ...server, clock };
}

export type ClientError = { status: number; code: string; retryAfter: string | null };

export async function errorOf(response: Response): Promise<ClientError> {
  const { error } = platformErrorSchema.parse(await response.json());
  return { status: response.status, code: error.code, retryAfter: response.headers.get('retry-after') };
}

async function parsed<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  if (response.status !== 200) throw new Error(`status ${response.status}: ${await response.text()}`);
  return schema.parse(await response.json());
}

export const signInRequest = (
  url: string,
  account: string,
  password = `Demo-${account}`,
  clientVersion = '0.1.0',
  deviceId = randomUUID(),
) =>
  fetch(`${url}/v1/session`, {
    method: 'POST',
    body: JSON.stringify({ account, password, deviceId, clientVersion }),
  });

export type Client = Awaited<ReturnType<typeof signIn>>;

/** Signs in on a PC, by default a new one, and returns the calls of that session. */
export async function signIn(url: string, account: string, deviceId = randomUUID()) {
  const session = await parsed(
    await signInRequest(url, account, undefined, undefined, deviceId),
    sessionResponseSchema,
  );
  const headers = { authorization: `Bearer ${session.token}` };
  const { department, name } = session.account;
  const actor = { account, name, departmentCode: department.code, departmentName: department.name };

  const get = (path: string, extra: Record<string, string> = {}) =>
    fetch(url + path, { headers: { ...headers, ...extra }, redirect: 'manual' });
  const post = (path: string, body: unknown) =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });

  const changes = async (query: Record<string, string>) => {
    const page = await parsed(await get(`/v1/changes?${new URLSearchParams(query)}`), changesResponseSchema);
    return {
      ...page,
      upserts: page.upserts.map((row) => changeSchema.parse(row)),
      removals: page.removals.map((row) => removalSchema.parse(row)),
    };
  };
  const operation = (
    kind: string,
    record: { id: string; revision: number },
    payload: unknown,
    overrides: Partial<Operation> = {},
  ): Operation => ({
    id: randomUUID(),
    collection: 'notices',
    kind,
    recordId: record.id,
    baseRevision: record.revision,
    payload,
    actor,
    time: new Date(testNow).toISOString(),
    ...overrides,
  });

  return {
    session,
    deviceId,
    department,
    actor,
    get,
    post,
    changes,
    operation,
    /** All pages from a cursor to the end. */
    async pull(collection: string, options: { cursor?: string; view?: string; limit?: number } = {}) {
      const upserts = new Map<string, { revision: number; data: unknown }>();
      const removals: string[] = [];
      let { cursor } = options;
      for (;;) {
        const page = await changes({
          collection,
          limit: String(options.limit ?? 50),
          ...(options.view ? { view: options.view } : {}),
          ...(cursor ? { cursor } : {}),
        });
        for (const { id, revision, data } of page.upserts) upserts.set(id, { revision, data });
        removals.push(...page.removals.map(({ id }) => id));
        cursor = page.nextCursor;
        if (!page.more) return { upserts, removals, cursor, total: page.total };
      }
    },
    /** The department's notices in that stage, each with its revision. */
    async notices(stage?: Notice['stage']): Promise<(Notice & { revision: number })[]> {
      const { upserts } = await this.pull('notices', { limit: 5000 });
      return [...upserts.values()]
        .map(({ revision, data }) => ({ ...noticeSchema.parse(data), revision }))
        .filter((notice) => stage === undefined || notice.stage === stage);
    },
    async send(...operations: Operation[]): Promise<Outcome[]> {
      const response = await post('/v1/operations', { deviceId, deviceEpoch: 1, operations });
      return (await parsed(response, operationsResponseSchema)).outcomes;
    },
    sendRaw: (operations: unknown[]) => post('/v1/operations', { deviceId, deviceEpoch: 1, operations }),
    async status(id: string): Promise<Outcome | null> {
      return (await parsed(await get(`/v1/operations/${id}`), operationStatusSchema)).outcome;
    },
    async head(sha256: string) {
      const response = await fetch(`${url}/v1/attachments/${sha256}`, { method: 'HEAD', headers });
      return { status: response.status, offset: response.headers.get('upload-offset') };
    },
    async put(sha256: string, part: Buffer, start: number, total: number, partHash?: string) {
      const response = await fetch(`${url}/v1/attachments/${sha256}`, {
        method: 'PUT',
        headers: {
          ...headers,
          'content-range': `bytes ${start}-${start + part.length - 1}/${total}`,
          'x-part-sha256': partHash ?? sha256Of(part),
        },
        body: new Uint8Array(part),
      });
      const body: unknown = await response.json();
      return {
        status: response.status,
        offset: Number(response.headers.get('upload-offset')),
        body: response.status === 200 ? attachmentStatusSchema.parse(body) : platformErrorSchema.parse(body),
      };
    },
  };
}

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** A complete feedback of a permit that was issued. */
export const issuedFeedback = (certificateNumber: string) => ({
  result: 'issued',
  feedbackOn: '2026-09-16',
  certificateNumber,
  certificateName: '食品经营许可证',
  issuingOrgan: '澧安县市场监督管理局',
  issuedOn: '2026-09-15',
  validFrom: '2026-09-15',
  validTo: '2031-09-14',
  longTerm: false,
  permitContent: '餐饮服务',
  remark: '',
});

/** The only element that meets a condition, or the first; fails where there is none. */
export function first<Item>(list: readonly Item[]): Item {
  const [item] = list;
  if (item === undefined) throw new Error('the list is empty');
  return item;
}
