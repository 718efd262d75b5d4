/** A platform that knows who is who and nothing else, without a network: for signing in. */
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';
import { sessionRequestSchema } from '#shared/platform-api/interface.ts';
import { roles } from '#shared/trade/rights.ts';

export interface FakeAccount {
  password: string;
  name: string;
  department: { code: string; name: string };
  roles?: string[];
  disabled?: boolean;
}

export interface FakePlatform extends PlatformTransport {
  readonly accounts: Map<string, FakeAccount>;
  platformId: string;
  serverTime: string;
  oldestClient: string;
  /** Roles that it says it knows; null: it is older and says nothing. */
  knownRoles: readonly string[] | null;
  /** Whether its ping says that it is for trying out. Asked for accounts it always answers. */
  isDemonstration: boolean;
  /** `up`, or what happens to every exchange. `silent`: nothing comes until one stops listening. */
  network: 'up' | 'silent' | 'offline' | 'timeout' | 'portal' | 'fault' | 'halfJson';
  /** Calls that reached it: `POST /v1/session`. */
  readonly heard: string[];
  /** Questions that stay without an answer; calling one answers it after all. */
  readonly waiting: (() => void)[];
}

export const culture = { code: '431299001', name: '青溪县文化广电局' };
export const health = { code: '431299002', name: '青溪县卫生健康局' };

export function fakePlatform(): FakePlatform {
  const answer = (status: number, value: unknown): PlatformAnswer => ({
    came: 'answer',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  });
  const refusal = (status: number, code: string) => answer(status, { error: { code, message: code } });
  const waiting: (() => void)[] = [];
  const platform: FakePlatform = {
    accounts: new Map([
      ['lin01', { password: '青溪-Lin-2026', name: '林知夏', department: culture, roles: ['clerk'] }],
      ['chen02', { password: '青溪-Chen-2026', name: '陈望舒', department: culture, roles: ['clerk'] }],
      ['zhou03', { password: '青溪-Zhou-2026', name: '周向晚', department: health, roles: ['clerk'] }],
    ]),
    platformId: 'hunan-test',
    serverTime: '2026-03-02T01:00:00.000Z',
    oldestClient: '0.1.0',
    knownRoles: roles,
    isDemonstration: false,
    network: 'up',
    heard: [],
    waiting,
    exchange(_baseUrl, request) {
      if (platform.network === 'silent') return silence(request);
      return Promise.resolve(exchange(request));
    },
  };
  function silence(request: PlatformRequest): Promise<PlatformAnswer> {
    return new Promise((resolve) => {
      waiting.push(() => resolve(exchange(request)));
      request.signal?.addEventListener('abort', () => resolve({ came: 'nothing', why: 'aborted', detail: '不再等待' }));
    });
  }
  const stamp = () => ({ platformId: platform.platformId, epoch: 'e1', serverTime: platform.serverTime });

  function exchange(request: PlatformRequest): PlatformAnswer {
    if (platform.network === 'offline' || platform.network === 'timeout')
      return { came: 'nothing', why: platform.network, detail: '没有网络' };
    if (platform.network === 'portal')
      return { came: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>请登录网络</html>' };
    platform.heard.push(`${request.method} ${request.path}`);
    if (platform.network === 'fault') return refusal(503, 'serverFault');
    const told = reply(request);
    if (platform.network === 'halfJson' && told.came === 'answer') return { ...told, body: told.body.slice(0, 40) };
    return told;
  }

  function reply(request: PlatformRequest): PlatformAnswer {
    if (request.path === '/v1/ping')
      return answer(200, {
        ...stamp(),
        platformName: '青溪县部门协同监管平台',
        interfaceVersion: 1,
        oldestClient: platform.oldestClient,
        ...(platform.isDemonstration && { demonstration: true }),
      });
    if (request.path === '/v1/demonstration')
      return answer(200, {
        ...stamp(),
        accounts: [...platform.accounts].map(([account, one]) => ({ account, roles: [], ...one })),
      });
    if (request.path !== '/v1/session') return refusal(404, 'notFound');
    const asked = sessionRequestSchema.parse(JSON.parse(String(request.body)));
    const account = platform.accounts.get(asked.account);
    if (account?.password !== asked.password) return refusal(401, 'wrongPassword');
    if (account.disabled) return refusal(403, 'accountDisabled');
    return answer(200, {
      ...stamp(),
      token: `token-${asked.account}-${platform.heard.length}`.padEnd(24, '0'),
      expiresAt: '2026-03-02T09:00:00.000Z',
      ...(platform.knownRoles && { knownRoles: platform.knownRoles }),
      account: {
        account: asked.account,
        name: account.name,
        department: account.department,
        roles: account.roles ?? ['clerk'],
      },
    });
  }
  return platform;
}
