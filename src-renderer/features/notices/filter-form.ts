/** The filter bar of a list of 告知: its own state, and the filter of the contract made of it. */
import { type NoticeFilter, type NoticePage, noticeFilterSchema } from '#shared/domains/notices/lists.ts';
import { readKept } from '#app/app/read-kept.ts';
import { type Asked, countInForce, filterOf, formOf } from '#app/lists/filter-form.ts';
import { type FilterControl, pageFacts } from './pages.ts';

type Filled = Required<NoticeFilter>;
/** Filters without a control in the bar; they come from a link of the 工作台 and live in the chips only. */
export type FilterForm = Omit<Filled, 'arrivedSince'>;

export const emptyForm = (): FilterForm => ({
  name: '',
  code: '',
  permitItemCodes: [],
  reviewDepartmentCode: '',
  includeUnassigned: false,
  businessScope: '',
  address: '',
  enterpriseKinds: [],
  applicationTypes: [],
  approvedFrom: '',
  approvedTo: '',
  receivedFrom: '',
  receivedTo: '',
  statuses: [],
  feedbackDueFrom: '',
  feedbackDueTo: '',
  deliveries: [],
});

export function formOfFilter(filter: NoticeFilter): FilterForm {
  const { arrivedSince: _linkOnly, ...inBar } = filter;
  return formOf(emptyForm(), inBar);
}

/** The filter that the bar asks for. `linkOnly` keeps what a link brought and the bar has no control for. */
export function filterOfForm(
  form: FilterForm,
  { arrivedSince }: Pick<NoticeFilter, 'arrivedSince'> = {},
): Asked<NoticeFilter> {
  const asked = filterOf<Omit<NoticeFilter, 'arrivedSince'>>(form, [
    ['approvedFrom', 'approvedTo'],
    ['receivedFrom', 'receivedTo'],
    ['feedbackDueFrom', 'feedbackDueTo'],
  ]);
  // Without a department those that name none are among the rest anyway: a condition that limits nothing is none.
  if (!asked.filter?.reviewDepartmentCode) delete asked.filter?.includeUnassigned;
  if (!asked.filter || !arrivedSince) return asked;
  return { filter: { ...asked.filter, arrivedSince }, problems: null };
}

export const readFilter = readKept(noticeFilterSchema);

const fieldsOfControl: Record<FilterControl, readonly (keyof NoticeFilter)[]> = {
  name: ['name'],
  code: ['code'],
  statuses: ['statuses'],
  permitItemCodes: ['permitItemCodes'],
  reviewDepartment: ['reviewDepartmentCode', 'includeUnassigned'],
  businessScope: ['businessScope'],
  address: ['address'],
  enterpriseKinds: ['enterpriseKinds'],
  applicationTypes: ['applicationTypes'],
  approved: ['approvedFrom', 'approvedTo'],
  received: ['receivedFrom', 'receivedTo'],
  feedbackDue: ['feedbackDueFrom', 'feedbackDueTo'],
  deliveries: ['deliveries'],
};

/** How many controls under 更多条件 limit the list now. */
export const countMore = (page: NoticePage, filter: NoticeFilter): number =>
  countInForce(pageFacts[page].more, fieldsOfControl, filter);
