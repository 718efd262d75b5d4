/** How a notice lies in the tables: its narrow row, its content, its words in the full-text index, the choices it adds. */
import type { Notice } from '#shared/domains/notices/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableCodes, searchableScope } from '#shared/trade/text-search.ts';
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
  row: (notice, { name, initials, address, code }) => ({
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

/** Whether anything can still be done here. */
const isOpen = (notice: Notice): boolean => notice.closedAt === null && notice.stage !== 'returned';

const firstFeedbackAt = (notice: Notice): string | null =>
  notice.feedbacks.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);
