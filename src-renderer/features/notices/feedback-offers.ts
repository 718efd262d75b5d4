/**
 * What the feedback form offers for fields that are still empty: from the 后置审批事项, from the department, from the dates
 * typed, and from what the person last entered for the same item. Offered, never put in by itself; a 证件编号 or words of a
 * person's own are never offered.
 */
import { certificateNameOf } from '#shared/domains/notices/certificates.ts';
import { highlight } from '#shared/domains/notices/keywords.ts';
import type { FeedbackInput, Notice } from '#shared/domains/notices/record.ts';
import { readTypedDate } from '#app/components/typed-dates.ts';
import { type FeedbackField, feedbackLabels, type FeedbackValues, visibleFields } from './feedback-values.ts';

export interface Offer {
  readonly words: string;
  readonly value: string;
}
type NoticeFacts = Pick<Notice, 'permitItemName' | 'businessScope' | 'matchedKeywords'>;

/** What one certificate has in common with the next of its kind. */
export interface LastCertificate {
  readonly certificateName: string;
  readonly issuingOrgan: string;
  readonly permitContent: string;
  readonly longTerm: boolean;
  /** Whole years that it was valid; null: otherwise. */
  readonly years: number | null;
}
/** Longer 许可内容 is one enterprise's own. */
const longestContent = 100;

/** The last day of so many years that begin on a day: 2026-01-05 and 5 years → 2031-01-04. */
export function lastDayOf(validFrom: string, years: number): string {
  const day = new Date(`${validFrom}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

export function lastCertificateOf(input: FeedbackInput): LastCertificate {
  const { certificateName, issuingOrgan, permitContent, longTerm, validFrom, validTo } = input;
  const years = validFrom && validTo ? Number(validTo.slice(0, 4)) - Number(validFrom.slice(0, 4)) : 0;
  const whole = [years, years + 1].find((one) => one > 0 && validFrom && lastDayOf(validFrom, one) === validTo);
  return {
    certificateName,
    issuingOrgan,
    permitContent: permitContent.length <= longestContent ? permitContent : '',
    longTerm,
    years: whole ?? null,
  };
}

const dateOf = (typed: string): string | null => {
  const read = readTypedDate(typed);
  return read.kind === 'date' ? read.date : null;
};

/** The matched words as they stand in the 经营范围, without those that it takes out again. */
export const scopeWords = ({ businessScope, matchedKeywords }: NoticeFacts): string =>
  [
    ...new Set(
      highlight(businessScope, matchedKeywords).flatMap(({ matched, negated, text }) =>
        matched && !negated ? [text] : [],
      ),
    ),
  ].join('、');

export function offersOf(
  values: FeedbackValues,
  notice: NoticeFacts,
  departmentName: string,
  last: LastCertificate | null,
): Partial<Record<FeedbackField, Offer>> {
  const offers: Partial<Record<FeedbackField, Offer>> = {};
  const offer = (field: Exclude<FeedbackField, 'longTerm'>, value: string | null, words: string) => {
    if (value && values[field].trim() === '') offers[field] = { words, value };
  };
  const name = certificateNameOf(notice.permitItemName);
  offer('certificateName', name, `填入“${name}”`);
  if (values.result === 'issued') offer('issuingOrgan', departmentName, '填入本部门');
  const content = scopeWords(notice);
  offer('permitContent', content, `填入“${content}”`);
  offer('validFrom', dateOf(values.issuedOn), '同发证日期');
  const from = dateOf(values.validFrom);
  if (from && last?.years && !values.longTerm)
    offer('validTo', lastDayOf(from, last.years), `满 ${last.years} 年：${lastDayOf(from, last.years)}`);
  return offers;
}

/** What 沿用上一条 would put in: only where the result shows the field and nothing stands there yet. */
export function carriedOver(values: FeedbackValues, last: LastCertificate): Partial<FeedbackValues> {
  const shown = new Set(visibleFields(values.result));
  const carried: Partial<FeedbackValues> = {};
  for (const field of ['certificateName', 'issuingOrgan', 'permitContent'] as const)
    if (shown.has(field) && values[field].trim() === '' && last[field]) carried[field] = last[field];
  if (shown.has('longTerm') && last.longTerm && !values.longTerm && values.validTo.trim() === '')
    carried.longTerm = true;
  return carried;
}

/** 「证件名称“食品经营许可证”，发证机关“…”，长期有效」 */
export const carriedWords = (carried: Partial<FeedbackValues>): string =>
  (Object.entries(carried) as [FeedbackField, string | boolean][])
    .map(([field, value]) => (value === true ? feedbackLabels[field] : `${feedbackLabels[field]}“${String(value)}”`))
    .join('，');
