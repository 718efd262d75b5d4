/** Which 抽查主体 and plans a page asks for: filters and orders. Pages check with it what they remember. */
import { z } from 'zod';
import { deliveryStates } from '#shared/trade/delivery.ts';
import { planStages } from './words.ts';
import { subjectStages } from './words.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { dateSchema, recordIdSchema } from '#shared/platform-api/common.ts';
import { sortOf } from '#shared/lists/schema.ts';

/**
 * Which rows a page shows. `mine` 我的抽查任务: drawn to the person, still to be entered or amended. `confirm` 主体名单确认 of one
 * plan. `review` 复核: of the department, waiting for it. `query` 抽查主体查询: all that this PC holds.
 */
export const subjectPages = ['mine', 'confirm', 'review', 'query'] as const;
export type SubjectPage = (typeof subjectPages)[number];

export const subjectFilterSchema = z
  .object({
    planId: recordIdSchema,
    planName: z.string().max(200),
    planNumber: z.string().max(60),
    name: z.string().max(200),
    code: z.string().max(200),
    enterpriseKinds: z.array(z.enum(enterpriseKinds)),
    stages: z.array(z.enum(subjectStages)),
    planToFrom: dateSchema,
    planToTo: dateSchema,
    inspectedFrom: dateSchema,
    inspectedTo: dateSchema,
    inspectorName: z.string().max(50),
    deliveries: z.array(z.enum(deliveryStates)),
  })
  .partial();
export type SubjectFilter = z.infer<typeof subjectFilterSchema>;

/** 抽查方案查询 */
export const planFilterSchema = z
  .object({ name: z.string().max(200), number: z.string().max(60), stages: z.array(z.enum(planStages)) })
  .partial();
export type PlanFilter = z.infer<typeof planFilterSchema>;

/**
 * Orders of the lists of 抽查主体: 截止日期; 主体名称, by its pinyin initials; 检查日期, where what has none counts as the earliest.
 * Absent: by 截止日期, what ends first in front, on 抽查主体查询 what ends last.
 */
export const subjectSortSchema = sortOf(['planTo', 'enterpriseName', 'inspectedOn']);
export type SubjectSort = z.infer<typeof subjectSortSchema>;
/** Orders of 抽查方案查询; `stage`, also where none is asked for: running ones in front, then what ends first. */
export const planSortSchema = sortOf(['stage', 'name', 'endsOn', 'drawnUpOn']);
export type PlanSort = z.infer<typeof planSortSchema>;
