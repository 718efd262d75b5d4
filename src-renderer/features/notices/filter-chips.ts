/** The filter of a list of 告知 in force, as chips. */
import type { NoticeFilter } from '#shared/domains/notices/lists.ts';
import { deliveryStateNames } from '#shared/trade/delivery.ts';
import { applicationTypeNames, noticeStageNames } from '#shared/domains/notices/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { formatInstant } from '#app/app/format.ts';
import { chipsBy, type ChipRule, type FilterChip, rangeWords } from '#app/lists/filter-chips.ts';
import type { NoticeStatus } from './pages.ts';

export interface FilterChoices {
  readonly permitItems: readonly { readonly code: string; readonly name: string }[];
  readonly departments: readonly { readonly code: string; readonly name: string }[];
}
export const noChoices: FilterChoices = { permitItems: [], departments: [] };

export const statusNames: Record<NoticeStatus, string> = { ...noticeStageNames, overdue: '超期未接收' };

const nameOf = (list: FilterChoices['departments'], code: string): string =>
  list.find((one) => one.code === code)?.name ?? code;
/** Several choices name the first two, then how many there are. */
function several(names: readonly string[]): string {
  return names.length <= 2 ? names.join('、') : `${names.slice(0, 2).join('、')} 等 ${names.length} 项`;
}

const rules: readonly ChipRule<NoticeFilter, FilterChoices>[] = [
  { fields: ['name'], words: (filter) => `主体名称：${filter.name}` },
  { fields: ['code'], words: (filter) => `统一社会信用代码/注册号：${filter.code}` },
  {
    fields: ['statuses'],
    words: (filter) => `状态：${(filter.statuses ?? []).map((status) => statusNames[status]).join('、')}`,
  },
  {
    fields: ['permitItemCodes'],
    words: (filter, choices) =>
      `后置审批事项：${several((filter.permitItemCodes ?? []).map((code) => nameOf(choices.permitItems, code)))}`,
  },
  {
    fields: ['reviewDepartmentCode', 'includeUnassigned'],
    words: ({ reviewDepartmentCode, includeUnassigned }, choices) => {
      if (!reviewDepartmentCode) return '含未明确后置审批部门';
      const name = nameOf(choices.departments, reviewDepartmentCode);
      return `后置审批部门：${name}${includeUnassigned ? '（含未明确）' : ''}`;
    },
  },
  { fields: ['businessScope'], words: (filter) => `经营范围：${filter.businessScope}` },
  { fields: ['address'], words: (filter) => `住所：${filter.address}` },
  {
    fields: ['enterpriseKinds'],
    words: (filter) =>
      `主体类型：${(filter.enterpriseKinds ?? []).map((kind) => enterpriseKindNames[kind]).join('、')}`,
  },
  {
    fields: ['applicationTypes'],
    words: (filter) =>
      `申请类型：${(filter.applicationTypes ?? []).map((type) => applicationTypeNames[type]).join('、')}`,
  },
  {
    fields: ['approvedFrom', 'approvedTo'],
    words: (filter) => `最近业务核准日期：${rangeWords(filter.approvedFrom, filter.approvedTo)}`,
  },
  {
    fields: ['receivedFrom', 'receivedTo'],
    words: (filter) => `接收日期：${rangeWords(filter.receivedFrom, filter.receivedTo)}`,
  },
  {
    fields: ['feedbackDueFrom', 'feedbackDueTo'],
    words: (filter) => `反馈期限：${rangeWords(filter.feedbackDueFrom, filter.feedbackDueTo)}`,
  },
  {
    fields: ['deliveries'],
    words: (filter) => `报送状态：${(filter.deliveries ?? []).map((state) => deliveryStateNames[state]).join('、')}`,
  },
  { fields: ['arrivedSince'], words: (filter) => `新收到：${formatInstant(filter.arrivedSince ?? null)} 以后` },
];

/** One chip for each condition in force. */
export const chipsOf = (filter: NoticeFilter, choices: FilterChoices = noChoices): FilterChip[] =>
  chipsBy(rules, filter, choices);
