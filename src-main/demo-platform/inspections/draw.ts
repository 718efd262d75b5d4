/** 人员随机选派 of a plan whose lists are confirmed: two people of each department's 名录 to a subject, in turn. */
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import { referenceOf } from './reference.ts';

export interface Drawn {
  readonly plan: Plan;
  /** Those that are inspected, with their people. */
  readonly subjects: readonly Subject[];
}

/**
 * The plan under inspection and its subjects with their people; null where a department of a subject has nobody to send:
 * people are added to its 名录 first. `shuffle` brings the people of a department into the order in which they come up.
 */
export function drawPeople(
  plan: Plan,
  subjects: readonly Subject[],
  inspectors: readonly Inspector[],
  shuffle: (people: readonly Inspector[]) => readonly Inspector[] = (people) => people,
): Drawn | null {
  const wanted = subjects.filter(({ stage }) => stage === 'waiting');
  const fit = inspectors.filter(({ revoked, onDuty }) => !revoked && onDuty);
  const drawn: Subject[] = [];
  for (const [code, theirs] of Map.groupBy(wanted, ({ department }) => department.code)) {
    const people = shuffle(fit.filter(({ department }) => department.code === code));
    if (people.length === 0) return null;
    theirs.forEach((subject, index) => {
      const group = [people[index % people.length], people[(index + 1) % people.length]];
      const different = [...new Set(group.filter((person) => person !== undefined))];
      drawn.push({ ...subject, inspectors: different.map(referenceOf) });
    });
  }
  return { plan: { ...plan, stage: 'inspecting' }, subjects: drawn };
}
