import { afterAll, describe, expect, it } from 'vitest';
import { createDemoPlatform } from '#platform/platform.ts';
import { departments, lowerOrgans } from '#platform/county.ts';
import { type Checklist, checklistSchema, checkPointTypes, pointsOf } from '#shared/domains/inspections/checklist.ts';
import { inspectorSchema } from '#shared/domains/inspectors/record.ts';
import { type Plan, planSchema } from '#shared/domains/inspections/plans.ts';
import { planStages } from '#shared/domains/inspections/words.ts';
import { checkResult } from '#shared/domains/inspections/results.ts';
import { staffSchema } from '#shared/domains/inspectors/staff.ts';
import { type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';

const now = Date.parse('2026-09-16T02:00:00.000Z');

describe('the county’s 双随机抽查', () => {
  const platform = createDemoPlatform({ dataDirectory: ':memory:', seed: 1, scale: 'small', clock: () => now });
  afterAll(() => platform.close());
  const all = (collection: string): unknown[] => {
    const ids = new Set(
      [...departments, ...lowerOrgans].flatMap(({ code }) => platform.control.visibleIds(collection, code)),
    );
    return [...ids].map((id) => platform.control.record(collection, id)?.data);
  };
  const checklists: Checklist[] = all('checklists').map((data) => checklistSchema.parse(data));
  const plans: Plan[] = all('inspectionPlans').map((data) => planSchema.parse(data));
  const subjects: Subject[] = all('inspectionSubjects').map((data) => subjectSchema.parse(data));
  const inspectors = all('inspectors').map((data) => inspectorSchema.parse(data));
  const staff = all('staff').map((data) => staffSchema.parse(data));

  it('has plans in each stage, of two and of three departments, and lower organs in some', () => {
    expect(new Set(plans.map(({ stage }) => stage))).toEqual(new Set(planStages));
    const lower = new Set<string>(lowerOrgans.map(({ code }) => code));
    const ofCounty = plans.map((plan) => plan.departments.filter(({ code }) => !lower.has(code)).length);
    expect(new Set(ofCounty)).toEqual(new Set([2, 3]));
    for (const { code } of lowerOrgans)
      expect(subjects.filter(({ department }) => department.code === code).length).toBeGreaterThan(2);
  });

  it('shows subjects and people to whoever inspects, leads the plan, or stands above, and to nobody else', () => {
    const [office] = lowerOrgans;
    const above = departments.find(({ key }) => key === office.above)!.code;
    const leads = new Map(plans.map((plan) => [plan.id, plan.leadDepartment.code]));
    for (const { code } of departments) {
      const seen = new Set(platform.control.visibleIds('inspectionSubjects', code));
      const wanted = subjects.filter(
        ({ department, planId }) =>
          department.code === code ||
          leads.get(planId) === code ||
          (code === above && lowerOrgans.some((lower) => lower.code === department.code)),
      );
      expect(seen, code).toEqual(new Set(wanted.map(({ id }) => id)));
      const people = new Set(platform.control.visibleIds('inspectors', code));
      for (const { id, department } of inspectors)
        expect(people.has(id)).toBe(
          department.code === code || (code === above && lowerOrgans.some((lower) => lower.code === department.code)),
        );
    }
  });

  it('has checklists with all four content types, two versions of one, and one of 120 points', () => {
    const points = checklists.flatMap(pointsOf);
    expect(new Set(points.map(({ type }) => type))).toEqual(new Set(checkPointTypes));
    expect(checklists.filter(({ checklistId }) => checklistId === 'CL001').map(({ id }) => id)).toEqual([
      'CL001-v1',
      'CL001-v2',
    ]);
    expect(Math.max(...checklists.map((checklist) => pointsOf(checklist).length))).toBeGreaterThanOrEqual(120);
    for (const checklist of checklists) {
      const ids = pointsOf(checklist).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('has subjects in every stage, drawn to several people, and one entered a minute ago', () => {
    const stages = new Set(subjects.map(({ stage }) => stage));
    expect(stages).toEqual(new Set(['unconfirmed', 'skipped', 'waiting', 'entered', 'sentBack', 'published']));
    expect(subjects.filter((subject) => subject.inspectors.length >= 2).length).toBeGreaterThan(20);
    expect(subjects.some(({ result }) => result !== null && now - Date.parse(result.at) <= 60_000)).toBe(true);
    expect(subjects.some(({ reviews }) => reviews.at(-1)?.decision === 'sendBack')).toBe(true);
  });

  it('enters only results that its own rules accept', () => {
    const entered = subjects.filter(({ result }) => result !== null);
    expect(entered.length).toBeGreaterThan(10);
    for (const { id, result, checklistId } of entered) {
      const checklist = checklists.find(
        (one) => one.checklistId === checklistId && one.version === result!.checklistVersion,
      )!;
      expect({ id, findings: checkResult(result!, checklist, '2026-09-16', []) }).toEqual({ id, findings: [] });
    }
  });

  it('has every file that its results refer to', () => {
    expect(platform.control.inspections.missingFiles()).toEqual([]);
  });

  it('draws inspectors from the 名录, whose people all have accounts; two have the same name in one organ', () => {
    const accounts = new Set(staff.map(({ id }) => id));
    for (const { account } of inspectors) expect(accounts).toContain(account);
    const listed = new Map(inspectors.map((one) => [one.account, one]));
    for (const subject of subjects)
      for (const { account } of subject.inspectors) expect(listed.get(account)?.revoked).toBe(false);
    const names = staff.filter(({ department }) => department.code === '433221101').map(({ name }) => name);
    expect(names.length).toBeGreaterThan(new Set(names).size);
  });

  it('has as many subjects as are asked for', () => {
    const large = createDemoPlatform({
      dataDirectory: ':memory:',
      seed: 1,
      scale: 'small',
      clock: () => now,
      counts: { inspections: 3000 },
    });
    const ids = departments.flatMap(({ code }) => large.control.visibleIds('inspectionSubjects', code));
    expect(new Set(ids).size).toBeGreaterThanOrEqual(3000);
    large.close();
  });
});
