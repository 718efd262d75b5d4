/** Setting the platform's address: it is asked who it is before it is kept; nothing else is sent. */
import type { FailureReason } from '#shared/contract/failures.ts';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import { parsePlatformAddress } from './configuration.ts';
import { knownDepartments } from './known-accounts.ts';
import type { SessionContext } from './session-context.ts';
import { anonymousClient } from './session-context.ts';

type Reason = Extract<
  FailureReason,
  | 'invalidAddress'
  | 'platformUnreachable'
  | 'notAPlatform'
  | 'wrongPlatform'
  | 'clientTooOld'
  | 'notWritable'
  | 'diskFull'
>;
export type ConfigureAnswer = { ok: true; platformName: string } | { ok: false; reason: Reason; detail?: string };

const refuse = (reason: Reason, detail?: string): ConfigureAnswer => ({ ok: false, reason, detail });

export async function configurePlatform(context: SessionContext, typed: string): Promise<ConfigureAnswer> {
  const { configuration, environment, events, state } = context;
  const url = parsePlatformAddress(typed);
  if (url === null) return refuse('invalidAddress');
  const pong = await anonymousClient(context, () => url).ping();
  if (!pong.ok) {
    const { class: outcome, detail } = pong.failure;
    if (outcome === 'portal' || outcome === 'badAnswer') return refuse('notAPlatform', detail);
    return refuse(outcome === 'versionTooOld' ? 'clientTooOld' : 'platformUnreachable', detail);
  }
  const { platformId, platformName } = pong.value;
  const before = configuration.read().platformId;
  // Data of the platform before would be out of everybody's sight: that is a technician's decision.
  const hasData = knownDepartments(context.dataDirectory, environment.log).some(
    ({ keyring }) => keyring.platformId === before,
  );
  if (before !== null && before !== platformId && hasData)
    return refuse('wrongPlatform', `本机数据属于平台 ${before}，这个地址是 ${platformId}`);
  try {
    configuration.write({ platformUrl: url, platformId, platformName });
  } catch (error) {
    const reason = storageReasonOf(error);
    if (reason !== 'notWritable' && reason !== 'diskFull') throw error;
    return refuse(reason, storageDetailOf(error));
  }
  state.platformUrl = null;
  events.publish('session');
  events.publish('connection');
  return { ok: true, platformName };
}
