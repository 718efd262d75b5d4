/**
 * 抽查事项清单: 检查项目 → 检查子项 → 检查内容, as the platform's manual (六、1.3) lays them out. A checklist is versioned, and a
 * result stays in the version in which it was begun.
 */
import { z } from 'zod';
import { recordIdSchema, text } from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';

/** 检查内容's type: 选择型, 数值型, 填写型, 是非型. */
export const checkPointTypes = ['choice', 'number', 'text', 'yesNo'] as const;
export type CheckPointType = (typeof checkPointTypes)[number];
export const checkPointTypeNames: Record<CheckPointType, string> = {
  choice: '选择型',
  number: '数值型',
  text: '填写型',
  yesNo: '是非型',
};

export const checkPointSchema = z.discriminatedUnion('type', [
  z.object({
    id: recordIdSchema,
    type: z.literal('choice'),
    title: text(500).min(1),
    required: z.boolean(),
    options: z.array(text(100).min(1)).min(2).max(30),
  }),
  z.object({
    id: recordIdSchema,
    type: z.literal('number'),
    title: text(500).min(1),
    required: z.boolean(),
    unit: text(20),
    /** Outside of these the value is asked to be explained (核实), not refused. */
    usualFrom: z.number().nullable(),
    usualTo: z.number().nullable(),
  }),
  z.object({
    id: recordIdSchema,
    type: z.literal('text'),
    title: text(500).min(1),
    required: z.boolean(),
    maximumLength: z.number().int().min(1).max(4000),
  }),
  z.object({
    id: recordIdSchema,
    type: z.literal('yesNo'),
    title: text(500).min(1),
    required: z.boolean(),
    /** The answer that means that nothing is wrong; 「是否按规定公示」 yes, 「是否销售过期食品」 no. */
    sound: z.enum(['yes', 'no']),
  }),
]);
export type CheckPoint = z.infer<typeof checkPointSchema>;

export const checklistSchema = z.object({
  id: recordIdSchema,
  /** Stays the same over versions. */
  checklistId: recordIdSchema,
  version: z.number().int().min(1),
  name: text(100).min(1),
  groups: z
    .array(
      z.object({
        name: text(100).min(1),
        /** 条线 */
        line: text(50),
        items: z
          .array(
            z.object({
              id: recordIdSchema,
              name: text(200).min(1),
              /** 检查方法与要求 */
              method: text(1000),
              /** 检查依据 */
              basis: text(1000),
              points: z.array(checkPointSchema).min(1).max(200),
            }),
          )
          .min(1)
          .max(100),
      }),
    )
    .min(1)
    .max(50),
  /** 要求提供的材料 */
  materials: z.array(text(100)).max(30),
});
export type Checklist = z.infer<typeof checklistSchema>;

/** √/╳ with 未检查 and 合理缺项: what was found on one 检查内容. */
export const answerSchema = z.object({
  pointId: recordIdSchema,
  state: z.enum(['answered', 'notChecked', 'notApplicable']),
  /** choice: one of the options; number: the figure; yesNo: `yes` or `no`; text: the words. Null unless answered. */
  value: z.union([text(4000), z.number()]).nullable(),
  /** 发现问题 on this point; empty: none. */
  issue: text(1000),
});
export type Answer = z.infer<typeof answerSchema>;

export const pointsOf = (checklist: Checklist): CheckPoint[] =>
  checklist.groups.flatMap((group) => group.items.flatMap((item) => item.points));

/** Whether the answer itself says that something is wrong. */
export function answerShowsIssue(point: CheckPoint, answer: Answer): boolean {
  if (answer.issue.trim() !== '') return true;
  if (point.type !== 'yesNo' || answer.state !== 'answered') return false;
  return (answer.value === 'yes' || answer.value === 'no') && answer.value !== point.sound;
}

/**
 * Checks one answer against its point. `level` block 强制: must be mended; explain 核实: may pass with a written
 * explanation that travels along.
 */
export type CheckLevel = 'block' | 'explain';
export interface CheckFinding extends FieldReason {
  readonly level: CheckLevel;
}

export function checkAnswer(point: CheckPoint, answer: Answer | undefined): CheckFinding[] {
  const field = `answers.${point.id}`;
  const finding = (level: CheckLevel, code: string, message: string): CheckFinding[] => [
    { level, field, code, message },
  ];
  if (!answer || (answer.state === 'answered' && (answer.value === null || answer.value === '')))
    return point.required ? finding('block', 'unanswered', `「${point.title}」还没有填写`) : [];
  if (answer.state === 'notChecked')
    return point.required ? finding('explain', 'notChecked', `「${point.title}」未检查，请说明原因`) : [];
  if (answer.state === 'notApplicable') return [];
  switch (point.type) {
    case 'choice':
      if (!point.options.includes(String(answer.value)))
        return finding('block', 'option', `「${point.title}」的选项不在检查表里`);
      return [];
    case 'number': {
      if (typeof answer.value !== 'number' || !Number.isFinite(answer.value))
        return finding('block', 'number', `「${point.title}」应填数字${point.unit ? `，单位${point.unit}` : ''}`);
      const low = point.usualFrom !== null && answer.value < point.usualFrom;
      const high = point.usualTo !== null && answer.value > point.usualTo;
      if (low || high) return finding('explain', 'unusual', `「${point.title}」超出通常范围，请核实并说明`);
      return [];
    }
    case 'text':
      if (String(answer.value).length > point.maximumLength)
        return finding('block', 'tooLong', `「${point.title}」最多 ${point.maximumLength} 字`);
      return [];
    case 'yesNo':
      if (answer.value !== 'yes' && answer.value !== 'no')
        return finding('block', 'yesNo', `「${point.title}」应选是或否`);
      if (answer.value !== point.sound && answer.issue.trim() === '')
        return finding('block', 'issueMissing', `「${point.title}」的回答表明有问题，请写明发现的问题`);
      return [];
  }
}
