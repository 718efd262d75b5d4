import { describe, expect, it } from 'vitest';
import {
  confirmSubjects,
  correctSubject,
  finishPlanConfirmation,
  reassign,
  reviewSubjects,
  submitResult,
} from '#core/inspections/commands.ts';
import { saveDraft } from '#core/drafts/store.ts';
import { resultDraftName } from '#core/inspections/drafts.ts';
import { listPlans } from '#core/inspections/plans.ts';
import { subjectDetail } from '#core/inspections/queries.ts';
import { readPlan, readSubject, subjectsCollection } from '#core/inspections/sync.ts';
import { add, change } from '#core/inspectors/commands.ts';
import { allInspectors } from '#core/inspectors/queries.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { checklistSchema } from '#shared/domains/inspections/checklist.ts';
import type { InspectorInput } from '#shared/domains/inspectors/record.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { createCounty, subjectsHere } from './clients.ts';
import { soundResult } from './fixtures.ts';

const inspectorOf = (account: string, name: string): InspectorInput => ({
  account,
  name,
  gender: null,
  age: null,
  education: '',
  types: ['行政执法'],
  lines: ['市场监管'],
  area: '',
  skills: [],
  certificateNumber: '',
  certificateFrom: null,
  certificateTo: null,
  certificateOrgan: '',
  phone: '',
  onDuty: true,
  remark: '',
});

describe('an inspector’s day', () => {
  it('brings checklists, plans, subjects, the 名录 and accounts, and sets nothing aside', async () => {
    const { world, platform, signIn } = createCounty();
    const client = signIn('scjg04');
    await world.advance(3000);
    expect(client.engine.status()).toMatchObject({ firstDownload: 'complete', allDelivered: true });
    expect(client.database.prepare('SELECT problem FROM set_aside').all()).toEqual([]);
    for (const name of ['checklists', 'inspectionPlans', 'inspectionSubjects', 'inspectors', 'staff'])
      expect({ name, n: client.engine.context.collections.get(name)!.count(client.database) }).toEqual({
        name,
        n: platform.control.visibleIds(name, client.workspace.department.code).length,
      });
  });

  it('goes from result to review, back and to 公示, once', async () => {
    const { world, platform, signIn, onPlatform, checklistOf } = createCounty();
    const inspector = signIn('scjg04');
    const reviewer = signIn('scjg03');
    await world.advance(3000);
    inspector.line.cut = true;
    const [subject] = subjectsHere(inspector.workspace, 'waiting', 'scjg04');
    const result = soundResult(checklistOf(subject!));
    expect(submitResult(inspector.workspace, subject!.id, result)).toMatchObject({ ok: true });
    expect(subjectDetail(inspector.workspace, subject!.id)).toMatchObject({
      subject: { stage: 'entered' },
      row: { delivery: { state: 'queued', count: 1 }, coarseOutcome: 'normal' },
      allowed: { enter: false, replace: true, review: false },
    });
    await world.advance(5000);
    expect(onPlatform(subject!.id).stage).toBe('waiting');
    inspector.line.cut = false;
    await world.advance(120_000);
    expect(onPlatform(subject!.id)).toMatchObject({ stage: 'entered', result: { account: 'scjg04' } });

    const review = { on: chinaDate(world.now()), opinion: '请写明处理情况' };
    expect(reviewSubjects(inspector.workspace, [subject!.id], { ...review, decision: 'pass' }).refused).toMatchObject([
      { reasons: [{ code: 'noRight' }] },
    ]);
    expect(reviewSubjects(reviewer.workspace, [subject!.id], { ...review, decision: 'sendBack' }).done).toHaveLength(1);
    await world.advance(120_000);
    expect(readSubject(inspector.database, subject!.id)?.data).toMatchObject({
      stage: 'sentBack',
      reviews: [{ opinion: '请写明处理情况', decision: 'sendBack' }],
    });
    submitResult(inspector.workspace, subject!.id, { ...result, handling: '已当场说明，无需处理' });
    await world.advance(120_000);
    const before = platform.control.inspections.publications().length;
    reviewSubjects(reviewer.workspace, [subject!.id], { ...review, decision: 'pass' });
    await world.advance(120_000);
    expect(platform.control.inspections.publications().slice(before)).toMatchObject([{ recordId: subject!.id }]);
    expect(submitResult(inspector.workspace, subject!.id, result)).toMatchObject({
      ok: false,
      fields: [{ code: 'published' }],
    });
    const wanted = { foundOn: inspector.workspace.today(), stood: '13 人', wanted: '3 人', reason: '人数抄错' };
    expect(correctSubject(inspector.workspace, subject!.id, wanted)).toMatchObject({ ok: true });
    await world.advance(120_000);
    expect(onPlatform(subject!.id)).toMatchObject({ stage: 'published', corrections: [{ reason: '人数抄错' }] });
    expect(subjectDetail(inspector.workspace, subject!.id)?.deadlines).toMatchObject([
      { name: '更正报请期限', status: 'done', doneOn: inspector.workspace.today() },
    ]);
  });

  it('never lets one of two results win in silence: a person chooses, and one is reviewed', async () => {
    const { world, signIn, onPlatform, checklistOf } = createCounty();
    const [first, second] = [signIn('scjg04'), signIn('scjg01')];
    await world.advance(3000);
    second.line.cut = true;
    const [subject] = subjectsHere(first.workspace, 'waiting', 'scjg04', 'scjg01');
    const result = soundResult(checklistOf(subject!));
    submitResult(second.workspace, subject!.id, { ...result, handling: '第二人写的' });
    submitResult(first.workspace, subject!.id, { ...result, handling: '第一人写的' });
    await world.advance(30_000);
    second.line.cut = false;
    await world.advance(180_000);
    expect(onPlatform(subject!.id).result).toMatchObject({ account: 'scjg04', handling: '第一人写的' });
    const open = listConflicts(second.engine.context, { state: 'open', cursor: null, limit: 10 }).rows;
    expect(open).toMatchObject([{ recordId: subject!.id, theirsState: 'changed' }]);
    // Both are kept, and what the second person wrote is what that person still sees.
    expect(second.engine.summary().allDelivered).toBe(false);
    const conflict = conflictDetail(second.engine.context, open[0]!.id)!;
    const handling = conflict.fields.find(({ path }) => path === 'result.handling');
    expect(handling).toMatchObject({
      label: '处理情况描述',
      mine: '第二人写的',
      theirs: '第一人写的',
      changedBy: 'both',
    });
    const choices = Object.fromEntries(conflict.fields.map(({ path }) => [path, 'mine' as const]));
    const decided = decideConflict(second.engine.context, {
      id: conflict.id,
      theirsRevision: conflict.theirsRevision,
      choices,
      reason: '以现场二次核查为准',
    });
    expect(decided).toMatchObject({ ok: true });
    await world.advance(120_000);
    expect(onPlatform(subject!.id)).toMatchObject({
      stage: 'entered',
      result: { account: 'scjg01', handling: '第二人写的' },
    });
    expect(second.engine.summary().allDelivered).toBe(true);
    expect(readSubject(first.database, subject!.id)?.data.result?.handling).toBe('第二人写的');
  });

  it('does not publish a result that the reviewer has not seen', async () => {
    const { world, platform, signIn, onPlatform, checklistOf } = createCounty();
    const [inspector, reviewer] = [signIn('scjg04'), signIn('scjg03')];
    await world.advance(3000);
    const [subject] = subjectsHere(inspector.workspace, 'waiting', 'scjg04');
    const result = soundResult(checklistOf(subject!));
    submitResult(inspector.workspace, subject!.id, result);
    await world.advance(120_000);
    reviewer.line.cut = true;
    reviewSubjects(reviewer.workspace, [subject!.id], {
      decision: 'pass',
      on: chinaDate(world.now()),
      opinion: '同意',
    });
    submitResult(inspector.workspace, subject!.id, { ...result, handling: '复核前改过' });
    await world.advance(120_000);
    const before = platform.control.inspections.publications().length;
    reviewer.line.cut = false;
    await world.advance(180_000);
    expect(onPlatform(subject!.id)).toMatchObject({ stage: 'entered', result: { handling: '复核前改过' } });
    expect(platform.control.inspections.publications()).toHaveLength(before);
    expect(listConflicts(reviewer.engine.context, { state: 'open', cursor: null, limit: 9 }).rows).toHaveLength(1);
  });

  it('keeps a draft in the version in which it was begun, and delivers it in that version', async () => {
    const { world, platform, signIn, onPlatform, checklistOf } = createCounty();
    const client = signIn('scjg04');
    await world.advance(3000);
    const [subject] = subjectsHere(client.workspace, 'waiting', 'scjg04');
    const checklist = checklistOf(subject!);
    const draft = { shape: String(checklist.version), values: '{"handling":"写了一半"}' };
    const at = client.workspace.correctedNow();
    saveDraft(client.database, { ...resultDraftName(subject!.id), ...draft }, 'scjg04', at);
    const { version } = platform.control.inspections.newChecklistVersion(checklist.checklistId);
    platform.control.inspections.changeSubject(subject!.id, { checklistVersion: version });
    await world.advance(120_000);
    const detail = subjectDetail(client.workspace, subject!.id)!;
    expect(detail.subject.checklistVersion).toBe(version);
    expect(detail.checklist?.version).toBe(checklist.version);
    expect(detail.draft?.values).toBe('{"handling":"写了一半"}');
    expect(submitResult(client.workspace, subject!.id, soundResult(checklist))).toMatchObject({ ok: true });
    await world.advance(120_000);
    expect(onPlatform(subject!.id).result?.checklistVersion).toBe(checklist.version);
    expect(subjectDetail(client.workspace, subject!.id)).toMatchObject({ draft: null, row: { hasDraft: false } });
  });

  it('sends a result again after the platform refused it, in the place of the refused one', async () => {
    const { world, platform, signIn, onPlatform, checklistOf } = createCounty();
    const client = signIn('scjg04');
    await world.advance(3000);
    const [subject] = subjectsHere(client.workspace, 'waiting', 'scjg04');
    const checklist = checklistOf(subject!);
    // The platform's copy of the version asks one thing more than the one that lies here.
    const asked = structuredClone(checklist);
    asked.groups[0]!.items[0]!.points.push({ id: 'x-1', type: 'yesNo', title: '补问', required: true, sound: 'yes' });
    client.line.cut = true;
    platform.control.writeRecord('checklists', checklist.id, asked);
    submitResult(client.workspace, subject!.id, soundResult(checklist));
    client.line.cut = false;
    await world.advance(120_000);
    const [operation] = subjectDetail(client.workspace, subject!.id)!.operations;
    expect(operation).toMatchObject({
      state: 'rejected',
      reasons: [{ field: 'result.answers.x-1', code: 'unanswered' }],
    });
    expect(submitResult(client.workspace, subject!.id, soundResult(checklistSchema.parse(asked)))).toMatchObject({
      ok: true,
    });
    await world.advance(120_000);
    expect(onPlatform(subject!.id).stage).toBe('entered');
    expect(client.engine.summary().allDelivered).toBe(true);
  });
});

describe('a plan', () => {
  it('is confirmed subject by subject, with undo, until 确认完毕', async () => {
    const { world, platform, signIn } = createCounty();
    const client = signIn('scjg01');
    await world.advance(3000);
    const { workspace } = client;
    const plan = listPlans(workspace, { filter: { stages: ['confirming'] } })[0]!;
    expect(plan.mayFinishConfirmation).toBe(false);
    expect(finishPlanConfirmation(workspace, plan.id)).toMatchObject({ ok: false, fields: [{ code: 'unconfirmed' }] });
    const ids = subjectsHere(workspace, 'unconfirmed')
      .filter(({ planId }) => planId === plan.id)
      .map(({ id }) => id);
    expect(confirmSubjects(workspace, ids, 'inspect')).toMatchObject({ done: ids, refused: [], undo: null });
    confirmSubjects(workspace, ids.slice(0, 1), 'undo');
    expect(listPlans(workspace, { filter: { stages: ['confirming'] } })[0]).toMatchObject({ own: { unconfirmed: 1 } });
    confirmSubjects(workspace, ids.slice(0, 1), 'skip');
    await world.advance(120_000);
    expect(finishPlanConfirmation(workspace, plan.id)).toMatchObject({ ok: true });
    expect(readPlan(client.database, plan.id)?.confirmedBy).toContain(workspace.department.code);
    await world.advance(120_000);
    expect(client.engine.summary().allDelivered).toBe(true);
    expect(readSubject(client.database, ids[0]!)?.data).toMatchObject({ stage: 'skipped', confirmationClosed: true });
    expect(confirmSubjects(workspace, ids.slice(0, 1), 'undo').refused[0]!.reasons[0]!.code).toBe('closed');
    expect(platform.control.record('inspectionPlans', plan.id)?.data).toMatchObject({
      confirmedBy: expect.arrayContaining([workspace.department.code]) as string[],
    });
  });

  it('gives all open subjects of a person to another, with a reason', async () => {
    const { world, signIn, onPlatform } = createCounty();
    const client = signIn('scjg01');
    await world.advance(3000);
    const [subject] = subjectsHere(client.workspace, 'waiting', 'scjg04', 'scjg01').filter(
      ({ inspectors }) => inspectors.length === 2,
    );
    const to = { ...subject!.inspectors[0]!, account: 'scjg02', name: '简文澜' };
    const change = { fromAccount: 'scjg04', to, reason: '外出学习两周' };
    const outcome = reassign(client.workspace, subject!.planId, change);
    expect(outcome.done).toContain(subject!.id);
    for (const { reasons } of outcome.refused) expect(reasons[0]!.code).toBe('already');
    await world.advance(120_000);
    expect(client.engine.summary().allDelivered).toBe(true);
    expect(onPlatform(subject!.id).inspectors.map(({ account }) => account)).not.toContain('scjg04');
  });
});

describe('the 名录', () => {
  it('takes somebody in without a network, edits and revokes the entry, and delivers all of it in order', async () => {
    const { world, platform, signIn } = createCounty();
    const client = signIn('scjg01');
    await world.advance(3000);
    client.line.cut = true;
    const { workspace } = client;
    expect(add(workspace, inspectorOf('nobody', '无名'))).toMatchObject({ fields: [{ code: 'unknownPerson' }] });
    expect(add(workspace, inspectorOf('scjg04', '嵇望舒'))).toMatchObject({ fields: [{ code: 'repeated' }] });
    expect(add(workspace, inspectorOf('scjg11', '封锦书'))).toMatchObject({ ok: true });
    const made = allInspectors(client.database).find(({ account }) => account === 'scjg11')!;
    const edited = { ...inspectorOf('scjg11', '封锦书'), age: 33 };
    expect(change(workspace, 'inspectors.edit', made.id, { inspector: edited })).toMatchObject({ ok: true });
    expect(change(workspace, 'inspectors.revoke', made.id, { reason: '调离' })).toMatchObject({ ok: true });
    await world.advance(5000);
    client.line.cut = false;
    await world.advance(180_000);
    expect(client.engine.summary()).toMatchObject({ unsettled: 0, allDelivered: true });
    expect(platform.control.record('inspectors', made.id)?.data).toMatchObject({ age: 33, revoked: true });
    expect(inspectorsCollection.read(client.database, made.id)).toMatchObject({
      revision: platform.control.record('inspectors', made.id)!.revision,
    });
  });

  it('keeps what was added here while the platform’s history is read again', async () => {
    const { world, platform, signIn } = createCounty();
    const client = signIn('scjg01');
    await world.advance(3000);
    client.line.cut = true;
    add(client.workspace, inspectorOf('scjg11', '封锦书'));
    platform.control.changeEpoch();
    client.line.cut = false;
    await world.advance(180_000);
    expect(client.engine.status().problem?.class).toBe('wrongEpoch');
    const decided = client.engine.decidePause(true);
    await world.advance(180_000);
    expect(await decided).toEqual({ ok: true });
    expect(listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 9 }).rows).toEqual([]);
    expect(client.engine.summary()).toMatchObject({ unsettled: 0, allDelivered: true });
    const made = allInspectors(client.database).find(({ account }) => account === 'scjg11')!;
    expect(platform.control.record('inspectors', made.id)?.data).toMatchObject({ name: '封锦书' });
  });

  it('goes from here again when its adding is taken back or refused', async () => {
    const { world, platform, signIn } = createCounty();
    const client = signIn('scjg01');
    await world.advance(3000);
    client.line.cut = true;
    add(client.workspace, inspectorOf('scjg11', '封锦书'));
    const made = allInspectors(client.database).find(({ account }) => account === 'scjg11')!;
    // A colleague adds the same person on the platform meanwhile.
    platform.control.colleagueOperation('scjg03', {
      kind: 'inspectors.add',
      recordId: 'ffffffff-0000-4000-8000-000000000001',
      payload: { inspector: inspectorOf('scjg11', '封锦书') },
    });
    client.line.cut = false;
    await world.advance(180_000);
    const entry = client.database
      .prepare<[string], { id: string; state: string }>('SELECT id, state FROM outbox WHERE record_id = ?')
      .get(made.id)!;
    expect(entry.state).toBe('rejected');
    expect(withdraw(client.engine.context, entry.id)).toMatchObject({ ok: true });
    expect(inspectorsCollection.read(client.database, made.id)).toBeNull();
    expect(allInspectors(client.database).filter(({ account }) => account === 'scjg11')).toHaveLength(1);
  });
});

describe('bad records from the platform', () => {
  it('are set aside with the reason, and the rest lands', async () => {
    const { world, platform, signIn, checklistOf } = createCounty();
    const subject = platform.control
      .visibleIds('inspectionSubjects', '433221101')
      .map((id) => platform.control.record('inspectionSubjects', id)!.data as { id: string; result: unknown })
      .find(({ result }) => result !== null)!;
    const spoiled = structuredClone(subject) as { result: { outcomes: string[] } };
    spoiled.result.outcomes = ['perfectlyFine'];
    platform.control.writeRecord('inspectionSubjects', subject.id, spoiled);
    const checklist = structuredClone(platform.control.record('checklists', 'CL001-v2')!.data) as {
      id: string;
      version: number;
      groups: { items: { points: { type: string }[] }[] }[];
    };
    checklist.id = 'CL001-v9';
    checklist.version = 9;
    checklist.groups[0]!.items[0]!.points[0]!.type = 'hologram';
    platform.control.writeRecord('checklists', checklist.id, checklist);
    const client = signIn('scjg04');
    await world.advance(3000);
    const asides = client.database
      .prepare<[], { record_id: string; problem: string }>(
        'SELECT record_id, problem FROM set_aside ORDER BY record_id',
      )
      .all();
    expect(asides.map(({ record_id: id }) => id)).toEqual(['CL001-v9', subject.id].sort());
    expect(asides.every(({ problem }) => problem.startsWith('记录内容不符合接口'))).toBe(true);
    expect(readSubject(client.database, subject.id)).toBeNull();
    expect(subjectsCollection.count(client.database)).toBe(
      platform.control.visibleIds('inspectionSubjects', '433221101').length - 1,
    );
    const [waiting] = subjectsHere(client.workspace, 'waiting', 'scjg04');
    expect(
      submitResult(client.workspace, waiting!.id, { ...soundResult(checklistOf(waiting!)), checklistVersion: 9 }),
    ).toMatchObject({
      ok: false,
      fields: [{ code: 'unknownVersion' }],
    });
  });
});
