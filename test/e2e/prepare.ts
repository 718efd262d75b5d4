/**
 * `node test/e2e/prepare.ts DIRECTORY SCALE SEED`: makes what tests of one scale and seed begin with, once for all of them:
 * `platform/`, the demo platform with its county, and `client/`, a PC on which four colleagues of 市场监督管理局 have signed
 * in and everything was downloaded. Both are closed in order before the program ends, so that copies of them are whole.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { createCore } from '#core/app.ts';
import { createNodeEnvironment } from '#core/environment-node.ts';
import { type Scale, scales } from '#platform/domain.ts';
import { startDemoPlatform } from '#platform/server.ts';
import { stateFileName } from '#platform/store.ts';
import { root } from './child.ts';
import { preparedAccounts } from './prepared.ts';

const [directory = '', wantedScale, seed] = process.argv.slice(2);
const scale = scales.find((one): one is Scale => one === wantedScale);
if (directory === '' || scale === undefined) throw new Error('a directory and a scale are needed');
const platformDirectory = join(directory, 'platform');
const clientDirectory = join(directory, 'client');
const startPlatform = (dataDirectory: string) =>
  startDemoPlatform({ port: 0, dataDirectory, scale, seed: Number(seed) });

await (await startPlatform(platformDirectory)).close();
// What the download leaves on a platform (sessions, the PC that asked) is not part of the beginning.
const busyDirectory = join(directory, 'busy-platform');
mkdirSync(busyDirectory);
copyFileSync(join(platformDirectory, stateFileName), join(busyDirectory, stateFileName));
const platform = await startPlatform(busyDirectory);

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
mkdirSync(clientDirectory, { mode: 0o700 });
const environment = createNodeEnvironment(clientDirectory);
const core = createCore({
  dataDirectory: clientDirectory,
  resourcesDirectory: join(root, 'resources'),
  migrationsDirectory: join(root, 'migrations'),
  platformUrl: platform.url,
  clientVersion: version,
  environment,
});
const { router, context } = core;
let recoveryCode: string | undefined;
for (const account of preparedAccounts) {
  const password = platform.accounts.find((one) => one.account === account)?.password ?? '';
  const secrets: { account: string; password: string; recoveryCode?: string | undefined } = {
    account,
    password,
    recoveryCode,
  };
  const entered = await call(router.session.signIn, secrets, { context });
  if (!entered.ok) throw new Error(`${account} cannot sign in: ${entered.reason} ${entered.detail ?? ''}`);
  recoveryCode ??= entered.newRecoveryCode ?? undefined;
  const { status } = await call(router.connection.syncNow, {}, { context });
  // A test that undoes something says so; all others are not to wait until what they did may leave.
  await call(router.settings.update, { undoSeconds: 0 }, { context });
  // They have worked here before: nobody offers them the tour.
  await call(router.settings.setPreference, { key: 'frame.tourSeen', value: 'true' }, { context });
  if (status.state !== 'connected') throw new Error(`not downloaded: ${JSON.stringify(status.problem)}`);
  await call(router.session.signOut, {}, { context });
}
await core.close();
environment.close();
await platform.close();
rmSync(busyDirectory, { recursive: true });
