/** Binds the 双随机抽查 part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import type { BatchOutcome } from '../sync/perform-many.ts';
import {
  checkSubjectResult,
  confirmSubjects,
  correctSubject,
  finishPlanConfirmation,
  reassign,
  reviewSubjects,
  submitResult,
} from './commands.ts';
import { checkDeparture } from './departure.ts';
import { discardDraft, restoreDraft, saveDraft } from './drafts.ts';
import { lookupCode } from './lookup.ts';
import { listPlans } from './plans.ts';
import { listSubjects, planInspectors, subjectCount, subjectDetail } from './queries.ts';
import { readSubject } from './sync.ts';

const notFound = { ok: false, reason: 'notFound' } as const;

const batch = (work: () => BatchOutcome) => guardStorage(storageReasons, () => ({ ok: true as const, ...work() }));

export const inspectionsRouter = unlocked.inspections.router({
  plans: unlocked.inspections.plans.handler(({ input, context: { workspace } }) => listPlans(workspace, input)),
  finishConfirmation: unlocked.inspections.finishConfirmation.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => finishPlanConfirmation(workspace, input.planId)),
  ),
  list: unlocked.inspections.list.handler(({ input, context: { workspace } }) => listSubjects(workspace, input)),
  count: unlocked.inspections.count.handler(({ input, context: { workspace } }) => subjectCount(workspace, input)),
  get: unlocked.inspections.get.handler(({ input, context: { workspace } }) => {
    const detail = subjectDetail(workspace, input.id);
    return detail ? ({ ok: true, detail } as const) : notFound;
  }),
  confirm: unlocked.inspections.confirm.handler(({ input, context: { workspace } }) =>
    batch(() => confirmSubjects(workspace, input.ids, input.decision)),
  ),

  saveDraft: unlocked.inspections.saveDraft.handler(({ input, context: { workspace } }) => {
    const { database, actor } = workspace;
    if (!readSubject(database, input.subjectId)) return notFound;
    return guardStorage(storageReasons, () => {
      const savedAt = workspace.correctedNow();
      if (saveDraft(database, input, actor.account, savedAt)) return { ok: true, savedAt } as const;
      return {
        ok: false,
        reason: 'refused',
        detail: '这份草稿是按另一版检查表开始填写的，请在原来的版本里继续',
      } as const;
    });
  }),
  discardDraft: unlocked.inspections.discardDraft.handler(({ input, context: { workspace } }) => {
    const { database, actor } = workspace;
    const done = discardDraft(database, input.subjectId, actor.account, workspace.correctedNow());
    if (done) workspace.changed('inspectionSubjects');
    return done ? ({ ok: true } as const) : notFound;
  }),
  restoreDraft: unlocked.inspections.restoreDraft.handler(({ input, context: { workspace } }) => {
    const draft = restoreDraft(workspace.database, input.subjectId, workspace.actor.account);
    if (draft) workspace.changed('inspectionSubjects');
    return draft ? ({ ok: true, draft } as const) : notFound;
  }),

  check: unlocked.inspections.check.handler(({ input, context: { workspace } }) =>
    checkSubjectResult(workspace, input.subjectId, input.result),
  ),
  submitResult: unlocked.inspections.submitResult.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => submitResult(workspace, input.subjectId, input.result)),
  ),
  review: unlocked.inspections.review.handler(({ input: { ids, ...review }, context: { workspace } }) =>
    batch(() => reviewSubjects(workspace, ids, review)),
  ),
  planInspectors: unlocked.inspections.planInspectors.handler(({ input, context: { workspace } }) =>
    planInspectors(workspace, input.planId),
  ),
  reassign: unlocked.inspections.reassign.handler(({ input: { planId, ...change }, context: { workspace } }) =>
    batch(() => reassign(workspace, planId, change)),
  ),
  correct: unlocked.inspections.correct.handler(({ input: { id, ...correction }, context: { workspace } }) =>
    guardStorage(storageReasons, () => correctSubject(workspace, id, correction)),
  ),
  departure: unlocked.inspections.departure.handler(({ context: { workspace, sync } }) =>
    checkDeparture(workspace, (record) => sync.context.downloads?.referred(record) ?? []),
  ),
  lookup: unlocked.inspections.lookup.handler(({ input, context: { workspace } }) => lookupCode(workspace, input.text)),
});
