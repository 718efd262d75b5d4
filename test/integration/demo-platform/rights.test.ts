import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inspectorSchema } from '#shared/domains/inspectors/record.ts';
import { type Client, first, signIn, startPlatform } from './client.ts';

const person = 'ZF-scjg04';
const revoking = (client: Client, revision: number, actor = client.actor) =>
  client.operation(
    'inspectors.revoke',
    { id: person, revision },
    { reason: '调离' },
    { collection: 'inspectors', actor },
  );
const noRight = { outcome: 'rejected', reasons: [{ code: 'noRight' }] };

async function county() {
  const { url, control } = await startPlatform();
  const revisionNow = () => control.record('inspectors', person)!.revision;
  const isRevoked = () => inspectorSchema.parse(control.record('inspectors', person)?.data).revoked;
  return { url, control, revisionNow, isRevoked };
}

describe('the 名录 over the raw interface', () => {
  it('is changed by those who keep it; a clerk without the right can revoke, add, edit and restore nobody', async () => {
    const { url, control, revisionNow, isRevoked } = await county();
    const clerk = await signIn(url, 'scjg02');
    const { id, department, revoked, ...inspector } = inspectorSchema.parse(control.record('inspectors', person)?.data);
    expect([id, department.code, revoked]).toEqual([person, clerk.actor.departmentCode, false]);
    const asked = (kind: string, recordId: string, revision: number, payload: unknown) =>
      clerk.operation(kind, { id: recordId, revision }, payload, { collection: 'inspectors' });
    const outcomes = await clerk.send(
      revoking(clerk, revisionNow()),
      asked('inspectors.edit', person, revisionNow(), { inspector: { ...inspector, phone: '19900000001' } }),
      asked('inspectors.add', randomUUID(), 0, { inspector: { ...inspector, account: 'scjg11', name: '封锦书' } }),
      asked('inspectors.restore', 'ZF-scjg03', control.record('inspectors', 'ZF-scjg03')!.revision, {}),
    );
    expect(outcomes).toMatchObject([noRight, noRight, noRight, noRight]);
    expect(isRevoked()).toBe(false);
    const keeper = await signIn(url, 'scjg01');
    expect(first(await keeper.send(revoking(keeper, revisionNow()))).outcome).toBe('accepted');
    expect(isRevoked()).toBe(true);
  });

  it('is not opened by the name of somebody who keeps it: they never signed in on that PC', async () => {
    const { url, revisionNow, isRevoked } = await county();
    const keeper = await signIn(url, 'scjg01');
    const clerk = await signIn(url, 'scjg02');
    expect(first(await clerk.send(revoking(clerk, revisionNow(), keeper.actor)))).toMatchObject(noRight);
    expect(isRevoked()).toBe(false);
  });

  it('takes what a keeper did on a shared PC, whoever is signed in there when it leaves', async () => {
    const { url, revisionNow, isRevoked } = await county();
    const keeper = await signIn(url, 'scjg01');
    const clerk = await signIn(url, 'scjg02', keeper.deviceId);
    expect(first(await clerk.send(revoking(clerk, revisionNow(), keeper.actor))).outcome).toBe('accepted');
    expect(isRevoked()).toBe(true);
  });

  it('asks by the rights of now: given in the morning, taken at noon', async () => {
    const { url, control, revisionNow, isRevoked } = await county();
    const clerk = await signIn(url, 'scjg02');
    control.setRoles('scjg02', ['clerk', 'rosterKeeper']);
    const outcome = first(await clerk.send(revoking(clerk, revisionNow())));
    expect(outcome.outcome).toBe('accepted');
    control.setRoles('scjg02', ['clerk']);
    const restoring = clerk.operation(
      'inspectors.restore',
      { id: person, revision: revisionNow() },
      {},
      { collection: 'inspectors' },
    );
    expect(first(await clerk.send(restoring))).toMatchObject(noRight);
    expect(isRevoked()).toBe(true);
  });
});

it('a sign-in tells which roles the platform knows, so that a client asks by no other', async () => {
  const { url } = await startPlatform();
  const { session } = await signIn(url, 'scjg01');
  expect(session.account.roles).toEqual(['clerk', 'rosterKeeper', 'planKeeper']);
  expect(session.knownRoles).toEqual(expect.arrayContaining(['rosterKeeper', 'planKeeper', 'reviewer']));
});
