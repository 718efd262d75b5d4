/** The filter bar's own state, and the filter of the contract made of it. Dates stay as typed until they are asked with. */
import { type NoticeFilter, type NoticePage, noticeFilterSchema } from '../../../src-shared/contract/notices.ts';
import { type FilterControl, pageFacts } from './pages.ts';
import { readTypedDate, toHalfWidth } from '../../components/typed-dates.ts';

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
  // Own copies: the bar changes its lists in place, the filter in force must not follow.
  return JSON.parse(JSON.stringify({ ...emptyForm(), ...inBar })) as FilterForm;
}

const dateFields = [
  'approvedFrom',
  'approvedTo',
  'receivedFrom',
  'receivedTo',
  'feedbackDueFrom',
  'feedbackDueTo',
] as const;
export type FilterDateField = (typeof dateFields)[number];
const ranges = [
  ['approvedFrom', 'approvedTo'],
  ['receivedFrom', 'receivedTo'],
  ['feedbackDueFrom', 'feedbackDueTo'],
] as const;

export type FilterProblems = Partial<Record<FilterDateField, string>>;

/**
 * The filter that the bar asks for: what is empty is left out, codes lose spaces and full-width signs, dates become
 * `YYYY-MM-DD`. `linkOnly` keeps what a link brought and the bar has no control for. With problems, no filter.
 */
export function filterOfForm(
  form: FilterForm,
  linkOnly: Pick<NoticeFilter, 'arrivedSince'> = {},
): { filter: NoticeFilter; problems: null } | { filter: null; problems: FilterProblems } {
  const filter: NoticeFilter = {};
  const problems: FilterProblems = {};
  const name = form.name.trim();
  if (name) filter.name = name;
  const code = toHalfWidth(form.code).replace(/\s/g, '').toUpperCase();
  if (code) filter.code = code;
  for (const field of ['businessScope', 'address'] as const) {
    const words = form[field].trim();
    if (words) filter[field] = words;
  }
  if (form.reviewDepartmentCode) filter.reviewDepartmentCode = form.reviewDepartmentCode;
  if (form.includeUnassigned) filter.includeUnassigned = true;
  if (form.permitItemCodes.length > 0) filter.permitItemCodes = [...form.permitItemCodes];
  if (form.enterpriseKinds.length > 0) filter.enterpriseKinds = [...form.enterpriseKinds];
  if (form.applicationTypes.length > 0) filter.applicationTypes = [...form.applicationTypes];
  if (form.statuses.length > 0) filter.statuses = [...form.statuses];
  if (form.deliveries.length > 0) filter.deliveries = [...form.deliveries];
  for (const field of dateFields) {
    const read = readTypedDate(form[field]);
    if (read.kind === 'date') filter[field] = read.date;
    if (read.kind === 'wrong') problems[field] = read.message;
  }
  for (const [from, to] of ranges) {
    const [first, last] = [filter[from], filter[to]];
    if (first && last && last < first) problems[to] = '止日不能早于起日';
  }
  if (Object.keys(problems).length > 0) return { filter: null, problems };
  if (linkOnly.arrivedSince) filter.arrivedSince = linkOnly.arrivedSince;
  return { filter, problems: null };
}

/** Reads a remembered filter; null where an older version kept something else. */
export function readFilter(kept: unknown): NoticeFilter | null {
  const parsed = noticeFilterSchema.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const isUnlimited = (filter: NoticeFilter): boolean => Object.keys(filter).length === 0;

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

/** How many controls under 更多条件 limit the list now, so that a folded bar does not hide them. */
export function countMore(page: NoticePage, filter: NoticeFilter): number {
  return pageFacts[page].more.filter((control) => fieldsOfControl[control].some((field) => filter[field] !== undefined))
    .length;
}

export const sameFilter = (one: NoticeFilter, other: NoticeFilter): boolean => sortedText(one) === sortedText(other);
const sortedText = (filter: NoticeFilter): string =>
  JSON.stringify(Object.entries(filter).sort(([one], [other]) => (one < other ? -1 : 1)));
