/** Binds who-is-at-the-keyboard and events. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorageAsync, open, unlocked } from '../router.ts';

export const sessionRouter = open.session.router({
  status: open.session.status.handler(({ context: { core } }) => core.session.status()),
  configurePlatform: open.session.configurePlatform.handler(({ input, context: { core } }) =>
    core.session.configurePlatform(input.url),
  ),
  demonstration: open.session.demonstration.handler(async ({ context: { core } }) => ({
    accounts: await core.session.demoAccounts(),
  })),
  signIn: open.session.signIn.handler(({ input, context: { core } }) => core.session.signIn(input)),
  signOut: unlocked.session.signOut.handler(({ context: { core } }) => core.session.signOut()),
  acknowledgeSetBack: unlocked.session.acknowledgeSetBack.handler(({ context: { core } }) =>
    guardStorageAsync(storageReasons, async () =>
      (await core.session.acknowledgeSetBack())
        ? ({ ok: true } as const)
        : ({ ok: false, reason: 'notFound' } as const),
    ),
  ),
  renewRecoveryCode: unlocked.session.renewRecoveryCode.handler(({ input, context: { core } }) =>
    core.session.renewRecoveryCode(input.password),
  ),
});

export const eventsRouter = open.events.router({
  subscribe: open.events.subscribe.handler(({ context: { core }, signal }) => core.events.subscribe(signal)),
});
