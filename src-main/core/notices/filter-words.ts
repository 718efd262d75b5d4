/** A filter of 双告知 in words, for the head of an exported sheet. */
import type { NoticeFilter, NoticePage, NoticeSort } from '#shared/domains/notices/lists.ts';
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { formatInstant } from '#shared/trade/formats.ts';
import { applicationTypeNames, noticeStageNames } from '#shared/domains/notices/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { conditionWords, rangeWords } from '../exports/condition-words.ts';
import type { Choice } from './queries.ts';

export const noticePageNames: Record<NoticePage, string> = {
  receive: '告知接收',
  feedback: '告知反馈',
  query: '告知查询',
};

const statusNames = { ...noticeStageNames, overdue: '超期未接收' };
const sortNames: Record<NoticeSort['by'], string> = {
  approvedOn: '最近业务核准日期',
  pushedAt: '推送时间',
  receivedAt: '接收时间',
  enterpriseName: '主体名称',
};

/** 「主体名称：恒丰；申请类型：设立登记」, or 「全部」. */
export function filterWords(
  filter: NoticeFilter,
  choices: { permitItems: readonly Choice[]; departments: readonly Choice[] },
): string {
  const nameOf = (list: readonly Choice[], code: string) => list.find((one) => one.code === code)?.name ?? code;
  const list = (values: readonly string[] | undefined) => (values ?? []).join('、');
  const department = filter.reviewDepartmentCode
    ? nameOf(choices.departments, filter.reviewDepartmentCode) +
      (filter.includeUnassigned ? '（含未明确后置审批部门）' : '')
    : '';
  const words: [string, string][] = [
    ['主体名称', filter.name ?? ''],
    ['统一社会信用代码/注册号', filter.code ?? ''],
    ['后置审批事项', list(filter.permitItemCodes?.map((code) => nameOf(choices.permitItems, code)))],
    ['后置审批部门', department],
    ['经营范围', filter.businessScope ?? ''],
    ['住所', filter.address ?? ''],
    ['主体类型', list(filter.enterpriseKinds?.map((kind) => enterpriseKindNames[kind]))],
    ['申请类型', list(filter.applicationTypes?.map((type) => applicationTypeNames[type]))],
    ['最近业务核准日期', rangeWords(filter.approvedFrom, filter.approvedTo)],
    ['接收日期', rangeWords(filter.receivedFrom, filter.receivedTo)],
    ['反馈期限', rangeWords(filter.feedbackDueFrom, filter.feedbackDueTo)],
    ['状态', list(filter.statuses?.map((status) => statusNames[status]))],
    ['报送状态', list(filter.deliveries?.map((state) => deliveryStateNames[state]))],
    ['收到本机', filter.arrivedSince ? `${formatInstant(filter.arrivedSince)} 以后` : ''],
  ];
  return conditionWords(words);
}

export const sortWords = ({ by, direction }: NoticeSort): string =>
  `按${sortNames[by]}${direction === 'ascending' ? '升序' : '降序'}`;
