/**
 * 更正: an error in what the platform has closed or made public. Nothing that stands is overwritten; a request opens beside
 * it. Source: 《试行办法》第十八条第一款: whoever finds an error reports it in writing within 3 工作日 of finding it.
 */
import { z } from 'zod';
import { type Actor, dateSchema, instantSchema, text } from '../platform-api/common.ts';
import type { FieldReason } from '../platform-api/interface.ts';
import { type Deadline, deadlineOf } from '../trade/deadlines.ts';
import { type Calendar, chinaDate } from '../trade/working-days.ts';

/** What a person fills in. An older client did not ask for the first two: what it queued is refused with words, not as noise. */
export const correctionInputSchema = z.object({
  /** 发现日期 */
  foundOn: dateSchema.nullable().default(null),
  /** 原内容 */
  stood: text(2000).default(''),
  /** 更正为 */
  wanted: text(2000),
  /** 更正理由 */
  reason: text(1000),
});
export type CorrectionInput = z.infer<typeof correctionInputSchema>;

/** As it stands in the record that it corrects. */
export const correctionSchema = z.object({
  id: z.uuid(),
  /** Absent in what was filed before clients asked for it. */
  foundOn: dateSchema.optional(),
  stood: text(2000).optional(),
  wanted: text(2000),
  reason: text(1000),
  person: text(50),
  /** When it was reported. */
  at: instantSchema,
  /** When the platform had dealt with it; null: it has not. */
  settledAt: instantSchema.nullable(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** What a conflict calls its fields, where it stands under `corrections` of its record. */
export const correctionLabels: Readonly<Record<string, string>> = {
  'corrections.foundOn': '更正·发现日期',
  'corrections.stood': '更正·原内容',
  'corrections.wanted': '更正·更正为',
  'corrections.reason': '更正·理由',
  'corrections.person': '更正·报请人员',
  'corrections.at': '更正·报请时间',
  'corrections.settledAt': '更正·平台办结时间',
};

/** Everything that is wrong with a request; fields are those of the form. */
export function checkCorrection(input: CorrectionInput, today: string): FieldReason[] {
  const reasons: FieldReason[] = [];
  const say = (field: keyof CorrectionInput, code: string, message: string) => reasons.push({ field, code, message });
  if (input.foundOn === null) say('foundOn', 'required', '请填写发现错误的日期');
  else if (input.foundOn > today) say('foundOn', 'future', '发现日期不能晚于今天');
  if (input.stood.trim() === '') say('stood', 'required', '请写明原来的内容');
  if (input.wanted.trim() === '') say('wanted', 'required', '请写明应更正为什么');
  else if (input.wanted.trim() === input.stood.trim()) say('wanted', 'same', '更正后的内容与原来的内容相同');
  if (input.reason.trim() === '') say('reason', 'required', '请填写更正理由');
  return reasons;
}

/** One at a time: the platform has not dealt with it yet. */
export const openCorrection = <One extends Correction>(corrections: readonly One[]): One | undefined =>
  corrections.find(({ settledAt }) => settledAt === null);

/** The request as the record keeps it; what is wrong with it was asked before (`checkCorrection`). */
export const correctionOf = (
  id: string,
  { foundOn, stood, wanted, reason }: CorrectionInput,
  { actor, time }: { actor: Actor; time: string },
): Correction => ({
  id,
  ...(foundOn !== null && { foundOn }),
  stood,
  wanted,
  reason,
  person: actor.name,
  at: time,
  settledAt: null,
});

/**
 * 更正报请: from the day of finding to the report. What the platform does with it afterwards is no matter of this term. Where
 * the day was not asked for, it is that of the report.
 */
export function correctionDeadline(
  { foundOn, at }: Pick<Correction, 'foundOn' | 'at'>,
  calendar: Calendar,
): Deadline & { doneOn: string } {
  const doneOn = chinaDate(at);
  return { ...deadlineOf('correction', foundOn ?? doneOn, calendar), doneOn };
}
