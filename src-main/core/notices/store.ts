/** How a notice lies in the tables: its narrow row, its content, its words in the full-text index, the choices it adds. */
import { isAnsweredLate } from '#shared/domains/notices/deadlines.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableCodes, searchableScope } from '#shared/trade/text-search.ts';
import type { Calendar } from '#shared/trade/working-days.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { wideTable, type Written } from '../records/wide-table.ts';

export const noticeStore = wideTable({
  table: 'notice',
  text: 'notice_text',
  words: (notice: Notice) => ({
    name: normalizeSearchText(notice.enterpriseName),
    initials: pinyinInitials(notice.enterpriseName),
    address: normalizeSearchText(`${notice.address} ${notice.street}`),
    code: searchableCodes(notice.creditCode, notice.registrationNumber),
    scope: normalizeSearchText(searchableScope(notice.businessScope)),
  }),
  row: (notice, { name, initials, address, code }, at) => ({
    enterprise_id: notice.enterpriseId,
    enterprise_name: name,
    name_initials: initials,
    address,
    codes: code,
    enterprise_kind: notice.enterpriseKind,
    approved_on: notice.approvedOn,
    application_type: notice.applicationType,
    permit_item_code: notice.permitItemCode,
    review_department_code: notice.reviewDepartment?.code ?? '',
    stage: notice.stage,
    open: isOpen(notice) ? 1 : 0,
    pushed_at: notice.pushedAt,
    received_at: notice.receipt?.at ?? '',
    answered_at: firstFeedbackAt(notice),
    answered_late: isAnsweredLate(notice, at.calendar()) ? 1 : 0,
  }),
  arrival: (at) => ({ arrived_at: at.correctedNow() }),
  whole: { content: 'notice_content', beside: ({ scope }) => ({ scope }) },
  written: rememberChoices,
});

/** The filter bar offers what has occurred; a page of notices names the same few again and again. */
function rememberChoices(database: Database, records: readonly Written<Notice>[]): void {
  const choices = new Map<string, [list: string, code: string, name: string]>();
  for (const { data } of records) {
    choices.set(`item ${data.permitItemCode}`, ['item', data.permitItemCode, data.permitItemName]);
    const department = data.reviewDepartment;
    if (department) choices.set(`department ${department.code}`, ['department', department.code, department.name]);
  }
  const remember = statement(database, 'INSERT OR IGNORE INTO notice_choice (list, code, name) VALUES (?, ?, ?)');
  for (const choice of choices.values()) remember.run(...choice);
}

/** Tells anew which feedbacks came late, after the calendar has changed. Inside the caller's transaction. */
export function recountLateFeedbacks(database: Database, calendar: Calendar): void {
  const answered = statement<[], { key: number; late: number; data: string }>(
    database,
    `SELECT n.key, n.answered_late AS late, c.data FROM notice n INDEXED BY notice_answered
     CROSS JOIN notice_content c ON c.key = n.key WHERE n.answered_at IS NOT NULL`,
  );
  const changed: [late: number, key: number][] = [];
  for (const { key, late, data } of answered.iterate()) {
    const now = isAnsweredLate(JSON.parse(data) as Notice, calendar) ? 1 : 0;
    if (now !== late) changed.push([now, key]);
  }
  const update = statement<[number, number]>(database, 'UPDATE notice SET answered_late = ? WHERE key = ?');
  for (const change of changed) update.run(...change);
}

/** Whether anything can still be done here. */
const isOpen = (notice: Notice): boolean => notice.closedAt === null && notice.stage !== 'returned';

const firstFeedbackAt = (notice: Notice): string | null =>
  notice.feedbacks.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);
