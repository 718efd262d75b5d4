/** The lists of 双告知: conditions, pages and orders. No schema here: the first page reads it. */
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { formatInstant } from '#shared/trade/formats.ts';
import { choice, code, custom, linked, occurring, period, words } from '#shared/lists/fields.ts';
import {
  ascending,
  descending,
  type FilterOfList,
  listOf,
  type PageOfList,
  type SortOfList,
} from '#shared/lists/list.ts';
import { enterpriseKindNames } from '../enterprises/words.ts';
import { applicationTypeNames, noticeStatusNames } from './words.ts';

/** 后置审批部门, alone or with what names none. */
export interface DepartmentCondition {
  readonly code: string;
  /** 含未明确后置审批部门 */
  readonly withUnassigned?: true;
}

/** Every condition of the manual, in its order. */
export const noticeFields = {
  /** Any part of it, or pinyin initials. */
  name: words('主体名称'),
  code: code('统一社会信用代码/注册号'),
  /** Whoever asks for a stage is shown also what of it is late. */
  statuses: choice('状态', noticeStatusNames),
  permitItems: occurring('后置审批事项', 'item'),
  department: custom<DepartmentCondition>(
    '后置审批部门',
    ({ code: one, withUnassigned }, nameOf) =>
      nameOf('department', one) + (withUnassigned ? '（含未明确后置审批部门）' : ''),
  ),
  businessScope: words('经营范围'),
  address: words('住所'),
  enterpriseKinds: choice('主体类型', enterpriseKindNames),
  applicationTypes: choice('申请类型', applicationTypeNames),
  approved: period('最近业务核准日期'),
  received: period('接收日期'),
  /** Only what is received and not yet answered has one. */
  feedbackDue: period('反馈提醒日'),
  /** Only records with an operation in one of these states. */
  deliveries: choice('报送状态', deliveryStateNames),
  /** An instant: only what came to this PC since. */
  arrivedSince: linked('收到本机', (instant) => `${formatInstant(instant)} 以后`),
};

/** The three pages of the manual. Each shows its own stages: 接收 pending and pool, 反馈 received and answered (still open), 查询 all. */
export const noticeList = listOf({
  name: 'notices',
  fields: noticeFields,
  pages: {
    receive: { title: '告知接收', sort: ascending('urgent') },
    feedback: { title: '告知反馈', sort: ascending('urgent') },
    query: { title: '告知查询', sort: descending('approvedOn') },
  },
  orders: {
    approvedOn: '最近业务核准日期',
    pushedAt: '推送时间',
    receivedAt: '接收时间',
    enterpriseName: '主体名称',
    /** Most urgent first: what waits for 接收, for 反馈, for 认领, by the last day of the step; then what waits for nobody. */
    urgent: '期限',
  },
});
export type NoticeList = typeof noticeList;
export type NoticePage = PageOfList<NoticeList>;
export type NoticeFilter = FilterOfList<NoticeList>;
export type NoticeSort = SortOfList<NoticeList>;
