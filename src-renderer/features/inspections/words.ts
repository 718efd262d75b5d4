/** Parts of a 抽查主体 and of a 抽查方案 as an inspector reads them, where the values alone would be codes one by one. */
import { z } from 'zod';
import type { ConflictDetail } from '#shared/contract/conflicts.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import {
  checkWayNames,
  followUpNames,
  inspectionOutcomes,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import { planSchema } from '#shared/domains/inspections/plans.ts';
import {
  evidenceSchema,
  type ResultInput,
  resultInputSchema,
  signatureRoleNames,
  signatureSchema,
} from '#shared/domains/inspections/results.ts';
import { inspectorReferenceSchema } from '#shared/domains/inspections/subjects.ts';
import { planGroupingNames, planStageNames, subjectStageNames } from '#shared/domains/inspections/words.ts';
import { departmentSchema } from '#shared/platform-api/common.ts';
import { core } from '#app/app/core-client.ts';
import { correctionsWords } from '#app/app/correction-words.ts';
import type { RecordWords } from '#app/app/feature.ts';
import { formatInstant } from '#app/app/format.ts';
import { nameOfCode, readAs } from '#app/app/record-words.ts';
import { answerDifferences, answersWords, answerStateNames } from './answer-words.ts';
import { reviewDecisionNames } from './review-words.ts';

const { extraItems, explanations } = resultInputSchema.shape;
const outcomeNames = Object.fromEntries(inspectionOutcomes.map((code) => [code, inspectionOutcomeTable[code].name]));
const subjectCodes = {
  stage: subjectStageNames,
  enterpriseKind: enterpriseKindNames,
  'result.checkWays': checkWayNames,
  'result.answers.state': answerStateNames,
  'result.outcomes': outcomeNames,
  'result.followUp': followUpNames,
  'result.signatures.role': signatureRoleNames,
  'reviews.decision': reviewDecisionNames,
};

/** Of one subject. The 检查表 gives the 检查内容 their words; without it they stand under their ids. */
export async function subjectWords({ recordId }: ConflictDetail): Promise<RecordWords> {
  const subject = await core().inspections.get({ id: recordId });
  const checklist = subject.ok ? subject.detail.checklist : null;
  return {
    wordsOf: wordsOfSubject,
    linesOf: (field) => (field.path === 'result.answers' ? answerDifferences(field, checklist) : null),
  };
}

function wordsOfSubject(path: string, value: unknown): string | null {
  switch (path) {
    case 'result':
      return readAs(resultInputSchema, value, resultWords);
    case 'result.answers':
      return answersWords(value);
    case 'result.evidence':
      return readAs(evidenceSchema, value, (one) => `${one.caption || one.name}（${formatInstant(one.takenAt)}）`);
    case 'result.signatures':
      return readAs(
        signatureSchema,
        value,
        ({ role, name, refused, refusalWords, onPaper, at }) =>
          `${signatureRoleNames[role]} ${name}，${refused ? `拒绝签名：${refusalWords}` : onPaper ? '纸质已签' : '已签名'}（${formatInstant(at)}）`,
      );
    case 'result.extraItems':
      return readAs(
        extraItems.element,
        value,
        ({ title, sound, found }) => `${title}：${sound ? '合格' : `不合格 ${found}`}`,
      );
    case 'result.explanations':
      return readAs(explanations, value, (all) => all.map(({ words }) => words).join('；'));
    case 'corrections':
      return correctionsWords(value);
    case 'inspectors':
      return readAs(z.array(inspectorReferenceSchema), value, (all) => all.map(({ name }) => name).join('、'));
    default:
      return nameOfCode(subjectCodes, path, value);
  }
}

function resultWords({ inspectedOn, outcomes, handling, evidence, signatures }: ResultInput): string {
  const names = outcomes.map((one) => inspectionOutcomeTable[one].name).join('、');
  return `${inspectedOn} 检查，${names}；${handling}（照片 ${evidence.length} 张，签名 ${signatures.length} 个）`;
}

const planCodes = { stage: planStageNames, groupedBy: planGroupingNames };
const { departments, files, items } = planSchema.shape;

/** Of one plan, whose versions name the departments that it knows by code. */
export function planWords({ base, mine, theirs }: ConflictDetail): RecordWords {
  const known = new Map(
    [base, mine, theirs]
      .flatMap((version) => planSchema.pick({ departments: true }).safeParse(version).data?.departments ?? [])
      .map(({ code, name }) => [code, name]),
  );
  return {
    wordsOf(path, value) {
      switch (path) {
        case 'departments':
          return readAs(departments, value, (all) => all.map(({ name }) => name).join('、'));
        case 'leadDepartment':
        case 'drawnUpBy':
        case 'drawnBy':
          return readAs(departmentSchema, value, ({ name }) => name);
        case 'confirmedBy':
          return readAs(z.array(z.string()), value, (all) => all.map((code) => known.get(code) ?? code).join('、'));
        case 'items':
          return readAs(items, value, (all) => (all ?? []).join('；'));
        case 'files':
          return readAs(files, value, (all) => all.map(({ name }) => name).join('、'));
        default:
          return nameOfCode(planCodes, path, value);
      }
    },
  };
}
