/** What the forms of 双随机抽查 are put together from: letters, cells, the blocks that several forms share. */
import {
  type CheckWay,
  checkWayNames,
  checkWays,
  type FollowUp,
  followUpNames,
  followUps,
  type InspectionOutcome,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { labelWidth, restWidth, type Sheet, tick } from '#core/documents/form-sheet.ts';
import type { PictureCheck } from '#core/documents/pictures.ts';
import type { Row } from '#core/documents/table.ts';
import type { Typeface } from '#core/documents/typeface.ts';

export type Result = NonNullable<Subject['result']>;

/** Everything that a form is made of. */
export interface FormInput {
  readonly subject: Subject;
  readonly plan: Plan | null;
  /** The version that the form is in; null: it has not arrived on this PC. */
  readonly checklist: Checklist | null;
  /** Null: the form is to be filled in by hand. */
  readonly result: Result | null;
  /** The result is not submitted: every page says so, and what is open stays open. */
  readonly isDraft: boolean;
  /** 联系电话 of the inspectors, by account, where the 名录 has one. */
  readonly phones: ReadonlyMap<string, string>;
  readonly picture: (sha256: string) => PictureCheck;
  readonly typeface: Typeface;
}

export const codeOf = (subject: Subject): string => subject.creditCode ?? subject.registrationNumber ?? '';

/** Lists of choices are denser than what is read as text, so that a usual record stays on one page. */
const dense = { size: 10.5, leading: 1.22 } as const;

/** 检查方式 */
export function checkWaysRow(sheet: Sheet, chosen: readonly CheckWay[]): Row {
  return {
    whole: true,
    cells: [
      sheet.label('检查方式', labelWidth),
      sheet.cell(
        sheet.choices(
          checkWays.map((way) => `${tick(chosen.includes(way))} ${checkWayNames[way]}`),
          restWidth,
        ),
        restWidth,
        {},
        dense,
      ),
    ],
  };
}

/** What was found stands left, what is still to be done or has become of the subject stands right. */
const foundOutcomes: readonly InspectionOutcome[] = [
  'noIssue',
  'notPublished',
  'falseInformation',
  'noContact',
  'corrected',
  'uncooperative',
  'noActivity',
];
const stateOutcomes: readonly InspectionOutcome[] = ['closed', 'deregistered', 'revoked', 'cancelled', 'movedAway'];

/** 检查结果 */
export function outcomesRow(sheet: Sheet, chosen: readonly InspectionOutcome[]): Row {
  const line = (outcome: InspectionOutcome, indent = '') =>
    `${indent}${tick(chosen.includes(outcome))} ${inspectionOutcomeTable[outcome].name}`;
  const left = restWidth * 0.54;
  return {
    whole: true,
    cells: [
      sheet.label('检查结果', labelWidth),
      sheet.cell(foundOutcomes.map((outcome) => line(outcome)).join('\n'), left, { vertical: 'top' }, dense),
      sheet.cell(
        [line('followUp'), '主体存续情况：', ...stateOutcomes.map((outcome) => line(outcome, '　　'))].join('\n'),
        restWidth - left,
        { vertical: 'top' },
        dense,
      ),
    ],
  };
}

/** 后续处置, in two columns; the words to it stand below them. */
export function followUpRows(sheet: Sheet, chosen: FollowUp | null, words: string): Row[] {
  const choice = (one: FollowUp) => `${tick(one === chosen)} ${followUpNames[one]}`;
  const half = Math.ceil(followUps.length / 2);
  const [left, right] = [followUps.slice(0, half), followUps.slice(half)];
  const said = chosen === null || chosen === 'other' ? `其他（写明）：${words}` : `说明：${words}`;
  const choices: Row = {
    whole: true,
    cells: [
      sheet.label('后续处置', labelWidth),
      sheet.cell(left.map(choice).join('\n'), restWidth / 2, { vertical: 'top' }, dense),
      sheet.cell(right.map(choice).join('\n'), restWidth / 2, { vertical: 'top' }, dense),
    ],
  };
  if (chosen !== null && chosen !== 'other' && words.trim() === '') return [choices];
  return [
    choices,
    { minimum: 22, cells: [{ width: labelWidth, lines: [], joined: true }, sheet.cell(said, restWidth)] },
  ];
}
