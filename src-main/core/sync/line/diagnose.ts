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
  return step('gateway', 'failed', tried, said(failure), outcomeClasses[failure.class].next);
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
  return step('platform', 'failed', tried, said(pong.failure), outcomeClasses[pong.failure.class].next);
}

async function signInStep(options: DiagnoseOptions, pong: Exchange<PingResponse>): Promise<DiagnosisStep> {
  const tried = '用当前登录询问一个不存在的编号';
  if (!pong.ok) return step('signIn', 'notTried', tried, '前面的步骤没有通过');
  if (!options.hasToken())
    return step('signIn', 'failed', '查看平台登录', '没有平台登录', outcomeClasses.signInNeeded.next);
  const told = await options.client.operationStatus(options.uuid());
  if (told.ok) return step('signIn', 'ok', tried, '登录有效');
  return step('signIn', 'failed', tried, said(told.failure), outcomeClasses[told.failure.class].next);
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

const said = (failure: ExchangeFailure): string => `${outcomeClasses[failure.class].text}（${failure.detail}）`;

const stateNames = { ok: '通过', failed: '不通过', notTried: '未进行' } as const;

function textOf(options: DiagnoseOptions, steps: readonly DiagnosisStep[]): string {
  const lines = steps.map(
    (one) =>
      `${one.title}：${stateNames[one.state]}\n  做法：${one.tried}\n  结果：${one.said}${one.next === '' ? '' : `\n  建议：${one.next}`}`,
  );
  return [`连接诊断 ${options.now()}`, ...lines].join('\n');
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  );
}
