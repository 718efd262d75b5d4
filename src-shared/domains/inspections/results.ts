/**
 * 抽查结果: what an inspector enters for one subject, and everything that can be wrong with it.
 *
 * Two levels of checks, as users know from 统计直报: 强制 blocks, 核实 passes with a written explanation that travels along.
 */
import { z } from 'zod';
import { dateSchema, instantSchema, recordIdSchema, sha256Schema, text } from '#shared/platform-api/common.ts';
import {
  answerSchema,
  answerShowsIssue,
  checkAnswer,
  type CheckFinding,
  type Checklist,
  pointsOf,
} from './checklist.ts';
import { checkWays, coarseOutcome, followUps, inspectionOutcomes, inspectionOutcomeTable } from './outcomes.ts';

export const evidenceSchema = z.object({
  id: z.uuid(),
  sha256: sha256Schema,
  bytes: z.number().int().min(1),
  mediaType: text(100),
  name: text(200),
  caption: text(200),
  /** By the camera's own words in the file (Exif); else when it was shot here or added, by the platform's clock. */
  takenAt: instantSchema,
  /** The 检查内容 it belongs to; null: the subject as a whole. */
  pointId: recordIdSchema.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const signatureRoles = ['inspector', 'inspected', 'witness'] as const;
export const signatureRoleNames: Record<(typeof signatureRoles)[number], string> = {
  inspector: '检查人员',
  inspected: '被检查单位',
  witness: '见证人',
};
export const signatureSchema = z.object({
  id: z.uuid(),
  role: z.enum(signatureRoles),
  name: text(50),
  /** The drawn signature, a PNG attachment, or the photo of the signed page; null where the inspected party refused to sign. */
  sha256: sha256Schema.nullable(),
  /** 纸质已签: signed by hand on the printed form; the photo of the page is one of the evidence. Absent: drawn on the screen. */
  onPaper: z.boolean().optional(),
  refused: z.boolean(),
  /** 拒签理由 */
  refusalWords: text(200),
  at: instantSchema,
});
export type Signature = z.infer<typeof signatureSchema>;

export const resultInputSchema = z.object({
  checklistVersion: z.number().int().min(1),
  checkWays: z.array(z.enum(checkWays)).max(6),
  answers: z.array(answerSchema).max(2000),
  /** 临时添加的检查事项 */
  extraItems: z.array(z.object({ id: z.uuid(), title: text(300), found: text(1000), sound: z.boolean() })).max(50),
  outcomes: z.array(z.enum(inspectionOutcomes)).max(13),
  /** 检查发现问题 */
  foundIssues: text(2000),
  /** 处理情况描述 */
  handling: text(2000),
  followUp: z.enum(followUps),
  followUpWords: text(500),
  remark: text(500),
  inspectedOn: dateSchema,
  phone: text(40),
  /** Written explanations of 核实 findings, by the finding's field. */
  explanations: z.array(z.object({ field: text(200), words: text(500) })).max(500),
  evidence: z.array(evidenceSchema).max(300),
  signatures: z.array(signatureSchema).max(20),
});
export type ResultInput = z.infer<typeof resultInputSchema>;

/**
 * Everything that is wrong or doubtful about a result, in the order of the form. `block` 强制 findings refuse it; `explain`
 * 核实 findings pass once an explanation with the same field is given. `inspectors`: those to whom the subject was drawn.
 */
export function checkResult(
  result: ResultInput,
  checklist: Checklist,
  today: string,
  inspectors: readonly { readonly name: string }[],
): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const block = (field: string, code: string, message: string) =>
    findings.push({ level: 'block', field, code, message });
  const explain = (field: string, code: string, message: string) =>
    findings.push({ level: 'explain', field, code, message });
  if (result.checkWays.length === 0) block('checkWays', 'required', '请选择检查方式');
  const answers = new Map(result.answers.map((answer) => [answer.pointId, answer]));
  const points = pointsOf(checklist);
  for (const point of points) findings.push(...checkAnswer(point, answers.get(point.id)));
  const known = new Set(points.map((point) => point.id));
  for (const answer of result.answers)
    if (!known.has(answer.pointId)) block(`answers.${answer.pointId}`, 'unknownPoint', '检查内容不在这一版检查表里');
  if (result.outcomes.length === 0) block('outcomes', 'required', '请选择检查结果');
  if (result.outcomes.length > 1 && result.outcomes.some((outcome) => inspectionOutcomeTable[outcome].exclusive))
    block('outcomes', 'exclusive', '“未发现问题”不能与其他检查结果同时选择');
  const issues = points.some((point) => {
    const answer = answers.get(point.id);
    return answer !== undefined && answerShowsIssue(point, answer);
  });
  if (issues && result.outcomes.includes('noIssue'))
    explain('outcomes', 'contradiction', '检查内容里记有问题，检查结果却是“未发现问题”，请核实并说明');
  if (
    !issues &&
    result.outcomes.length > 0 &&
    coarseOutcome(result.outcomes) === 'issue' &&
    result.extraItems.every((item) => item.sound)
  )
    explain('outcomes', 'noIssueRecorded', '检查结果为发现问题，但检查内容里没有记录问题，请核实并说明');
  if (result.foundIssues.trim() === '') block('foundIssues', 'required', '请填写检查发现问题（没有时填“未发现问题”）');
  if (result.handling.trim() === '') block('handling', 'required', '请填写处理情况描述');
  if (result.followUp === 'other' && result.followUpWords.trim() === '')
    block('followUpWords', 'required', '请写明其他后续处置');
  if (result.inspectedOn > today) block('inspectedOn', 'future', '检查日期不能晚于今天');
  const signed = (role: (typeof signatureRoles)[number]) => result.signatures.filter((one) => one.role === role);
  if (result.checkWays.includes('onSite')) {
    const names = new Set(signed('inspector').flatMap(({ name, sha256 }) => (sha256 === null ? [] : [name.trim()])));
    const others = inspectors.map(({ name }) => name).filter((name) => !names.has(name));
    if (names.size === 0)
      block('signatures.inspector', 'required', '实地检查须有检查人员签名（屏幕签名，或纸质签名页的照片）');
    // An inspection is never one person's: 《行政处罚法》第四十二条.
    else if (names.size === 1 && others.length > 0)
      explain(
        'signatures.inspector',
        'oneOnly',
        `检查人员只有${[...names].join('')}一人签名，${others.join('、')}没有签名，请补签或说明原因`,
      );
    const inspected = signed('inspected');
    if (inspected.length === 0) explain('signatures.inspected', 'missing', '被检查单位没有签名，请说明原因');
    if (inspected.some((one) => one.refused) && signed('witness').length === 0)
      explain('signatures.witness', 'missing', '被检查单位拒签且没有见证人，请说明原因');
  }
  const photos = new Set(result.evidence.map(({ sha256 }) => sha256));
  for (const one of result.signatures) {
    if (one.name.trim() === '') block(`signatures.${one.id}`, 'name', '签名缺少姓名');
    if (!one.refused && one.sha256 === null) block(`signatures.${one.id}`, 'empty', '签名是空白的，请重新签名');
    if (one.onPaper === true && one.sha256 !== null && !photos.has(one.sha256))
      block(`signatures.${one.id}`, 'noPage', `${one.name}的纸质签名缺少签名页照片，请重新加入`);
    if (one.refused && one.refusalWords.trim() === '') block(`signatures.${one.id}`, 'refusalWords', '请写明拒签理由');
  }
  return findings;
}

/** The findings that still stand in the way: those that block, and those to be explained that are not. */
export function standingFindings(
  findings: readonly CheckFinding[],
  explanations: ResultInput['explanations'],
): CheckFinding[] {
  const explained = new Set(explanations.filter((one) => one.words.trim() !== '').map((one) => one.field));
  return findings.filter((finding) => finding.level === 'block' || !explained.has(finding.field));
}

/** An explanation with what it explains; `about` is empty where that can no longer be told, as without the checklist. */
export interface Explained {
  readonly field: string;
  /** 「…」超出通常范围 */
  readonly about: string;
  readonly words: string;
}

/** The explanations of a result, each with the doubt that it answers: words alone mean nothing to who reads them later. */
export function explainedFindings(
  result: ResultInput,
  checklist: Checklist | null,
  inspectors: readonly { readonly name: string }[],
): Explained[] {
  const findings = checklist ? checkResult(result, checklist, result.inspectedOn, inspectors) : [];
  return result.explanations
    .map(({ field, words }) => {
      const doubt = findings.find((one) => one.level === 'explain' && one.field === field);
      // What is asked of whoever enters it (「，请说明原因」) is of no use to the reader.
      return { field, about: doubt?.message.replace(/，请[^，]*$/, '') ?? '', words: words.trim() };
    })
    .filter(({ words }) => words !== '');
}

/** Hashes of the files that a result refers to: photographs and drawn signatures. */
export const filesOfResult = (result: Pick<ResultInput, 'evidence' | 'signatures'> | null): string[] =>
  result === null
    ? []
    : [
        ...new Set([
          ...result.evidence.map(({ sha256 }) => sha256),
          ...result.signatures.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])),
        ]),
      ];
