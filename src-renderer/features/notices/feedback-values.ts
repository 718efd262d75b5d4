/**
 * The feedback form: what is typed, which fields a result shows, what is wrong with it. The required fields come from the
 * shared rule (`checkFeedback`), so that the stars on the screen and the decision of the core never differ.
 */
import { checkFeedback } from '#shared/domains/notices/operations.ts';
import { type FeedbackInput, feedbackInputSchema } from '#shared/domains/notices/record.ts';
import type { FeedbackResult } from '#shared/domains/notices/words.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { readTypedDate, toHalfWidth } from '#app/components/typed-dates.ts';

/** As typed: dates may be half done, the result may be open. */
export interface FeedbackValues {
  result: FeedbackResult | '';
  feedbackOn: string;
  certificateNumber: string;
  certificateName: string;
  issuingOrgan: string;
  issuedOn: string;
  validFrom: string;
  validTo: string;
  longTerm: boolean;
  permitContent: string;
  remark: string;
}
export type FeedbackField = keyof FeedbackValues;

/** The manual's words, in the manual's order. */
export const feedbackLabels: Record<FeedbackField, string> = {
  result: '反馈结果',
  feedbackOn: '反馈日期',
  certificateNumber: '证件编号',
  certificateName: '证件名称',
  issuingOrgan: '发证机关',
  issuedOn: '发证日期',
  validFrom: '有效期自',
  validTo: '有效期至',
  longTerm: '长期有效',
  permitContent: '后置审批许可内容',
  remark: '备注',
};
export const feedbackFields = Object.keys(feedbackLabels) as FeedbackField[];
export const dateFields = ['feedbackOn', 'issuedOn', 'validFrom', 'validTo'] as const;
export type DateField = (typeof dateFields)[number];
type TextField = 'certificateNumber' | 'certificateName' | 'issuingOrgan' | 'permitContent' | 'remark';
/** Longest texts that the platform takes, in characters; the same bounds as in `feedbackInputSchema`. */
export const textLimits: Record<TextField, number> = {
  certificateNumber: 64,
  certificateName: 64,
  issuingOrgan: 200,
  permitContent: 4000,
  remark: 500,
};

export function newValues(today: string): FeedbackValues {
  return {
    result: '',
    feedbackOn: today,
    certificateNumber: '',
    certificateName: '',
    issuingOrgan: '',
    issuedOn: '',
    validFrom: '',
    validTo: '',
    longTerm: false,
    permitContent: '',
    remark: '',
  };
}

/** The values of a feedback that is to be amended. */
export function valuesOfFeedback(feedback: FeedbackInput): FeedbackValues {
  return {
    result: feedback.result,
    feedbackOn: feedback.feedbackOn,
    certificateNumber: feedback.certificateNumber,
    certificateName: feedback.certificateName,
    issuingOrgan: feedback.issuingOrgan,
    issuedOn: feedback.issuedOn ?? '',
    validFrom: feedback.validFrom ?? '',
    validTo: feedback.validTo ?? '',
    longTerm: feedback.longTerm,
    permitContent: feedback.permitContent,
    remark: feedback.remark,
  };
}

const shownFields: Record<FeedbackResult, readonly FeedbackField[]> = {
  issued: feedbackFields,
  otherLevel: ['result', 'feedbackOn', 'certificateNumber', 'certificateName', 'issuingOrgan', 'issuedOn', 'remark'],
  refused: ['result', 'feedbackOn', 'remark'],
};

/**
 * The fields that a result shows. When a feedback is amended without changing its result, what it already holds stays in
 * sight as well: amending one word must not drop another.
 */
export function visibleFields(result: FeedbackResult | '', amended: FeedbackInput | null = null): FeedbackField[] {
  if (result === '') return ['result', 'feedbackOn'];
  const held = amended?.result === result ? valuesOfFeedback(amended) : null;
  return feedbackFields.filter((field) => shownFields[result].includes(field) || Boolean(held?.[field]));
}

/** The fields that must be filled in for a result. */
export function requiredFields(result: FeedbackResult | '', longTerm: boolean): Set<FeedbackField> {
  const required = new Set<FeedbackField>(['result', 'feedbackOn']);
  if (result === '') return required;
  const blank: FeedbackInput = { ...inputOf({ ...newValues(''), result, longTerm }, null), feedbackOn: '' };
  for (const reason of checkFeedback(blank, ''))
    if (reason.code === 'required') required.add(reason.field as FeedbackField);
  return required;
}

/** What is sent: only what the result shows, trimmed, dates in full. Dates that are no dates become null. */
function inputOf(values: FeedbackValues, amended: FeedbackInput | null): FeedbackInput {
  const result = values.result || 'refused';
  const shown = new Set(visibleFields(values.result, amended));
  const date = (field: DateField): string | null => {
    const read = shown.has(field) ? readTypedDate(values[field]) : null;
    return read?.kind === 'date' ? read.date : null;
  };
  const words = (field: TextField): string => (shown.has(field) ? values[field].trim() : '');
  const longTerm = shown.has('longTerm') && values.longTerm;
  return {
    result,
    feedbackOn: date('feedbackOn') ?? '',
    certificateNumber: toHalfWidth(words('certificateNumber')).trim(),
    certificateName: words('certificateName'),
    issuingOrgan: words('issuingOrgan'),
    issuedOn: date('issuedOn'),
    validFrom: date('validFrom'),
    validTo: longTerm ? null : date('validTo'),
    longTerm,
    permitContent: words('permitContent'),
    remark: words('remark'),
  };
}

export interface FieldProblem {
  readonly field: FeedbackField;
  readonly message: string;
}
export type CheckedValues =
  { readonly ok: true; readonly input: FeedbackInput } | { readonly ok: false; readonly problems: FieldProblem[] };

/** Everything that is wrong with the values, at most one problem a field, in the order of the form; or the input to send. */
export function checkValues(
  values: FeedbackValues,
  today: string,
  amended: FeedbackInput | null = null,
): CheckedValues {
  const found = new Map<FeedbackField, string>();
  const say = (field: FeedbackField, message: string) => {
    if (!found.has(field)) found.set(field, message);
  };
  if (values.result === '') say('result', '请选择反馈结果');
  const shown = visibleFields(values.result, amended);
  for (const field of dateFields) {
    const read = readTypedDate(values[field]);
    if (read.kind === 'wrong' && shown.includes(field) && !(field === 'validTo' && values.longTerm))
      say(field, read.message);
  }
  if (readTypedDate(values.feedbackOn).kind === 'empty') say('feedbackOn', '请填写反馈日期');
  const input = inputOf(values, amended);
  if (values.result !== '')
    for (const reason of checkFeedback(input, today)) say(reason.field as FeedbackField, reason.message);
  for (const issue of feedbackInputSchema.safeParse(input).error?.issues ?? []) {
    const field = issue.path[0] as FeedbackField;
    if (issue.code === 'too_big') say(field, `最多 ${String(issue.maximum)} 个字，请删减`);
    else say(field, `${feedbackLabels[field]}含有不能保存的字符，请重新填写`);
  }
  if (found.size === 0) return { ok: true, input };
  return {
    ok: false,
    problems: feedbackFields.flatMap((field) => {
      const message = found.get(field);
      return message === undefined ? [] : [{ field, message }];
    }),
  };
}

/** Reasons of the core, on the fields that they are about; what is about no field of the form is left to the summary. */
export function problemsOfReasons(reasons: readonly FieldReason[]): FieldProblem[] {
  return reasons.flatMap((reason) => {
    const name = reason.field.replace(/^feedback\./, '');
    const field = feedbackFields.find((one) => one === name);
    return field ? [{ field, message: reason.message }] : [];
  });
}
