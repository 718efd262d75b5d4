import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reviewSubjects, submitResult } from '#core/inspections/commands.ts';
import { subjectDetail } from '#core/inspections/queries.ts';
import { checklistsCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { applySubjectOperation, type SubjectOperation } from '#shared/domains/inspections/subject-operations.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import {
  lin,
  makeSubject,
  otherDepartment,
  ownDepartment,
  shen,
  smallChecklist,
  soundResult,
} from '../../../integration/core/inspections/fixtures.ts';

const checklist = smallChecklist();
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = openTestWorkspace({ department: ownDepartment, roles: ['inspector', 'reviewer', 'planKeeper'] });
  checklistsCollection.write(workspace, [{ id: checklist.id, revision: 1, data: checklist }]);
});
afterEach(() => workspace.close());

const store = (subject: Subject): string => {
  subjectsCollection.write(workspace, [{ id: subject.id, revision: 1, data: subject }]);
  return subject.id;
};
const work = () =>
  workspace.database
    .prepare("SELECT kind, state, actor ->> '$.account' AS account FROM outbox ORDER BY sequence")
    .all();

describe('a result that has not left yet', () => {
  it('gives way to a better one of the same inspector, and of no one else on the same PC', () => {
    const id = store(makeSubject(1, { stage: 'waiting', inspectors: [lin, shen] }));
    const other = { ...workspace, actor: { ...workspace.actor, account: shen.account, name: shen.name } };
    expect(submitResult(workspace, id, soundResult(checklist))).toMatchObject({ ok: true });
    workspace.environment.clock.advance(60_000);
    expect(submitResult(workspace, id, soundResult(checklist, { remark: '改正' }))).toMatchObject({ ok: true });
    workspace.environment.clock.advance(60_000);
    expect(submitResult(other, id, soundResult(checklist, { remark: '第二人' }))).toMatchObject({ ok: true });
    expect(work()).toEqual([
      { kind: 'inspectionSubjects.enterResult', state: 'queued', account: lin.account },
      { kind: 'inspectionSubjects.enterResult', state: 'replaced', account: lin.account },
      { kind: 'inspectionSubjects.replaceResult', state: 'queued', account: shen.account },
    ]);
  });
});

describe('复核 of a result by whoever entered it', () => {
  const entered = () =>
    store(
      makeSubject(1, {
        stage: 'entered',
        inspectors: [lin],
        result: {
          ...soundResult(checklist),
          person: lin.name,
          account: workspace.actor.account,
          department: ownDepartment,
          at: '2026-03-01T02:00:00.000Z',
        },
      }),
    );
  const review = { decision: 'pass', on: '2026-03-01', opinion: '同意' } as const;

  it('is done after a warning, by default', () => {
    const id = entered();
    expect(subjectDetail(workspace, id)).toMatchObject({ row: { isOwnResult: true }, allowed: { review: true } });
    expect(reviewSubjects(workspace, [id], review)).toMatchObject({ done: [id], refused: [], undo: null });
  });
  it('is refused where the department wants it so, and left to any other reviewer', () => {
    const id = entered();
    const strict = { ...workspace, settings: () => ({ ...workspace.settings(), ownReview: 'refused' as const }) };
    expect(subjectDetail(strict, id)?.allowed.review).toBe(false);
    expect(reviewSubjects(strict, [id], review)).toMatchObject({
      done: [],
      refused: [{ reasons: [{ code: 'ownResult' }] }],
    });
    const other = { ...strict, actor: { ...strict.actor, account: shen.account, name: shen.name } };
    expect(subjectDetail(other, id)).toMatchObject({ row: { isOwnResult: false }, allowed: { review: true } });
    expect(reviewSubjects(other, [id], review).done).toEqual([id]);
  });
});

describe('what a screen offers on a subject', () => {
  /** The subject at a stage, with the result that it then has. */
  const at = (stage: Subject['stage'], change: Partial<Subject>): Subject =>
    makeSubject(1, {
      stage,
      inspectors: [lin],
      result:
        stage === 'entered' || stage === 'published' || stage === 'sentBack'
          ? {
              ...soundResult(checklist),
              person: lin.name,
              account: lin.account,
              department: ownDepartment,
              at: '2026-03-01T02:00:00.000Z',
            }
          : null,
      publishedAt: stage === 'published' ? '2026-03-02T00:00:00.000Z' : null,
      ...change,
    });
  const openCorrection = {
    id: '00000000-0000-4000-8000-000000000077',
    reason: '地址有误',
    wanted: '改正',
    person: '林知夏',
    at: '2026-03-02T00:10:00.000Z',
    settledAt: null,
  };

  it.each<[string, Partial<Subject>]>([
    ['of one’s own', {}],
    ['of a colleague', { inspectors: [shen] }],
    ['after 确认完毕', { confirmationClosed: true }],
    ['of another department', { department: otherDepartment }],
    ['with a 更正 under way', { corrections: [openCorrection] }],
  ])('is what the rules allow, at every stage: %s', (_name, change) => {
    for (const stage of subjectStages) {
      const subject = at(stage, change);
      const id = store(subject);
      const { actor } = workspace;
      const time = workspace.correctedNow();
      const allows = (act: Pick<SubjectOperation, 'kind' | 'payload'>) =>
        applySubjectOperation(subject, { ...act, actor, time } as SubjectOperation, chinaDate(time)).ok;
      const result = soundResult(checklist);
      const resultAt = subject.result?.at ?? '';
      expect(subjectDetail(workspace, id)?.allowed, stage).toEqual({
        confirm: allows({ kind: 'inspectionSubjects.confirm', payload: { decision: 'undo' } }),
        enter: allows({ kind: 'inspectionSubjects.enterResult', payload: { result } }),
        replace: allows({ kind: 'inspectionSubjects.replaceResult', payload: { result, replacedAt: resultAt } }),
        review: allows({
          kind: 'inspectionSubjects.review',
          payload: { decision: 'pass', on: chinaDate(time), opinion: '同意', resultAt },
        }),
        reassign: allows({
          kind: 'inspectionSubjects.reassign',
          payload: {
            fromAccount: subject.inspectors[0]!.account,
            to: { ...lin, account: 'he09', name: '何清越' },
            reason: '调岗',
          },
        }),
        correct: allows({
          kind: 'inspectionSubjects.correct',
          payload: {
            correctionId: '00000000-0000-4000-8000-000000000078',
            foundOn: chinaDate(time),
            stood: '有误',
            wanted: '改正',
            reason: '抄错',
          },
        }),
      });
    }
  });
});
