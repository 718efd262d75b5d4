/** Binds the parts of the contract that belong to sync: connection, outbox, conflicts. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import { decideConflict } from './conflicts/decision.ts';
import { conflictDetail, listConflicts } from './conflicts/queries.ts';
import { departmentDevices } from './outbox/devices.ts';
import { retry, takeOver, undo, withdraw } from './outbox/commands.ts';
import { deliveryOf, listOutbox } from './outbox/queries.ts';

export const connectionRouter = unlocked.connection.router({
  status: unlocked.connection.status.handler(({ context: { sync } }) => sync.status()),
  syncNow: unlocked.connection.syncNow.handler(async ({ context: { sync } }) => {
    await sync.syncNow();
    return { status: sync.status() };
  }),
  diagnose: unlocked.connection.diagnose.handler(({ context: { sync } }) => sync.diagnose()),
  devices: unlocked.connection.devices.handler(({ context: { workspace, sync } }) =>
    departmentDevices(workspace, sync.context.client),
  ),
  decidePause: unlocked.connection.decidePause.handler(({ input, context: { sync } }) =>
    sync.decidePause(input.accept),
  ),
});

export const outboxRouter = unlocked.outbox.router({
  summary: unlocked.outbox.summary.handler(({ context: { sync } }) => sync.summary()),
  list: unlocked.outbox.list.handler(({ input, context: { workspace, sync } }) =>
    listOutbox(workspace, sync.context.collections, input),
  ),
  delivery: unlocked.outbox.delivery.handler(({ input, context: { workspace, sync } }) =>
    deliveryOf(workspace, sync.context.collections, input.ids),
  ),
  retry: unlocked.outbox.retry.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => {
      const done = retry(sync.context, input.id);
      if (done.ok) sync.kick();
      return done;
    }),
  ),
  undo: unlocked.outbox.undo.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => ({ ok: true as const, ...undo(sync.context, input.ids) })),
  ),
  takeOver: unlocked.outbox.takeOver.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => takeOver(sync.context, input.id)),
  ),
  withdraw: unlocked.outbox.withdraw.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => withdraw(sync.context, input.id)),
  ),
});

export const conflictsRouter = unlocked.conflicts.router({
  list: unlocked.conflicts.list.handler(({ input, context: { sync } }) => listConflicts(sync.context, input)),
  get: unlocked.conflicts.get.handler(({ input, context: { sync } }) => {
    const conflict = conflictDetail(sync.context, input.id);
    return conflict ? ({ ok: true, conflict } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),
  decide: unlocked.conflicts.decide.handler(({ input, context: { sync } }) =>
    guardStorage(storageReasons, () => {
      const decided = decideConflict(sync.context, input);
      if (decided.ok) sync.kick();
      return decided;
    }),
  ),
});
