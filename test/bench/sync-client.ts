/** The two ends of a bench of notices over HTTP: the demo platform in a process of its own, and the real engine against it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createPlatformSession, type Credentials, type PlatformSession } from '#core/accounts/platform-session.ts';
import type { Database } from '#core/database/types.ts';
import { systemChance, systemClock } from '#core/environment-node.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { createAxiosTransport } from '#core/sync/line/axios-transport.ts';
import { createPlatformTime } from '#core/platform-time.ts';
import { createSyncEngine, type SyncEngine } from '#core/sync/engine.ts';
import { createPlatformClient } from '#core/sync/line/platform-client.ts';
import type { Workspace } from '#core/workspace.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { departmentSchema } from '#shared/platform-api/common.ts';
import { openTestWorkspace } from '../integration/core/support.ts';

export const clientVersion = '9.9.9';
const platformSchema = z.object({
  url: z.string(),
  account: z.string(),
  password: z.string(),
  department: departmentSchema,
});
export type BenchPlatform = z.infer<typeof platformSchema>;

/** `directory` keeps the state, made at the first start: so many notices of one department, so many of them changed later. */
export async function startPlatform(directory: string, notices: number, changed = 0) {
  const script = join(import.meta.dirname, 'pull-platform.ts');
  const child = spawn(process.execPath, [script, directory, String(notices), String(changed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const died = ended.then(() => Promise.reject(new Error('the platform did not start')));
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), died])) as [string];
  died.catch(() => undefined);
  return {
    platform: platformSchema.parse(JSON.parse(line)),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** A session by password, kept nowhere. */
export function sessionOf(
  { actor, environment: { transport, chance } }: Pick<Workspace, 'actor' | 'environment'>,
  credentials: Credentials,
  baseUrl: () => string,
): PlatformSession {
  return createPlatformSession({
    client: createPlatformClient({ transport, baseUrl, token: () => null, expected: () => null, clientVersion }),
    identity: { platformId: null, deviceId: chance.uuid(), clientVersion },
    credentials,
    actor,
    token: null,
    tokens: { load: () => Promise.resolve(null), save: () => Promise.resolve(), remove: () => Promise.resolve() },
    heard: () => undefined,
  });
}

/** The real engine on the real wire, not started yet. */
export function engineOn(
  database: Database,
  platform: BenchPlatform,
): { engine: SyncEngine; workspace: Workspace; close(): void } {
  const transport = createAxiosTransport();
  const blank = openTestWorkspace({ department: platform.department, actor: { account: platform.account } });
  const environment = { ...blank.environment, clock: systemClock, chance: systemChance, transport };
  const correctedNow = () => new Date().toISOString();
  const platformTime = createPlatformTime({ database, clock: systemClock });
  const today = () => chinaDate(correctedNow());
  const workspace: Workspace = {
    ...blank,
    database,
    environment,
    platformTime,
    correctedNow,
    today,
    changed: () => undefined,
  };
  const baseUrl = () => platform.url;
  const engine = createSyncEngine({
    workspace,
    collections: [noticesCollection],
    platform: sessionOf(workspace, platform, baseUrl),
    baseUrl,
    clientVersion,
  });
  return {
    engine,
    workspace,
    close() {
      transport.close();
      blank.close();
    },
  };
}
