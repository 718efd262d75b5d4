import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { noticeSchema } from '#shared/domains/notices/record.ts';
import { errorOf, first, issuedFeedback, signIn, startPlatform } from './client.ts';

describe('operations on the demo platform', () => {
  it('accepts, changes the record, and gives a receipt', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const notice = first(await clerk.notices('pending'));
    const operation = clerk.operation('notices.receive', notice, {});
    const outcome = first(await clerk.send(operation));
    if (outcome.outcome !== 'accepted') throw new Error(outcome.outcome);
    expect(outcome.revision).toBeGreaterThan(notice.revision);
    expect(noticeSchema.parse(outcome.data)).toMatchObject({
      stage: 'received',
      receipt: { person: '易知远', way: 'receive' },
    });
    expect(outcome.receiptNumber).toMatch(/^HZ20260916-\d{8}$/);
    expect((await clerk.notices('received')).map(({ id }) => id)).toContain(notice.id);
  });

  it('does an operation once, however often it comes, and repeats the answer', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const operation = clerk.operation('notices.receive', first(await clerk.notices('pending')), {});
    const [once, within] = await clerk.send(operation, operation);
    const again = first(await clerk.send(operation));
    expect(once?.outcome).toBe('accepted');
    expect(within).toEqual({ ...once, outcome: 'duplicate' });
    expect(again).toEqual({ ...once, outcome: 'duplicate' });
    expect(control.operationsLog()).toHaveLength(1);
  });

  it('refuses the id of one operation for another, and does nothing', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const [one, two] = await clerk.notices('pending');
    if (!one || !two) throw new Error('too few notices');
    const id = randomUUID();
    await clerk.send(clerk.operation('notices.receive', one, {}, { id }));
    const misused = first(await clerk.send(clerk.operation('notices.receive', two, {}, { id })));
    expect(misused).toMatchObject({ outcome: 'rejected', reasons: [{ code: 'idMisuse' }] });
    expect(control.record('notices', two.id)?.revision).toBe(two.revision);
  });

  it('answers a conflict with its own version where the person saw an older one', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const notice = first(await clerk.notices('pending'));
    control.colleagueOperation('scjg02', { kind: 'notices.receive', recordId: notice.id, payload: {} });
    const operation = clerk.operation('notices.return', notice, { reason: 'notOurArea', words: '不在辖区' });
    const outcome = first(await clerk.send(operation));
    if (outcome.outcome !== 'conflict') throw new Error(outcome.outcome);
    expect(noticeSchema.parse(outcome.current?.data)).toMatchObject({
      stage: 'received',
      receipt: { person: '简文澜' },
    });
    expect(outcome.current?.revision).toBe(control.record('notices', notice.id)?.revision);
    // The decision is final: the same id gets the same answer.
    expect(first(await clerk.send(operation))).toEqual(outcome);
  });

  it('answers a conflict without a version where the record is no longer the department’s', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const notice = first(await clerk.notices('pending'));
    control.notices.reassign(notice.id, { code: '433221102', name: '澧安县卫生健康局' });
    const outcome = first(await clerk.send(clerk.operation('notices.receive', notice, {})));
    expect(outcome).toMatchObject({ outcome: 'conflict', current: null });
    const unknown = clerk.operation('notices.receive', { id: 'N99999999', revision: 1 }, {});
    expect(first(await clerk.send(unknown))).toMatchObject({ outcome: 'conflict', current: null });
  });

  it('refuses field by field, in words, by the rules that the client has too', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const notice = first(await clerk.notices('received'));
    const feedback = { ...issuedFeedback(''), feedbackOn: '2026-09-17', validTo: '2020-01-01' };
    const outcome = first(
      await clerk.send(clerk.operation('notices.feedback', notice, { feedbackId: randomUUID(), feedback })),
    );
    if (outcome.outcome !== 'rejected') throw new Error(outcome.outcome);
    expect(outcome.reasons.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'feedback.certificateNumber required',
      'feedback.feedbackOn future',
      'feedback.validTo order',
    ]);
  });

  it('refuses a malformed payload, an unknown kind and changes of the base data, but not their neighbours', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const [one, two] = await clerk.notices('pending');
    if (!one || !two) throw new Error('too few notices');
    const outcomes = await clerk.send(
      clerk.operation('notices.return', one, { reason: 'bored', words: '' }),
      clerk.operation('notices.burn', one, {}),
      clerk.operation('enterprises.rename', { id: 'E00000001', revision: 1 }, {}, { collection: 'enterprises' }),
      clerk.operation('notices.receive', one, {}, { actor: { ...clerk.actor, departmentCode: '433221102' } }),
      clerk.operation('notices.receive', one, {}, { actor: { ...clerk.actor, account: 'nobody' } }),
      clerk.operation('notices.receive', two, {}),
    );
    expect(
      outcomes.map((outcome) => (outcome.outcome === 'rejected' ? outcome.reasons[0]?.code : outcome.outcome)),
    ).toEqual(['shape', 'unknownKind', 'unknownKind', 'foreignActor', 'unknownActor', 'accepted']);
  });

  it('takes a colleague’s work under another sign-in of the same department', async () => {
    const { url } = await startPlatform();
    const [clerk, colleague] = [await signIn(url, 'scjg01'), await signIn(url, 'scjg02')];
    const notice = first(await clerk.notices('pending'));
    const outcome = first(await clerk.send(clerk.operation('notices.receive', notice, {}, { actor: colleague.actor })));
    expect(outcome.outcome).toBe('accepted');
  });

  it('says what became of an operation, and null for one that it never decided', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const stranger = await signIn(url, 'wsjk01');
    const operation = clerk.operation('notices.receive', first(await clerk.notices('pending')), {});
    expect(await clerk.status(operation.id)).toBeNull();
    const outcome = first(await clerk.send(operation));
    expect(await clerk.status(operation.id)).toEqual(outcome);
    expect(await stranger.status(operation.id)).toBeNull();
  });

  it('lets a feedback be amended until it is closed', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const notice = first(await clerk.notices('received'));
    const feedbackId = randomUUID();
    const step = async (kind: string, number: string) => {
      const revision = control.record('notices', notice.id)?.revision ?? 0;
      const payload = { feedbackId, feedback: issuedFeedback(number) };
      return first(await clerk.send(clerk.operation(kind, { id: notice.id, revision }, payload)));
    };
    expect((await step('notices.feedback', 'JY1')).outcome).toBe('accepted');
    expect((await step('notices.amendFeedback', 'JY2')).outcome).toBe('accepted');
    control.notices.close(notice.id);
    expect(await step('notices.amendFeedback', 'JY3')).toMatchObject({
      outcome: 'rejected',
      reasons: [{ code: 'closed' }],
    });
    expect(noticeSchema.parse(control.record('notices', notice.id)?.data).feedbacks).toMatchObject([
      { certificateNumber: 'JY2' },
    ]);
  });

  it('refuses a body that is no batch', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    for (const operations of [[], [{ id: 'x' }], Array.from({ length: 201 }, () => ({}))])
      expect(await errorOf(await clerk.sendRaw(operations))).toMatchObject({ status: 400, code: 'badRequest' });
    const response = await fetch(`${url}/v1/operations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clerk.session.token}` },
      body: '{"operations":',
    });
    expect(await errorOf(response)).toMatchObject({ status: 400, code: 'badRequest' });
  });

  it('refuses a body above 16 MB, and closes the connection of which it reads no more', async () => {
    const { url } = await startPlatform();
    const { session } = await signIn(url, 'scjg01');
    const headers = { authorization: `Bearer ${session.token}` };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (body: Buffer) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(`${url}/v1/operations`, { method: 'POST', headers, agent }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode));
        });
        sent.once('error', reject).end(body);
      });
    expect(await post(Buffer.alloc(17 * 1024 * 1024, ' '))).toBe(413);
    // What comes next over the same agent is not caught in the end of the first.
    expect(await post(Buffer.from('{}'))).toBe(400);
    agent.destroy();
  });
});
