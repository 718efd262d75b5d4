import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoPlatform, type DemoPlatform } from '#platform/platform.ts';
import { departments } from '#platform/county.ts';
import { checklistSchema, pointsOf } from '#shared/domains/inspections/checklist.ts';
import { inspectorSchema } from '#shared/domains/inspectors/record.ts';
import { planSchema } from '#shared/domains/inspections/plans.ts';
import { type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { soundResult } from '../../../integration/core/inspections/fixtures.ts';

const now = Date.parse('2026-09-16T02:00:00.000Z');
const scjg = '433221101';

let platform: DemoPlatform;
beforeEach(() => {
  platform = createDemoPlatform({ dataDirectory: ':memory:', seed: 1, scale: 'small', clock: () => now });
});
afterEach(() => platform.close());

const subjects = (department = scjg): Subject[] =>
  platform.control
    .visibleIds('inspectionSubjects', department)
    .map((id) => subjectSchema.parse(platform.control.record('inspectionSubjects', id)?.data));
const subject = (id: string): Subject => subjectSchema.parse(platform.control.record('inspectionSubjects', id)?.data);
const checklistOf = (one: Subject) =>
  checklistSchema.parse(platform.control.record('checklists', `${one.checklistId}-v${one.checklistVersion}`)?.data);
const does = (account: string, kind: string, recordId: string, payload: unknown) => {
  const { outcome } = platform.control.colleagueOperation(account, { kind, recordId, payload });
  return outcome.outcome === 'rejected' ? outcome.reasons.map(({ code }) => code) : outcome.outcome;
};
const waiting = (account: string) =>
  subjects().find((one) => one.stage === 'waiting' && one.inspectors.some((person) => person.account === account))!;

describe('a result on the platform', () => {
  it('is entered, sent back, amended, reviewed and published, once', () => {
    const one = waiting('scjg04');
    const result = soundResult(checklistOf(one), { inspectedOn: '2026-09-16' });
    expect(does('scjg04', 'inspectionSubjects.enterResult', one.id, { result })).toBe('accepted');
    const review = (decision: string) => ({
      decision,
      on: '2026-09-16',
      opinion: '请补充',
      resultAt: subject(one.id).result!.at,
    });
    expect(does('scjg03', 'inspectionSubjects.review', one.id, review('sendBack'))).toBe('accepted');
    expect(subject(one.id).stage).toBe('sentBack');
    expect(does('scjg04', 'inspectionSubjects.enterResult', one.id, { result })).toBe('accepted');
    const before = platform.control.inspections.publications().length;
    expect(does('scjg03', 'inspectionSubjects.review', one.id, review('pass'))).toBe('accepted');
    expect(does('scjg03', 'inspectionSubjects.review', one.id, review('pass'))).toEqual(['published']);
    expect(platform.control.inspections.publications().slice(before)).toMatchObject([{ recordId: one.id }]);
    expect(does('scjg04', 'inspectionSubjects.enterResult', one.id, { result })).toEqual(['published']);
    const correction = {
      correctionId: randomUUID(),
      foundOn: '2026-09-15',
      stood: '21',
      wanted: '12',
      reason: '数字抄错',
    };
    expect(does('scjg04', 'inspectionSubjects.correct', one.id, correction)).toBe('accepted');
    expect(subject(one.id)).toMatchObject({
      stage: 'published',
      corrections: [{ reason: '数字抄错', settledAt: null }],
    });
    platform.control.inspections.settleCorrections(one.id);
    expect(subject(one.id).corrections[0]!.settledAt).not.toBeNull();
  });

  it('is checked point by point, in the version in which it was begun', () => {
    const one = waiting('scjg04');
    const checklist = checklistOf(one);
    platform.control.inspections.newChecklistVersion(one.checklistId);
    const result = soundResult(checklist, { inspectedOn: '2026-09-16' });
    const [point] = pointsOf(checklist);
    const lacking = { ...result, answers: result.answers.slice(1) };
    const { outcome } = platform.control.colleagueOperation('scjg04', {
      kind: 'inspectionSubjects.enterResult',
      recordId: one.id,
      payload: { result: lacking },
    });
    expect(outcome).toMatchObject({
      outcome: 'rejected',
      reasons: [{ field: `result.answers.${point!.id}`, code: 'unanswered' }],
    });
    expect(
      does('scjg04', 'inspectionSubjects.enterResult', one.id, { result: { ...result, checklistVersion: 9 } }),
    ).toEqual(['unknownVersion']);
    expect(does('scjg04', 'inspectionSubjects.enterResult', one.id, { result })).toBe('accepted');
  });

  it('is entered by those to whom the subject was drawn, and reviewed by those with the right', () => {
    const one = subjects().find(
      (each) =>
        each.stage === 'waiting' && each.inspectors.length > 0 && !each.inspectors.some((p) => p.account === 'scjg02'),
    )!;
    const result = soundResult(checklistOf(one), { inspectedOn: '2026-09-16' });
    expect(does('scjg02', 'inspectionSubjects.enterResult', one.id, { result })).toEqual(['notAssigned']);
    const entered = subjects().find(({ stage }) => stage === 'entered')!;
    const review = { decision: 'pass', on: '2026-09-16', opinion: '同意', resultAt: entered.result!.at };
    expect(does('scjg01', 'inspectionSubjects.review', entered.id, review)).toEqual(['noRight']);
    expect(
      does('scjg03', 'inspectionSubjects.review', entered.id, { ...review, resultAt: '2026-01-01T00:00:00.000Z' }),
    ).toEqual(['changed']);
  });

  it('is accepted before its files, and the platform tells which are missing', () => {
    const one = waiting('scjg04');
    const sound = soundResult(checklistOf(one), { inspectedOn: '2026-09-16' });
    const sha256 = 'a'.repeat(64);
    const result = { ...sound, signatures: sound.signatures.map((each) => ({ ...each, sha256 })) };
    expect(does('scjg04', 'inspectionSubjects.enterResult', one.id, { result })).toBe('accepted');
    expect(platform.control.inspections.missingFiles()).toEqual([{ subjectId: one.id, missing: [sha256] }]);
  });
});

describe('a plan on the platform', () => {
  const confirming = () =>
    platform.control
      .visibleIds('inspectionPlans', scjg)
      .map((id) => planSchema.parse(platform.control.record('inspectionPlans', id)?.data))
      .find(({ stage }) => stage === 'confirming')!;

  it('is not 确认完毕 while subjects of the department are unconfirmed, and closes their list then', () => {
    const plan = confirming();
    expect(does('scjg01', 'inspectionPlans.finishConfirmation', plan.id, {})).toEqual(['unconfirmed']);
    const own = () => subjects().filter(({ planId, department }) => planId === plan.id && department.code === scjg);
    for (const { id } of own().filter(({ stage }) => stage === 'unconfirmed'))
      expect(does('scjg01', 'inspectionSubjects.confirm', id, { decision: 'inspect' })).toBe('accepted');
    expect(does('scjg01', 'inspectionPlans.finishConfirmation', plan.id, {})).toBe('accepted');
    expect(own().every(({ confirmationClosed }) => confirmationClosed)).toBe(true);
    expect(does('scjg01', 'inspectionSubjects.confirm', own()[0]!.id, { decision: 'undo' })).toEqual(['closed']);
    expect(planSchema.parse(platform.control.record('inspectionPlans', plan.id)?.data).stage).toBe('assigning');
  });

  it('goes on to inspection when inspectors are drawn, and ends with its last result', () => {
    const assigning = planSchema.parse(platform.control.record('inspectionPlans', 'FA0003')?.data);
    expect(assigning.stage).toBe('assigning');
    expect(platform.control.inspections.drawInspectors('FA0003').drawn).toBeGreaterThan(0);
    const drawn = subjects().filter(({ planId, stage }) => planId === 'FA0003' && stage === 'waiting');
    expect(drawn.every(({ inspectors }) => inspectors.length === 2)).toBe(true);
    const every = departments.flatMap(({ code }) =>
      subjects(code).filter(({ planId, department }) => planId === 'FA0003' && department.code === code),
    );
    for (const one of every.filter(({ stage }) => stage === 'waiting')) {
      const { account, department } = one.inspectors[0]!;
      const result = soundResult(checklistOf(one), { inspectedOn: '2026-09-16' });
      does(account, 'inspectionSubjects.enterResult', one.id, { result });
      const reviewer = `${departments.find(({ code }) => code === department.code)!.key}03`;
      const resultAt = subject(one.id).result!.at;
      expect(
        does(reviewer, 'inspectionSubjects.review', one.id, {
          decision: 'pass',
          on: '2026-09-16',
          opinion: '同意',
          resultAt,
        }),
      ).toBe('accepted');
    }
    expect(planSchema.parse(platform.control.record('inspectionPlans', 'FA0003')?.data).stage).toBe('finished');
  });
});

describe('the 名录 on the platform', () => {
  const inspector = (account: string) => ({
    account,
    name: '封锦书',
    gender: 'male',
    age: 30,
    education: '大学本科',
    types: ['行政执法'],
    lines: ['市场监管'],
    area: '澧安县',
    skills: [],
    certificateNumber: '湘澧执1010001',
    certificateFrom: '2026-01-01',
    certificateTo: '2031-01-01',
    certificateOrgan: '湘澧市人民政府',
    phone: '',
    onDuty: true,
    remark: '',
  });
  const add = (account: string) => does('scjg01', 'inspectors.add', randomUUID(), { inspector: inspector(account) });

  it('takes in a record that the client made, of a person with an account, once', () => {
    const id = randomUUID();
    expect(does('scjg01', 'inspectors.add', id, { inspector: inspector('scjg11') })).toBe('accepted');
    const made = inspectorSchema.parse(platform.control.record('inspectors', id)?.data);
    expect(made).toMatchObject({ id, department: { code: scjg }, revoked: false });
    expect(platform.control.visibleIds('inspectors', scjg)).toContain(id);
    expect(add('scjg11')).toEqual(['repeated']);
    expect(add('wsjk11')).toEqual(['unknownPerson']);
    expect(does('scjg01', 'inspectors.revoke', id, { reason: '调离' })).toBe('accepted');
    expect(does('scjg01', 'inspectors.edit', id, { inspector: inspector('scjg11') })).toEqual(['revoked']);
    expect(does('scjg01', 'inspectors.restore', id, {})).toBe('accepted');
    expect(does('wsjk01', 'inspectors.restore', id, {})).toBe('conflict');
  });

  it('makes no other records for a client', () => {
    expect(does('scjg01', 'inspectionSubjects.confirm', 'FA9999-101-0001', { decision: 'inspect' })).toBe('conflict');
    expect(does('scjg01', 'inspectors.edit', randomUUID(), { inspector: inspector('scjg11') })).toEqual(['missing']);
  });
});

describe('人员随机选派 by the platform itself', () => {
  let clock = now;
  let county: DemoPlatform;
  beforeEach(() => {
    clock = now;
    county = createDemoPlatform({ dataDirectory: ':memory:', seed: 1, scale: 'small', clock: () => clock });
  });
  afterEach(() => county.close());

  const plan = (of = county) => planSchema.parse(of.control.record('inspectionPlans', 'FA0002')?.data);
  const ofPlan = (of = county): Subject[] =>
    of.control
      .visibleIds('inspectionSubjects', scjg)
      .filter((id) => id.startsWith('FA0002-'))
      .map((id) => subjectSchema.parse(of.control.record('inspectionSubjects', id)?.data))
      .filter(({ department }) => department.code === scjg);
  const by = (of: DemoPlatform, kind: string, recordId: string, payload: unknown) => {
    const { outcome } = of.control.colleagueOperation('scjg01', { kind, recordId, payload });
    return outcome.outcome === 'rejected' ? outcome.reasons.map(({ code }) => code) : outcome.outcome;
  };
  const finish = (of = county) => {
    for (const { id } of ofPlan(of).filter(({ stage }) => stage === 'unconfirmed'))
      by(of, 'inspectionSubjects.confirm', id, { decision: 'inspect' });
    return by(of, 'inspectionPlans.finishConfirmation', 'FA0002', {});
  };
  const later = (seconds: number, of = county) => {
    clock += seconds * 1000;
    of.handle({ method: 'GET', path: '/v1/ping', headers: {}, body: '' });
  };

  it('comes some seconds after the last 确认完毕, two people of the department to each subject, the same by the seed', () => {
    expect(finish()).toBe('accepted');
    later(7);
    expect(plan().stage).toBe('assigning');
    later(20);
    expect(plan().stage).toBe('inspecting');
    const waiting = ofPlan().filter(({ stage }) => stage === 'waiting');
    expect(waiting.length).toBeGreaterThan(0);
    for (const { inspectors } of waiting) {
      expect(new Set(inspectors.map(({ account }) => account)).size).toBe(2);
      expect(inspectors.every(({ department }) => department.code === scjg)).toBe(true);
    }
    expect(ofPlan().filter(({ stage, inspectors }) => stage === 'skipped' && inspectors.length > 0)).toEqual([]);

    const again = createDemoPlatform({ dataDirectory: ':memory:', seed: 1, scale: 'small', clock: () => clock });
    finish(again);
    later(30, again);
    expect(ofPlan(again).map(({ inspectors }) => inspectors)).toEqual(ofPlan().map(({ inspectors }) => inspectors));
    again.close();
  });

  it('is not lost when the platform ends before its time', () => {
    finish();
    const snapshot = county.control.snapshot();
    const next = createDemoPlatform({
      dataDirectory: ':memory:',
      seed: 1,
      scale: 'small',
      clock: () => clock,
      snapshot,
    });
    later(30, next);
    expect(plan(next).stage).toBe('inspecting');
    next.close();
  });

  it('waits for people where a department has nobody in its 名录, and is done when there is somebody', () => {
    const inspectors = county.control
      .visibleIds('inspectors', scjg)
      .map((id) => inspectorSchema.parse(county.control.record('inspectors', id)?.data));
    for (const one of inspectors)
      county.control.writeRecord('inspectors', one.id, { ...one, onDuty: false } satisfies typeof one);
    finish();
    later(30);
    later(30);
    expect(plan().stage).toBe('assigning');
    const back = inspectors.find(({ revoked, department }) => !revoked && department.code === scjg)!;
    county.control.writeRecord('inspectors', back.id, back);
    later(30);
    expect(plan().stage).toBe('inspecting');
    expect(ofPlan().find(({ stage }) => stage === 'waiting')!.inspectors).toMatchObject([{ account: back.account }]);
  });

  it('leaves no way back: a 确认 is refused with a reason, and so is a second 确认完毕', () => {
    finish();
    const [one] = ofPlan();
    expect(by(county, 'inspectionSubjects.confirm', one!.id, { decision: 'undo' })).toEqual(['closed']);
    expect(by(county, 'inspectionPlans.finishConfirmation', 'FA0002', {})).toEqual(['wrongStage']);
    later(30);
    expect(by(county, 'inspectionSubjects.confirm', one!.id, { decision: 'undo' })).toEqual(['closed']);
    expect(by(county, 'inspectionPlans.finishConfirmation', 'FA0002', {})).toEqual(['wrongStage']);
  });
});
