/** 抽查方案 on the platform: who sees a plan, 确认完毕, which closes the list of the department, and 人员随机选派 after the last. */
import { type Plan, planOperations } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Collection, PlatformView } from '../collection.ts';
import { drawPeople } from './draw.ts';

/** Ids of subjects begin with that of their plan: `FA0003-101-0007`. */
export const subjectsOf = (view: PlatformView, planId: string): Subject[] =>
  // What the platform wrote itself is not checked again.
  view.recordsBelow('inspectionSubjects', `${planId}-`) as Subject[];

export const planCollection: Collection<Plan> = {
  name: 'inspectionPlans',
  shared: false,
  audience: ({ leadDepartment, departments, seenBy = [] }) => [
    ...new Set([leadDepartment.code, ...departments.map(({ code }) => code), ...seenBy]),
  ],
  isOpen: (plan) => plan.stage !== 'finished',
  filesOf: (plan) => plan.files.map(({ sha256 }) => sha256),
  knows: planOperations.knows,
  rightRefusal: planOperations.rightRefusal,
  apply(plan, operation, today, view) {
    const finished = planOperations.replay(plan, operation, today);
    if (!finished.ok) return finished;
    const open = subjectsOf(view, plan.id).filter(
      ({ stage, department }) => stage === 'unconfirmed' && department.code === operation.actor.departmentCode,
    );
    if (open.length === 0) return finished;
    const names = open.slice(0, 3).map(({ enterpriseName }) => enterpriseName);
    const message = `还有 ${open.length} 个主体未确认（${names.join('、')}${open.length > 3 ? '等' : ''}），不能确认完毕`;
    return { ok: false, reasons: [{ field: '', code: 'unconfirmed', message }] };
  },
  consequences(before, after, view) {
    const closed = after.confirmedBy.filter((code) => !before?.confirmedBy.includes(code));
    return subjectsOf(view, after.id)
      .filter((subject) => closed.includes(subject.department.code) && !subject.confirmationClosed)
      .map((subject) => ({
        collection: 'inspectionSubjects',
        id: subject.id,
        data: { ...subject, confirmationClosed: true } satisfies Subject,
      }));
  },
  /** Nobody does the 人员随机选派 by hand yet: soon after the last 确认完毕 the platform does it. */
  byItself: {
    waits: ({ stage }) => stage === 'assigning',
    seconds: [8, 20],
    work(plan, view, random) {
      const inspectors = view.recordsBelow('inspectors', '') as Inspector[];
      const drawn = drawPeople(plan, subjectsOf(view, plan.id), inspectors, (people) =>
        people
          .map((person) => ({ person, place: random.next() }))
          .sort((left, right) => left.place - right.place)
          .map(({ person }) => person),
      );
      if (!drawn) return [];
      return [
        { collection: 'inspectionPlans', id: plan.id, data: drawn.plan },
        ...drawn.subjects.map((subject) => ({ collection: 'inspectionSubjects', id: subject.id, data: subject })),
      ];
    },
  },
};
