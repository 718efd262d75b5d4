/** 更正 of a feedback after the platform closed the matter. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctFeedback } from '#core/notices/commands.ts';
import { noticeDetail } from '#core/notices/queries.ts';
import { takeOver } from '#core/sync/outbox/commands.ts';
import type { CorrectionInput } from '#shared/records/corrections.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { addDays } from '#shared/trade/working-days.ts';
import type { Client } from '../../../simulation/client.ts';
import { createScene, entries, feedback, receive, type Scene } from '../sync/scene.ts';

let scene: Scene;
let client: Client;
let id: string;
let feedbackId: string;
beforeEach(async () => {
  scene = createScene();
  [id = ''] = scene.push(1);
  client = await scene.client('scjg01');
  receive(client, [id]);
  feedback(client, id);
  await scene.world.advance(130_000);
  feedbackId = there().feedbacks[0]!.id;
});
afterEach(() => scene.close());

const there = (): Notice => scene.control.record('notices', id)?.data as Notice;
const detail = () => noticeDetail(client.workspace, id)!;
const input = (change: Partial<CorrectionInput> = {}): CorrectionInput => ({
  foundOn: client.workspace.today(),
  stood: '发证机关：县行政审批局',
  wanted: '发证机关：市行政审批局',
  reason: '录入时选错',
  ...change,
});
const correct = (change: Partial<CorrectionInput> = {}) =>
  correctFeedback(client.workspace, id, feedbackId, input(change));
async function close() {
  scene.control.notices.close(id);
  await scene.world.advance(130_000);
}

describe('更正 of a feedback', () => {
  it('is for what can no longer be amended, one at a time', async () => {
    expect(detail().allowed).toMatchObject({ feedback: true, correct: false });
    expect(correct()).toMatchObject({ ok: false, fields: [{ code: 'wrongStage' }] });
    await close();
    expect(detail().allowed).toMatchObject({ feedback: false, correct: true });
    expect(correct({ foundOn: null })).toMatchObject({ ok: false, fields: [{ field: 'foundOn', code: 'required' }] });
    expect(correct({ foundOn: addDays(client.workspace.today(), 1) })).toMatchObject({
      fields: [{ field: 'foundOn', code: 'future' }],
    });
    const before = there().feedbacks;
    expect(correct()).toMatchObject({ ok: true });
    await scene.world.advance(130_000);
    expect(there()).toMatchObject({
      feedbacks: before,
      corrections: [{ feedbackId, wanted: '发证机关：市行政审批局', settledAt: null }],
    });
    expect(detail().allowed.correct).toBe(false);
    expect(correct()).toMatchObject({ ok: false, fields: [{ code: 'open' }] });
    scene.control.notices.settleCorrections(id);
    await scene.world.advance(130_000);
    expect(detail()).toMatchObject({ allowed: { correct: true }, row: { correction: null } });
    expect(detail().timeline.map(({ title }) => title)).toEqual(expect.arrayContaining(['更正', '更正办结']));
  });

  it('shows a report that came late as late, before and after the platform dealt with it', async () => {
    await close();
    correct({ foundOn: addDays(client.workspace.today(), -20) });
    const term = () => detail().deadlines.find(({ name }) => name === '更正报请期限')!;
    expect(term().doneOn! > term().dueOn).toBe(true);
    expect(detail().row.correction).toEqual(term());
    await scene.world.advance(130_000);
    scene.control.notices.settleCorrections(id);
    await scene.world.advance(130_000);
    expect(term().doneOn! > term().dueOn).toBe(true);
  });

  it('goes on where the platform changed the closed record meanwhile: it only opens beside it', async () => {
    await close();
    scene.line.fault = () => 'offline';
    expect(correct()).toMatchObject({ ok: true });
    scene.control.notices.change(id, { address: '新址路 8 号' });
    scene.line.fault = () => null;
    await scene.world.advance(130_000);
    expect(entries(client).filter(({ kind }) => kind === 'notices.correct')).toEqual(
      expect.arrayContaining([expect.objectContaining({ state: 'accepted' })]),
    );
    expect(there()).toMatchObject({ address: '新址路 8 号', corrections: [{ feedbackId }] });
  });

  it('is no matter of rights: nothing of it can be taken over', async () => {
    await close();
    correct();
    const [last] = entries(client);
    expect(takeOver(client.engine.context, last?.id ?? '')).toMatchObject({ ok: false, reason: 'refused' });
  });
});
