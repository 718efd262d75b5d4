/** A value of a record as a clerk reads it, whatever collection it comes from. */
import { enterpriseListingNames } from '#shared/domains/enterprises/words.ts';
import {
  applicationTypeNames,
  feedbackResultNames,
  noticeStageNames,
  returnReasonNames,
} from '#shared/domains/notices/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import {
  checkWayNames,
  followUpNames,
  inspectionOutcomes,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import { subjectStageNames } from '#shared/domains/inspections/words.ts';
import { formatInstant } from '#app/app/format.ts';

/** Names of coded values by the last word of the path under which they stand. */
const namesByField: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // No code of the one table is a code of the other.
  stage: { ...noticeStageNames, ...subjectStageNames },
  outcomes: Object.fromEntries(inspectionOutcomes.map((code) => [code, inspectionOutcomeTable[code].name])),
  checkWays: checkWayNames,
  followUp: followUpNames,
  decision: { pass: '复核通过', sendBack: '退回修改' },
  result: feedbackResultNames,
  reason: returnReasonNames,
  enterpriseKind: enterpriseKindNames,
  applicationType: applicationTypeNames,
  listings: enterpriseListingNames,
  way: { receive: '接收', claim: '认领' },
};
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** 「（空）」 for nothing; the parts of an object one after another, its ids left out. */
export function valueWords(path: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (instant.test(value)) return formatInstant(value);
    const field =
      path
        .replace(/\[[^\]]*\]/g, '')
        .split('.')
        .at(-1) ?? '';
    const names = Object.hasOwn(namesByField, field) ? namesByField[field] : undefined;
    return names && Object.hasOwn(names, value) ? (names[value] ?? value) : value;
  }
  if (Array.isArray(value)) return value.length === 0 ? '（空）' : value.map((one) => valueWords(path, one)).join('；');
  return Object.entries(value)
    .filter(([key, one]) => key !== 'id' && one !== null && one !== '')
    .map(([key, one]) => valueWords(`${path}.${key}`, one))
    .join('，');
}
