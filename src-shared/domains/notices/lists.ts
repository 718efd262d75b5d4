/** Which notices a page asks for: the pages, their filters and orders. Pages check with it what they remember. */
import { z } from 'zod';
import { deliveryStates } from '#shared/trade/delivery.ts';
import { applicationTypes, noticeStages } from './words.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { dateSchema } from '#shared/platform-api/common.ts';

/** The three pages of the manual. Each shows its own stages: 接收 pending+pool, 反馈 received+answered (still open), 查询 all. */
export const noticePages = ['receive', 'feedback', 'query'] as const;
export type NoticePage = (typeof noticePages)[number];

/** `overdue`: not received for longer than the lamp's threshold. The others are stages. */
export const noticeStatuses = [...noticeStages, 'overdue'] as const;

const searchText = z.string().max(200);
/** Every filter of the manual; whatever is absent does not limit. */
export const noticeFilterSchema = z
  .object({
    /** 主体名称: any part of it, or pinyin initials. */
    name: searchText,
    /** 统一社会信用代码/注册号: any leading or inner part. */
    code: searchText,
    permitItemCodes: z.array(z.string().max(20)).max(100),
    /** 后置审批部门 */
    reviewDepartmentCode: z.string().max(18),
    /** 含未明确后置审批部门 */
    includeUnassigned: z.boolean(),
    businessScope: searchText,
    address: searchText,
    enterpriseKinds: z.array(z.enum(enterpriseKinds)),
    applicationTypes: z.array(z.enum(applicationTypes)),
    approvedFrom: dateSchema,
    approvedTo: dateSchema,
    receivedFrom: dateSchema,
    receivedTo: dateSchema,
    statuses: z.array(z.enum(noticeStatuses)),
    /** 反馈期限 in the calendar range, inclusive; only received ones have one. */
    feedbackDueFrom: dateSchema,
    feedbackDueTo: dateSchema,
    /** Only records with an operation in one of these states. */
    deliveries: z.array(z.enum(deliveryStates)),
    /** Only what came in since this instant (工作台「新收到」). */
    arrivedSince: z.iso.datetime(),
  })
  .partial();
export type NoticeFilter = z.infer<typeof noticeFilterSchema>;

export const noticeSorts = ['approvedOn', 'pushedAt', 'receivedAt', 'enterpriseName'] as const;
export const noticeSortSchema = z.object({ by: z.enum(noticeSorts), direction: z.enum(['ascending', 'descending']) });
export type NoticeSort = z.infer<typeof noticeSortSchema>;
