/** A whole core on a temporary directory, called through the same router as the screens. */
import { call } from '@orpc/server';
import { createCore } from '#core/app.ts';
import type { CoreOptions, RunningCore } from '#core/app.ts';
import type { Unlocked } from '#core/unlocked.ts';
import type { FakePlatform } from './fake-platform.ts';
import { fakePlatform } from './fake-platform.ts';
import type { TestEnvironment } from './support.ts';
import { migrationsDirectory, resourcesDirectory, temporaryDirectory, testEnvironment } from './support.ts';

export interface TestCore extends RunningCore {
  readonly environment: TestEnvironment;
  readonly platform: FakePlatform;
  readonly dataDirectory: string;
  /** What is open; throws where nobody is signed in. */
  unlocked(): Unlocked;
}

export interface TestCoreOptions extends Partial<Omit<CoreOptions, 'environment'>> {
  platform?: FakePlatform;
  environment?: TestEnvironment;
}

export const platformAddress = 'http://platform.test';

export function startCore(options: TestCoreOptions = {}): TestCore {
  const platform = options.platform ?? fakePlatform();
  const environment = options.environment ?? testEnvironment({ transport: platform });
  const dataDirectory = options.dataDirectory ?? temporaryDirectory('core');
  const core = createCore({
    migrationsDirectory,
    resourcesDirectory,
    platformUrl: platformAddress,
    clientVersion: '0.1.0',
    ...options,
    dataDirectory,
    environment,
  });
  return {
    ...core,
    environment,
    platform,
    dataDirectory,
    unlocked() {
      const current = core.session.current();
      if (!current) throw new Error('nobody is signed in');
      return current;
    },
  };
}

export const lin = { account: 'lin01', password: '青溪-Lin-2026' };
export const chen = { account: 'chen02', password: '青溪-Chen-2026' };
export const zhou = { account: 'zhou03', password: '青溪-Zhou-2026' };

/** Signs in and insists that it worked. Returns the new recovery code, if there is one. */
export async function signedIn(core: TestCore, secrets: { account: string; password: string }): Promise<string | null> {
  const answer = await call(core.router.session.signIn, secrets, { context: core.context });
  if (!answer.ok) throw new Error(`sign-in failed: ${answer.reason} ${answer.detail ?? ''}`);
  return answer.newRecoveryCode;
}

/** One entry in the outbox, and its line in the journal, as `perform` leaves them. */
export function queueWork(core: TestCore, id: string, recordId = 'n-1'): void {
  const { workspace } = core.unlocked();
  const entry = {
    id,
    collection: 'notices',
    recordId,
    recordTitle: '青溪县望江楼茶馆',
    kind: 'notices.receive',
    payload: {},
    actor: workspace.actor,
    time: workspace.correctedNow(),
    deviceEpoch: 1,
    replaces: null,
  };
  workspace.database
    .prepare(
      `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, state, attempts)
       VALUES (?, ?, ?, ?, ?, '{}', ?, ?, 1, 'queued', 0)`,
    )
    .run(id, entry.collection, recordId, entry.recordTitle, entry.kind, JSON.stringify(entry.actor), entry.time);
  workspace.journal.append([entry]);
}
