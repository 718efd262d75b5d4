import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { change } from '#core/inspectors/commands.ts';
import { inspectorDetail } from '#core/inspectors/queries.ts';
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { takeOver, withdraw } from '#core/sync/outbox/commands.ts';
import { noRightWords } from '#shared/trade/rights.ts';
import type { Client } from '../../../simulation/client.ts';
import { createScene, entries, type Scene } from '../sync/scene.ts';

const person = 'ZF-scjg04';
const further = [inspectorsCollection, staffCollection];
const minute = 60_000;

let scene: Scene;
beforeEach(() => {
  scene = createScene();
});
afterEach(() => scene.close());

const isRevoked = (client: Client) => inspectorsCollection.read(client.database, person)?.data.revoked;
const revoke = (client: Client) => change(client.workspace, 'inspectors.revoke', person, { reason: '调离' });
const cable = (plugged: boolean) => {
  scene.line.fault = () => (plugged ? null : 'offline');
};

describe('a clerk who does not keep the 名录', () => {
  it('is offered nothing, and refused by the core before anything is queued', async () => {
    const client = await scene.client('scjg02', { further });
    expect(inspectorDetail(client.workspace, person)?.allowed).toEqual({ edit: false, revoke: false, restore: false });
    const message = noRightWords('撤销执法人员');
    expect(revoke(client)).toMatchObject({ ok: false, reason: 'refused', fields: [{ code: 'noRight', message }] });
    expect(entries(client)).toEqual([]);
    expect(isRevoked(client)).toBe(false);
    const keeper = await scene.client('scjg01', { further });
    expect(inspectorDetail(keeper.workspace, person)?.allowed).toEqual({ edit: true, revoke: true, restore: false });
  });
});

describe('rights that were taken away while somebody worked offline', () => {
  /** Revoked here while offline; meanwhile the platform's administrator took the right away. */
  async function refused(): Promise<Client> {
    const client = await scene.client('scjg01', { further });
    cable(false);
    expect(revoke(client)).toMatchObject({ ok: true });
    scene.control.setRoles('scjg01', ['clerk']);
    cable(true);
    await scene.world.advance(3 * minute);
    return client;
  }
  /** The next one to sign in on the same PC. */
  async function nextOn(client: Client, account: string): Promise<Client> {
    client.kill();
    const next = await scene.client(account, { further, database: client.database });
    await scene.world.advance(minute);
    return next;
  }

  it('come back as 退回待改 in words; what was done is neither lost nor undone by itself', async () => {
    const client = await refused();
    expect(entries(client)).toMatchObject([
      {
        state: 'rejected',
        outcome: { class: 'noRight', remedy: '请平台管理员处理' },
        reasons: [{ message: noRightWords('撤销执法人员') }],
        canWithdraw: true,
      },
    ]);
    expect(isRevoked(client)).toBe(true);
    // The client knows of it from the next sign-in on; what is queued is not asked again, only shown.
    const [entry] = entries({ ...client, workspace: { ...client.workspace, roles: ['clerk'] } });
    expect(entry?.canTakeOver).toBe(false);
    expect(withdraw(client.engine.context, entry?.id ?? '')).toMatchObject({ ok: true });
    expect(isRevoked(client)).toBe(false);
  });

  it('leave it to a colleague who has them to take it over, in the name of the colleague', async () => {
    const client = await refused();
    const [lost] = entries(client);
    const clerk = await nextOn(client, 'scjg02');
    expect(takeOver(clerk.engine.context, lost?.id ?? '')).toMatchObject({ ok: false, reason: 'refused' });
    const keeper = await nextOn(clerk, 'scjg03');
    expect(entries(keeper)[0]).toMatchObject({ canTakeOver: true });
    expect(takeOver(keeper.engine.context, lost?.id ?? '')).toMatchObject({ ok: true });
    await scene.world.advance(minute);
    const states = entries(keeper).map(({ state, person: by }) => [state, by]);
    expect(states).toContainEqual(['accepted', keeper.workspace.actor.name]);
    expect(states).toContainEqual(['replaced', client.workspace.actor.name]);
    expect(keeper.engine.summary().allDelivered).toBe(true);
    expect(scene.control.record('inspectors', person)?.data).toMatchObject({ revoked: true });
  });

  it('given back, let the same person send it once more', async () => {
    const client = await refused();
    scene.control.setRoles('scjg01', ['clerk', 'rosterKeeper']);
    expect(takeOver(client.engine.context, entries(client)[0]?.id ?? '')).toMatchObject({ ok: true });
    await scene.world.advance(minute);
    expect(client.engine.summary().allDelivered).toBe(true);
    expect(scene.control.record('inspectors', person)?.data).toMatchObject({ revoked: true });
  });
});

describe('two who keep the 名录 at the same time', () => {
  const editing = (client: Client, phone: string) => {
    const {
      id: _id,
      department: _department,
      revoked: _revoked,
      ...inspector
    } = inspectorsCollection.read(client.database, person)!.data;
    return change(client.workspace, 'inspectors.edit', person, { inspector: { ...inspector, phone } });
  };

  it('meet in a conflict, which only somebody with the right may decide for this PC', async () => {
    const [one, other] = [await scene.client('scjg01', { further }), await scene.client('scjg03', { further })];
    cable(false);
    expect(editing(one, '19900000001')).toMatchObject({ ok: true });
    expect(editing(other, '19900000003')).toMatchObject({ ok: true });
    cable(true);
    await scene.world.advance(3 * minute);
    const late = [one, other].find((client) => entries(client)[0]?.state === 'conflict')!;
    const { context } = late.engine;
    const [found] = listConflicts(context, { state: 'open', cursor: null, limit: 1 }).rows;
    const conflict = conflictDetail(context, found?.id ?? '');
    expect(conflict?.fields.map(({ path, changedBy }) => [path, changedBy])).toEqual([['phone', 'both']]);
    expect(conflict?.mayResend).toBe(true);

    const decision = {
      id: found?.id ?? '',
      theirsRevision: conflict?.theirsRevision ?? 0,
      choices: { phone: 'mine' as const },
      reason: '已核对',
    };
    const clerk = { ...context, workspace: { ...late.workspace, roles: ['clerk'] } };
    expect(conflictDetail(clerk, found?.id ?? '')?.mayResend).toBe(false);
    expect(decideConflict(clerk, decision)).toMatchObject({ ok: false, detail: noRightWords('修改执法人员') });
    expect(decideConflict(context, decision)).toMatchObject({ ok: true });
    await scene.world.advance(minute);
    const phone = late === one ? '19900000001' : '19900000003';
    expect(scene.control.record('inspectors', person)?.data).toMatchObject({ phone });
  });
});
