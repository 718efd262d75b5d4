/** 网卡 → 网关 → 平台 → 登录 → 版本: where the way to the platform ends. Sends nothing of the department's work. */
import { networkInterfaces } from 'node:os';
import type { DiagnosisStep } from '#shared/contract/connection.ts';
import { outcomeClasses } from '#shared/trade/delivery.ts';
import { formatInstant } from '#shared/trade/formats.ts';
import type { Exchange, ExchangeFailure } from './classify.ts';
import { interfaceVersion } from '#shared/platform-api/common.ts';
import type { PingResponse } from '#shared/platform-api/interface.ts';
import type { PlatformClient } from './platform-client.ts';

export interface DiagnoseOptions {
  readonly client: Pick<PlatformClient, 'ping' | 'operationStatus'>;
  readonly platformUrl: string;
  readonly clientVersion: string;
  hasToken(): boolean;
  uuid(): string;
  /** Addresses of the interfaces that are up, loopback left out; replaced in tests. */
  addresses?(): string[];
  /** Instant for the heading of the text. */
  now(): string;
}

const titles = {
  adapter: '网卡',
  gateway: '网关',
  platform: '平台',
  signIn: '登录',
  version: '版本',
} as const;

type Step = DiagnosisStep['step'];
const step = (name: Step, state: DiagnosisStep['state'], tried: string, said: string, next = ''): DiagnosisStep => ({
  step: name,
  title: titles[name],
  state,
  tried,
  said,
  next,
});
const failedStep = (name: Step, tried: string, failure: ExchangeFailure): DiagnosisStep => {
  const { said, next } = wordsOfFailure(failure);
  return { ...step(name, 'failed', tried, said, next), ...(failure.detail !== '' && { raw: failure.detail }) };
};

/** Classes that say that the request did not even get as far as the platform's machine. */
const beforePlatform: ReadonlySet<string> = new Set(['offline', 'unreachable', 'portal', 'timeout']);

export async function diagnose(options: DiagnoseOptions): Promise<{ steps: DiagnosisStep[]; text: string }> {
  const steps: DiagnosisStep[] = [];
  const addresses = (options.addresses ?? ownAddresses)();
  const loopback = /^https?:\/\/(localhost|127\.|\[::1\])/.test(options.platformUrl);
  steps.push(
    addresses.length > 0 || loopback
      ? step('adapter', 'ok', '查看本机网卡', addresses.length > 0 ? `地址 ${addresses.join('、')}` : '平台就在本机')
      : step('adapter', 'failed', '查看本机网卡', '没有已接通的网卡', '请插好网线或连接无线网络。'),
  );
  const pong = await options.client.ping();
  steps.push(gatewayStep(options, pong), platformStep(options, pong));
  steps.push(await signInStep(options, pong));
  steps.push(versionStep(options, pong));
  return { steps, text: textOf(options, steps) };
}

function gatewayStep({ platformUrl }: DiagnoseOptions, pong: Exchange<PingResponse>): DiagnosisStep {
  const tried = `向 ${platformUrl} 建立连接`;
  if (pong.ok) return step('gateway', 'ok', tried, '已连通');
  const { failure } = pong;
  // Refused by the machine itself: the way there is open, only nothing listens.
  if (failure.class === 'unreachable' && failure.detail.includes('ECONNREFUSED'))
    return step('gateway', 'ok', tried, '网络可达');
  if (!beforePlatform.has(failure.class)) return step('gateway', 'ok', tried, '已连通');
  return failedStep('gateway', tried, failure);
}

function platformStep({ platformUrl }: DiagnoseOptions, pong: Exchange<PingResponse>): DiagnosisStep {
  const tried = `询问 ${platformUrl}/v1/ping`;
  if (pong.ok)
    return step(
      'platform',
      'ok',
      tried,
      `${pong.value.platformName}，平台时间 ${formatInstant(pong.value.serverTime)}`,
    );
  // An old client was answered by the platform all the same.
  if (pong.failure.class === 'versionTooOld') return step('platform', 'ok', tried, '平台有应答');
  return failedStep('platform', tried, pong.failure);
}

async function signInStep(options: DiagnoseOptions, pong: Exchange<PingResponse>): Promise<DiagnosisStep> {
  const tried = '用当前登录询问一个不存在的编号';
  if (!pong.ok) return step('signIn', 'notTried', tried, '前面的步骤没有通过');
  if (!options.hasToken())
    return step('signIn', 'failed', '查看平台登录', '没有平台登录', outcomeClasses.signInNeeded.next);
  const told = await options.client.operationStatus(options.uuid());
  if (told.ok) return step('signIn', 'ok', tried, '登录有效');
  return failedStep('signIn', tried, told.failure);
}

function versionStep({ clientVersion }: DiagnoseOptions, pong: Exchange<PingResponse>): DiagnosisStep {
  const tried = `本机版本 ${clientVersion}，接口 v${interfaceVersion}`;
  if (!pong.ok && pong.failure.class === 'versionTooOld')
    return step('version', 'failed', tried, pong.failure.detail, outcomeClasses.versionTooOld.next);
  if (!pong.ok) return step('version', 'notTried', tried, '前面的步骤没有通过');
  const { oldestClient, interfaceVersion: offered } = pong.value;
  if (offered < interfaceVersion)
    return step('version', 'failed', tried, `平台的接口是 v${offered}`, '请平台管理员升级平台接口。');
  return step('version', 'ok', tried, `平台要求 ${oldestClient} 及以上，接口 v${offered}`);
}

const askNetwork = '请联系县里技术人员检查网络。做过的都在本机，恢复后自动报送。';
/** What the system says of a line, in words and with a step that somebody can take. By the code that stands in the detail. */
const causes: readonly (readonly [code: RegExp, said: string, next: string])[] = [
  [
    /ECONNREFUSED/,
    '平台没有开机，或端口不通',
    '请联系平台管理员，确认平台已经启动、地址里的端口没有写错。做过的都在本机，恢复后自动报送。',
  ],
  [/ENOTFOUND|EAI_/, '找不到平台的地址', '请核对平台地址；地址没错的，请县里技术人员检查本机的域名解析（DNS）设置。'],
  [/EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/, '到平台的网络不通', `请检查网线和政务外网。仍不通，${askNetwork}`],
  [/ETIMEDOUT/, '连接平台时没有回应，可能被防火墙拦住', askNetwork],
];

function wordsOfFailure({ class: outcome, detail }: ExchangeFailure): { said: string; next: string } {
  const { text, next } = outcomeClasses[outcome];
  const cause = causes.find(([code]) => code.test(detail));
  if (cause) return { said: `${text}：${cause[1]}`, next: cause[2] };
  // Words of our own are no riddle; what a library says in English stands under 详情.
  const isReadable = /\p{Script=Han}/u.test(detail);
  return { said: isReadable ? `${text}（${detail}）` : text, next: outcome === 'unreachable' ? askNetwork : next };
}

const stateNames = { ok: '通过', failed: '不通过', notTried: '未进行' } as const;

function textOf(options: DiagnoseOptions, steps: readonly DiagnosisStep[]): string {
  const lines = steps.map(
    (one) =>
      `${one.title}：${stateNames[one.state]}\n  做法：${one.tried}\n  结果：${one.said}${one.next === '' ? '' : `\n  建议：${one.next}`}${one.raw === undefined ? '' : `\n  原文：${one.raw}`}`,
  );
  return [`连接诊断 ${options.now()}`, ...lines].join('\n');
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  );
}
