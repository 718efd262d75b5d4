/**
 * The Excel of 双告知: the manual's columns in the manual's order, then state, receipt and feedback.
 *
 * One row a notice, as on the screen. Where a notice has several feedbacks (several certificates), the cells of the feedback
 * columns hold one line for each, in the same order: an archive counts notices, and a notice spread over several rows would
 * be counted twice.
 */
import type { NoticeSheet } from '#shared/domains/notices/contract.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { noticeStatus } from '#shared/domains/notices/deadlines.ts';
import { noticeList, type NoticePage } from '#shared/domains/notices/lists.ts';
import {
  applicationTypeNames,
  feedbackResultNames,
  noticeStageNames,
  noticeStatusNames,
  returnReasonNames,
} from '#shared/domains/notices/words.ts';
import { type Feedback, type Notice } from '#shared/domains/notices/record.ts';
import { filterWords } from '#shared/lists/fields.ts';
import { sortOf, sortWords } from '#shared/lists/list.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';
import { archiveLayout, type WorkbookMaker } from '../exports/archive-layout.ts';
import type { Sheet } from '../exports/sheet.ts';
import { columnsFor, withUsual } from '../exports/sheet-columns.ts';
import type { SheetLayout } from '../exports/sheet-layout.ts';
import type { SheetRow } from '../exports/sheet-layout.ts';
import type { Day } from '../records/day.ts';
import { statement } from '../database/statements.ts';
import { findAll, findPage } from '../records/list.ts';
import { noticeListSpec } from './lists.ts';
import { choiceNames } from './queries.ts';

const titleOf = (page: NoticePage): string => `双告知·${noticeList.pages[page].title}清单`;

const { ordinal, code, text, short } = columnsFor<Notice, Day>();

const perFeedback = (notice: Notice, value: (feedback: Feedback) => string): string =>
  notice.feedbacks.length === 0
    ? ''
    : notice.feedbacks.length === 1
      ? value(notice.feedbacks[0]!)
      : notice.feedbacks.map((feedback) => value(feedback) || '—').join('\n');

/**
 * The first nine are the manual's (三、1.1), word for word; then what else the manual shows of a notice, its receipt and its
 * feedbacks.
 */
export const noticeColumns = withUsual(
  [
    ordinal,
    text('主体名称', 15, (notice) => notice.enterpriseName),
    code('统一社会信用代码/注册号', 19, (notice) => notice.creditCode ?? notice.registrationNumber ?? ''),
    text('经营范围', 38, (notice) => notice.businessScope),
    text('住所/街道', 17, (notice) => [notice.address, notice.street].filter(Boolean).join(' / ')),
    short('成立日期', 10, (notice) => notice.establishedOn),
    short('最近业务核准日期', 10, (notice) => notice.approvedOn),
    short('申请类型', 5.5, (notice) => applicationTypeNames[notice.applicationType]),
    short('后置审批事项', 10, (notice) => notice.permitItemName),
    short('后置审批部门', 10, (notice) => notice.reviewDepartment?.name ?? '未明确'),
    short('主体类型', 6, (notice) => enterpriseKindNames[notice.enterpriseKind]),
    text('法定代表人', 8, (notice) => notice.legalRepresentative),
    short('登记机关', 10, (notice) => notice.registrationOrgan),
    short('状态', 9, stateWords),
    code('联系电话', 13, (notice) => notice.phone),
    short('推送日期', 10, (notice) => chinaDate(notice.pushedAt)),
    short('接收部门', 10, (notice) => notice.receipt?.department.name ?? ''),
    short('接收人员', 8, (notice) => notice.receipt?.person ?? ''),
    short('接收日期', 10, (notice) => (notice.receipt ? chinaDate(notice.receipt.at) : '')),
    short('反馈部门', 10, (notice) => perFeedback(notice, ({ departmentName }) => departmentName)),
    short('反馈人员', 8, (notice) => perFeedback(notice, ({ person }) => person)),
    short('反馈结果', 8, (notice) => perFeedback(notice, ({ result }) => feedbackResultNames[result])),
    short('反馈日期', 10, (notice) => perFeedback(notice, ({ feedbackOn }) => feedbackOn)),
    code('证件编号', 14, (notice) => perFeedback(notice, ({ certificateNumber }) => certificateNumber)),
    text('证件名称', 9, (notice) => perFeedback(notice, ({ certificateName }) => certificateName)),
    text('发证机关', 10, (notice) => perFeedback(notice, ({ issuingOrgan }) => issuingOrgan)),
    short('发证日期', 10, (notice) => perFeedback(notice, ({ issuedOn }) => issuedOn ?? '')),
    short('有效期', 11, (notice) => perFeedback(notice, validity)),
    text('后置审批许可内容', 10, (notice) => perFeedback(notice, ({ permitContent }) => oneLine(permitContent))),
    text('备注', 11, remarks),
  ],
  '序',
  '主体名称',
  '统一社会信用代码/注册号',
  '后置审批事项',
  '状态',
  '推送日期',
  '接收人员',
  '接收日期',
  '反馈结果',
  '反馈日期',
  '证件编号',
);

function stateWords(notice: Notice, _: number | null, { today, calendar, thresholds }: Day): string {
  const status = noticeStatus(notice, today, calendar, thresholds);
  const words =
    status === 'reminded' ? `${noticeStageNames.received}（${noticeStatusNames.reminded}）` : noticeStatusNames[status];
  return notice.closedAt === null ? words : `${words}（已办结）`;
}

function validity({ validFrom, validTo, longTerm }: Feedback): string {
  if (longTerm) return validFrom ? `${validFrom} 至 长期` : '长期';
  return [validFrom, validTo].filter(Boolean).join(' 至 ');
}

/** Why it was returned, or what the feedbacks remark. */
function remarks(notice: Notice): string {
  const feedbacks = perFeedback(notice, ({ remark }) => oneLine(remark));
  const { returned } = notice;
  if (!returned) return feedbacks;
  return [`回退：${returnReasonNames[returned.reason]}，${oneLine(returned.words)}`, feedbacks]
    .filter(Boolean)
    .join('\n');
}

/** A line break inside would shift the lines of the other feedbacks. */
const oneLine = (value: string): string => value.replace(/\s*[\r\n]+\s*/g, ' ');

/** What a page shows, or the rows that were ticked. */
export const noticeSheet: Sheet<NoticeSheet> = {
  title: ({ page }) => titleOf(page),
  columns: () => noticeColumns,
  isEmpty: (database, request, day) => findPage(database, noticeListSpec, request, day, null, 1).keys.length === 0,
  content(database, request, day, maker) {
    const keys = findAll(database, noticeListSpec, request, day);
    return {
      layout: layoutOf(database, request, maker, keys.length),
      rows: sheetRows(database, keys, day),
      total: keys.length,
    };
  },
};

/** `rows`: how many there are, for the head. */
function layoutOf(database: Database, request: NoticeSheet, maker: WorkbookMaker, rows: number): SheetLayout {
  const { page, filter, sort, ids } = request;
  const selected = ids ? '所选记录' : filterWords(noticeList.fields, filter, choiceNames(database));
  const order = sortWords(noticeList, sortOf(noticeList, page, sort));
  return archiveLayout(
    {
      title: titleOf(page),
      columns: noticeColumns,
      line: `查询条件：${selected}　　排序：${order}　　共 ${rows} 条`,
    },
    maker,
  );
}

/** The rows of these keys, in their order, as they are asked for. */
function* sheetRows(database: Database, keys: Iterable<number>, day: Day): Generator<SheetRow, void, void> {
  const read = statement<[number], { data: string }>(database, 'SELECT data FROM notice_content WHERE key = ?');
  let number = 0;
  for (const key of keys) {
    number += 1;
    // What is stored was checked when it came; it is not checked again here.
    const notice = JSON.parse(read.get(key)!.data) as Notice;
    yield noticeColumns.map((column) => column.value(notice, number, day));
  }
}
