/** The accounts of a platform for trying out, for the sign-in form. Whatever does not say that it is one is asked for none. */
import type { DemoAccount } from '#shared/platform-api/demonstration.ts';
import { anonymousClient, platformUrl, type SessionContext } from './session-context.ts';

/** Empty: a real platform, or none that can be reached; signing in tells more. */
export async function demoAccounts(context: SessionContext): Promise<DemoAccount[]> {
  const url = platformUrl(context);
  if (url === null) return [];
  const client = anonymousClient(context, () => url);
  const pong = await client.ping();
  if (!pong.ok || pong.value.demonstration !== true) return [];
  const told = await client.demonstration();
  return told.ok ? told.value.accounts : [];
}
