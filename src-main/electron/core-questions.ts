/** The few things that the shell itself must know of the core, asked over a port of its own like a page would. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract.ts';
import type { CoreHost } from '../shell/core-worker.ts';

type Client = ContractRouterClient<Contract>;

async function askCore<Answer>(core: CoreHost, ask: (client: Client) => Promise<Answer>): Promise<Answer> {
  const port = await core.connect();
  try {
    const client: Client = createORPCClient(new RPCLink({ port }));
    port.start();
    return await ask(client);
  } finally {
    port.close();
  }
}

/** How many exports are being written. Nobody signed in, or no core: none. */
export async function runningExports(core: CoreHost): Promise<number> {
  if (core.state === 'stopped') return 0;
  return askCore(core, async (client) => {
    if ((await client.session.status()).state !== 'unlocked') return 0;
    return (await client.exports.list()).filter((job) => job.state === 'running').length;
  });
}

/** Address of the configured platform, or null. */
export function platformAddress(core: CoreHost): Promise<string | null> {
  return askCore(core, async (client) => (await client.session.status()).platformUrl);
}
