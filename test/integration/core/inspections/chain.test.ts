import { describe, expect, it } from 'vitest';
import { confirmSubjects, finishPlanConfirmation, reviewSubjects, submitResult } from '#core/inspections/commands.ts';
import { listPlans } from '#core/inspections/plans.ts';
import { listSubjects, subjectDetail } from '#core/inspections/queries.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { readPlan, readSubject, subjectsCollection } from '#core/inspections/sync.ts';
import type { Workspace } from '#core/workspace.ts';
import { type Plan, planSchema } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { createCounty } from './clients.ts';
import { soundResult } from './fixtures.ts';

/** The plan of the demo county whose lists are being confirmed. */
const planId = 'FA0002';
type County = ReturnType<typeof createCounty>;

const ownSubjects = ({ database, department }: Workspace): Subject[] =>
  subjectsCollection
    .ids(database, null, 10_000)
    .flatMap((id) => readSubject(database, id)?.data ?? [])
    .filter((subject) => subject.planId === planId && subject.department.code === department.code);
const idsOf = (workspace: Workspace, ...stages: Subject['stage'][]): string[] =>
  ownSubjects(workspace)
    .filter(({ stage }) => stages.includes(stage))
    .map(({ id }) => id);
const rowOf = (workspace: Workspace, id: string) =>
  listSubjects(workspace, { page: 'confirm', filter: { planId }, cursor: null, limit: 200 }).rows.find(
    (row) => row.id === id,
  )!;
const confirmAll = (workspace: Workspace) => confirmSubjects(workspace, idsOf(workspace, 'unconfirmed'), 'inspect');
const planAt = ({ platform }: County): Plan =>
  planSchema.parse(platform.control.record('inspectionPlans', planId)?.data);

describe('from 名单确认 to 公示', () => {
  it('goes without a hand on the platform: it selects people after the last 确认完毕, and the results end the plan', async () => {
    const county = createCounty();
    const { world, platform, signIn, checklistOf, onPlatform } = county;
    const people = ['scjg01', 'scjg04', 'scjg02'].map((account) => signIn(account));
    const [keeper] = people as [(typeof people)[0]];
    const reviewer = signIn('scjg03');
    await world.advance(3000);
    confirmAll(keeper.workspace);
    expect(finishPlanConfirmation(keeper.workspace, planId)).toMatchObject({ ok: true });
    await world.advance(300_000);
    expect(planAt(county).stage).toBe('inspecting');
    const wanted = idsOf(keeper.workspace, 'waiting');
    expect(wanted.length).toBeGreaterThan(2);
    for (const { workspace } of people)
      for (const one of ownSubjects(workspace).filter(({ stage }) => stage === 'waiting')) {
        const [first] = one.inspectors;
        if (first?.account !== workspace.actor.account) continue;
        const result = soundResult(checklistOf(one), { inspectedOn: chinaDate(world.now()) });
        expect(submitResult(workspace, one.id, result)).toMatchObject({ ok: true });
      }
    await world.advance(300_000);
    const before = platform.control.inspections.publications().length;
    const review = { decision: 'pass', on: chinaDate(world.now()), opinion: '同意公示' } as const;
    expect(reviewSubjects(reviewer.workspace, idsOf(reviewer.workspace, 'entered'), review)).toMatchObject({
      done: wanted,
      refused: [],
    });
    await world.advance(300_000);
    expect(platform.control.inspections.publications()).toHaveLength(before + wanted.length);
    for (const id of wanted) expect(onPlatform(id).stage).toBe('published');
  });
});

describe('确认完毕', () => {
  it('closes the rows of this PC at once, without a network, and the commands refuse what the rows no longer offer', async () => {
    const { world, signIn } = createCounty();
    const keeper = signIn('scjg01');
    await world.advance(3000);
    const { workspace } = keeper;
    confirmAll(workspace);
    const [id] = idsOf(workspace, 'waiting') as [string];
    expect(rowOf(workspace, id).confirmationClosed).toBe(false);
    keeper.line.cut = true;
    expect(finishPlanConfirmation(workspace, planId)).toMatchObject({ ok: true });
    expect(rowOf(workspace, id).confirmationClosed).toBe(true);
    expect(subjectDetail(workspace, id)).toMatchObject({
      row: { confirmationClosed: true },
      allowed: { confirm: false },
    });
    expect(confirmSubjects(workspace, [id], 'undo')).toMatchObject({
      done: [],
      refused: [{ reasons: [{ code: 'closed' }] }],
    });
    keeper.line.cut = false;
    await world.advance(120_000);
    expect(keeper.engine.summary().allDelivered).toBe(true);
  });

  it('is refused while a colleague has taken a 确认 back; the rows open again, and it is said once more', async () => {
    const county = createCounty();
    const { world, signIn } = county;
    const [keeper, colleague] = [signIn('scjg01'), signIn('scjg03')];
    await world.advance(3000);
    confirmAll(keeper.workspace);
    await world.advance(120_000);
    keeper.line.cut = true;
    const [id] = idsOf(keeper.workspace, 'waiting') as [string];
    confirmSubjects(colleague.workspace, [id], 'undo');
    await world.advance(60_000);
    expect(finishPlanConfirmation(keeper.workspace, planId)).toMatchObject({ ok: true });
    keeper.line.cut = false;
    await world.advance(180_000);
    expect(planAt(county).confirmedBy).not.toContain(keeper.workspace.department.code);
    const open = () =>
      listPlans(keeper.workspace, { filter: { stages: ['confirming'] } }).find((one) => one.id === planId);
    expect(open()).toMatchObject({ own: { unconfirmed: 1 }, mayFinishConfirmation: false });
    expect(rowOf(keeper.workspace, id)).toMatchObject({ stage: 'unconfirmed', confirmationClosed: false });
    expect(confirmSubjects(keeper.workspace, [id], 'skip').done).toEqual([id]);
    expect(open()).toMatchObject({ own: { unconfirmed: 0 }, mayFinishConfirmation: true });
    expect(finishPlanConfirmation(keeper.workspace, planId)).toMatchObject({ ok: true });
    await world.advance(180_000);
    expect(planAt(county).confirmedBy).toContain(keeper.workspace.department.code);
    expect(keeper.engine.summary().allDelivered).toBe(true);
  });

  it('keeps the people that were selected while a 确认 was being taken back elsewhere, and says so there', async () => {
    const county = createCounty();
    const { world, signIn, onPlatform } = county;
    const [keeper, colleague] = [signIn('scjg01'), signIn('scjg03')];
    await world.advance(3000);
    confirmAll(keeper.workspace);
    await world.advance(120_000);
    colleague.line.cut = true;
    const [id] = idsOf(colleague.workspace, 'waiting') as [string];
    confirmSubjects(colleague.workspace, [id], 'undo');
    finishPlanConfirmation(keeper.workspace, planId);
    await world.advance(180_000);
    expect(planAt(county).stage).toBe('inspecting');
    colleague.line.cut = false;
    await world.advance(180_000);
    expect(onPlatform(id)).toMatchObject({ stage: 'waiting', confirmationClosed: true });
    expect(onPlatform(id).inspectors).toHaveLength(2);
    const [open] = listConflicts(colleague.engine.context, { state: 'open', cursor: null, limit: 9 }).rows;
    expect(open).toMatchObject({ recordId: id });
    const { id: conflict, theirsRevision, fields } = conflictDetail(colleague.engine.context, open!.id)!;
    const choices = Object.fromEntries(fields.map(({ path }) => [path, 'theirs' as const]));
    const decision = { id: conflict, theirsRevision, choices, reason: '名单已经确认完毕' };
    expect(decideConflict(colleague.engine.context, decision)).toMatchObject({ ok: true });
    await world.advance(120_000);
    expect(readSubject(colleague.database, id)?.data.stage).toBe('waiting');
    expect(colleague.engine.summary().allDelivered).toBe(true);
  });

  it('of two departments at the same time stands for both, without asking anybody', async () => {
    const county = createCounty();
    const { world, platform, signIn } = county;
    const plan = planAt(county);
    const [own, other] = ['433221101', '433221102'] as const;
    const transport = { code: '433221103', name: '澧安县交通运输局' };
    platform.control.writeRecord('inspectionPlans', planId, {
      ...plan,
      confirmedBy: plan.confirmedBy.filter((code) => code !== transport.code),
    });
    expect(plan.confirmedBy).not.toContain(other);
    const [keeper, elsewhere] = [signIn('scjg01'), signIn('jtys01')];
    await world.advance(3000);
    confirmAll(keeper.workspace);
    await world.advance(120_000);
    keeper.line.cut = true;
    elsewhere.line.cut = true;
    expect(finishPlanConfirmation(keeper.workspace, planId)).toMatchObject({ ok: true });
    expect(finishPlanConfirmation(elsewhere.workspace, planId)).toMatchObject({ ok: true });
    keeper.line.cut = false;
    elsewhere.line.cut = false;
    await world.advance(300_000);
    expect(planAt(county).confirmedBy).toEqual(expect.arrayContaining([own, transport.code]));
    for (const { engine, database } of [keeper, elsewhere]) {
      expect(engine.summary().allDelivered).toBe(true);
      expect(readPlan(database, planId)?.stage).toBe('inspecting');
    }
  });

  it('by two people of one department at once is said once; whoever came second is told that it is done', async () => {
    const county = createCounty();
    const { world, signIn } = county;
    const [keeper, colleague] = [signIn('scjg01'), signIn('scjg03')];
    await world.advance(3000);
    confirmAll(keeper.workspace);
    await world.advance(120_000);
    keeper.line.cut = true;
    colleague.line.cut = true;
    for (const { workspace } of [keeper, colleague])
      expect(finishPlanConfirmation(workspace, planId)).toMatchObject({ ok: true });
    keeper.line.cut = false;
    await world.advance(60_000);
    colleague.line.cut = false;
    await world.advance(180_000);
    const { confirmedBy } = planAt(county);
    expect(confirmedBy.filter((code) => code === keeper.workspace.department.code)).toHaveLength(1);
    expect(keeper.engine.summary().allDelivered).toBe(true);
    const conflicts = listConflicts(colleague.engine.context, { state: 'open', cursor: null, limit: 9 }).rows;
    expect(conflicts).toMatchObject([{ recordId: planId }]);
  });
});
