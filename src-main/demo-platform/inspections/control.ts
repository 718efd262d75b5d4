/** Hands on 双随机抽查 for tests, simulation and demonstration. */
import { z } from 'zod';
import { type Checklist, checklistSchema } from '#shared/domains/inspections/checklist.ts';
import { type Inspector } from '#shared/domains/inspectors/record.ts';
import { type Plan, planSchema } from '#shared/domains/inspections/plans.ts';
import { filesOfResult } from '#shared/domains/inspections/results.ts';
import { type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';
import type { DomainControl, Hands } from '../domain.ts';
import type { Publication } from '../store.ts';
import { checklistRecordId } from './checklists.ts';
import { drawPeople } from './draw.ts';

/** Files that a result refers to and that have not arrived whole. */
export type MissingFiles = { subjectId: string; missing: string[] };

const idInput = z.object({ id: z.string() });

/** Other people's work, and what oracles count. */
export function inspectionControl(hands: Hands): DomainControl<ReturnType<typeof createControl>> {
  const control = createControl(hands);
  return {
    control,
    actions: {
      drawInspectors: (input) => control.drawInspectors(idInput.parse(input).id),
      changeSubject(input) {
        const given = idInput.extend({ overrides: z.record(z.string(), z.unknown()) }).parse(input);
        return control.changeSubject(given.id, given.overrides);
      },
      settleCorrections: (input) => control.settleCorrections(idInput.parse(input).id),
      newChecklistVersion: (input) =>
        control.newChecklistVersion(z.object({ checklistId: z.string() }).parse(input).checklistId),
    },
    readings: { publications: control.publications, missingFiles: control.missingFiles },
  };
}

function createControl({ store, record, writeData, clock }: Hands) {
  const below = (collection: string, prefix: string): unknown[] =>
    store()
      .dataBelow(collection, prefix)
      .map((data): unknown => JSON.parse(data));
  const subject = (id: string): Subject => subjectSchema.parse(record('inspectionSubjects', id)?.data);
  const changeSubject = (id: string, overrides: Partial<Subject>): { id: string; revision: number } => ({
    id,
    revision: writeData('inspectionSubjects', id, subjectSchema.parse({ ...subject(id), ...overrides })),
  });

  return {
    /** Changes fields of a subject without any rule. */
    changeSubject,
    /** 人员随机选派 of a plan at once, its people in the order of the 名录. */
    drawInspectors(planId: string): { drawn: number } {
      const plan: Plan = planSchema.parse(record('inspectionPlans', planId)?.data);
      const drawn = drawPeople(
        plan,
        below('inspectionSubjects', `${planId}-`) as Subject[],
        below('inspectors', '') as Inspector[],
      );
      if (!drawn) throw new Error(`a department of ${planId} has nobody in the 名录`);
      for (const { id, inspectors } of drawn.subjects) changeSubject(id, { inspectors });
      writeData('inspectionPlans', planId, drawn.plan);
      return { drawn: drawn.subjects.length };
    },
    /** The platform settles the open 更正 of a subject. */
    settleCorrections: (id: string) =>
      changeSubject(id, {
        corrections: subject(id).corrections.map((one) => ({
          ...one,
          settledAt: one.settledAt ?? new Date(clock()).toISOString(),
        })),
      }),
    /** A newer version of a checklist with one more point; plans follow it, drafts stay in theirs. */
    newChecklistVersion(checklistId: string): { version: number } {
      const versions = (below('checklists', `${checklistId}-v`) as Checklist[]).toSorted(
        (left, right) => left.version - right.version,
      );
      const newest = versions.at(-1);
      if (!newest) throw new Error(`unknown checklist ${checklistId}`);
      const version = newest.version + 1;
      const [first, ...others] = newest.groups;
      const [item, ...items] = first?.items ?? [];
      if (!first || !item) throw new Error(`checklist ${checklistId} without items`);
      const point = {
        id: `new-${version}`,
        type: 'yesNo',
        title: '新增检查内容是否符合要求',
        required: true,
        sound: 'yes',
      } as const;
      const next = checklistSchema.parse({
        ...newest,
        id: checklistRecordId(checklistId, version),
        version,
        groups: [{ ...first, items: [{ ...item, points: [...item.points, point] }, ...items] }, ...others],
      });
      writeData('checklists', next.id, next);
      return { version };
    },
    /** Results made public, in order: each result stands here once. */
    publications: (): Publication[] => store().publications(),
    /** Results whose files have not all arrived: the record was accepted before them. */
    missingFiles(): MissingFiles[] {
      const complete = new Set(
        store().database.prepare<[], string>('SELECT sha256 FROM attachment WHERE complete = 1').pluck().all(),
      );
      return (below('inspectionSubjects', '') as Subject[])
        .map(({ id, result }) => ({
          subjectId: id,
          missing: filesOfResult(result).filter((sha256) => !complete.has(sha256)),
        }))
        .filter(({ missing }) => missing.length > 0);
    },
  };
}
