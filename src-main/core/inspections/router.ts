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
import { lookupCode } from './lookup.ts';
import { listPeople } from './people.ts';
import { listPlans } from './plans.ts';
import { listSubjects, subjectCount, subjectDetail } from './queries.ts';

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
    batch(() => confirmSubjects(workspace, input.ids, input.decision, input.undoable)),
  ),

  check: unlocked.inspections.check.handler(({ input, context: { workspace } }) =>
    checkSubjectResult(workspace, input.subjectId, input.result),
  ),
  submitResult: unlocked.inspections.submitResult.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => submitResult(workspace, input.subjectId, input.result)),
  ),
  review: unlocked.inspections.review.handler(({ input: { ids, ...review }, context: { workspace } }) =>
    batch(() => reviewSubjects(workspace, ids, review)),
  ),
  people: unlocked.inspections.people.handler(({ input, context: { workspace } }) => listPeople(workspace, input)),
  reassign: unlocked.inspections.reassign.handler(({ input: { planId, ...change }, context: { workspace } }) =>
    batch(() => reassign(workspace, planId, change)),
  ),
  correct: unlocked.inspections.correct.handler(({ input: { id, correction }, context: { workspace } }) =>
    guardStorage(storageReasons, () => correctSubject(workspace, id, correction)),
  ),
  departure: unlocked.inspections.departure.handler(({ context: { workspace, sync } }) =>
    checkDeparture(workspace, (record) => sync.context.downloads?.referred(record) ?? []),
  ),
  lookup: unlocked.inspections.lookup.handler(({ input, context: { workspace } }) => lookupCode(workspace, input.text)),
});
