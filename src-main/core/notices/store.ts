/** How a notice lies in the tables: its narrow row, its content, its words in the full-text index. */
import type { Notice } from '#shared/domains/notices/record.ts';
import { deadlineOf } from '#shared/trade/deadlines.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableScope } from '#shared/trade/text-search.ts';
import { type Calendar, chinaDate } from '#shared/trade/working-days.ts';
import type { StoredRecord } from '../sync/collection.ts';
import type { Database } from '../database/types.ts';
import { updateChangedColumns } from '../full-text/changed-columns.ts';
import { gramsOf, textHash } from '../full-text/grams.ts';
import { statement } from '../database/statements.ts';

/** What of the world a row depends on. */
export interface NoticeClock {
  correctedNow(): string;
  calendar(): Calendar;
}

const columns = [
  'id',
  'revision',
  'enterprise_id',
  'enterprise_name',
  'name_initials',
  'address',
  'codes',
  'text_hash',
  'enterprise_kind',
  'approved_on',
  'application_type',
  'permit_item_code',
  'review_department_code',
  'stage',
  'open',
  'pushed_at',
  'received_at',
  'feedback_due_on',
  'answered_at',
] as const;

const hashColumn = columns.indexOf('text_hash');

const insertNotice = `INSERT INTO notice (${columns.join(', ')}, arrived_at)
  VALUES (${columns.map(() => '?').join(', ')}, ?) ON CONFLICT (id) DO NOTHING`;
const findNotice = `SELECT key, ${columns.join(', ')} FROM notice WHERE id = ?`;
const insertContent = 'INSERT INTO notice_content (key, data, scope) VALUES (?, ?, ?)';
const updateContent = 'UPDATE notice_content SET data = ?, scope = ? WHERE key = ?';
const insertText = 'INSERT INTO notice_text (rowid, grams) VALUES (?, ?)';
const deleteText = 'DELETE FROM notice_text WHERE rowid = ?';
const rememberChoice = 'INSERT OR IGNORE INTO notice_choice (list, code, name) VALUES (?, ?, ?)';

/** A writer that remembers due dates: a first download asks for the same few days a hundred thousand times. */
export function createNoticeWriter(
  clock: NoticeClock,
): (database: Database, records: readonly StoredRecord<Notice>[]) => void {
  let calendar: Calendar | null = null;
  let dueDates = new Map<string, string>();

  const feedbackDueOn = (notice: Notice): string | null => {
    if (notice.stage !== 'received' || !notice.receipt || notice.closedAt) return null;
    if (calendar !== clock.calendar()) {
      calendar = clock.calendar();
      dueDates = new Map();
    }
    const receivedOn = chinaDate(notice.receipt.at);
    let due = dueDates.get(receivedOn);
    if (due === undefined) dueDates.set(receivedOn, (due = deadlineOf('noticeFeedback', receivedOn, calendar).dueOn));
    return due;
  };

  return (database, records) => {
    const insert = statement(database, insertNotice);
    const newContent = statement(database, insertContent);
    const changeContent = statement(database, updateContent);
    const newText = statement(database, insertText);
    const dropText = statement(database, deleteText);
    const find = statement<[string], [key: number, ...stored: unknown[]]>(database, findNotice).raw();
    const choices = new Map<string, [list: string, code: string, name: string]>();
    const now = clock.correctedNow();

    for (const { id, revision, data } of records) {
      const name = normalizeSearchText(data.enterpriseName);
      const initials = pinyinInitials(data.enterpriseName);
      const address = normalizeSearchText(`${data.address} ${data.street}`);
      const codes = [data.creditCode ?? '', data.registrationNumber ?? ''].filter(Boolean).join(' ').toLowerCase();
      const scope = normalizeSearchText(searchableScope(data.businessScope));
      const hash = textHash(name, address, codes, scope);
      const row = [
        id,
        revision,
        data.enterpriseId,
        name,
        initials,
        address,
        codes,
        hash,
        data.enterpriseKind,
        data.approvedOn,
        data.applicationType,
        data.permitItemCode,
        data.reviewDepartment?.code ?? '',
        data.stage,
        isOpen(data) ? 1 : 0,
        data.pushedAt,
        data.receipt?.at ?? '',
        feedbackDueOn(data),
        firstFeedbackAt(data),
      ];
      const words = () => gramsOf({ name, initials, address, code: codes, scope });
      const inserted = insert.run(...row, now);
      if (inserted.changes === 1) {
        newContent.run(inserted.lastInsertRowid, JSON.stringify(data), scope);
        newText.run(inserted.lastInsertRowid, words());
      } else {
        const [key, ...stored] = find.get(id)!;
        updateChangedColumns(database, 'notice', key, columns, stored, row);
        changeContent.run(JSON.stringify(data), scope, key);
        if (stored[hashColumn] !== hash) {
          dropText.run(key);
          newText.run(key, words());
        }
      }
      choices.set(`item ${data.permitItemCode}`, ['item', data.permitItemCode, data.permitItemName]);
      const department = data.reviewDepartment;
      if (department) choices.set(`department ${department.code}`, ['department', department.code, department.name]);
    }
    const remember = statement(database, rememberChoice);
    for (const choice of choices.values()) remember.run(...choice);
  };
}

/** Takes notices out of all their tables; unknown ids are no error. */
export function removeNotices(database: Database, ids: readonly string[]): void {
  const find = statement<[string], { key: number }>(database, 'SELECT key FROM notice WHERE id = ?');
  const dropRow = statement(database, 'DELETE FROM notice WHERE key = ?');
  const dropContent = statement(database, 'DELETE FROM notice_content WHERE key = ?');
  const dropText = statement(database, deleteText);
  for (const id of ids) {
    const known = find.get(id);
    if (!known) continue;
    dropRow.run(known.key);
    dropContent.run(known.key);
    dropText.run(known.key);
  }
}

/** Puts every owed feedback's due date right after the calendar has changed. Inside the caller's transaction. */
export function rewriteFeedbackDueDates(database: Database, calendar: Calendar): void {
  const update = statement(database, 'UPDATE notice SET feedback_due_on = ? WHERE key = ?');
  const owed = statement<[], { key: number; received_at: string; due: string }>(
    database,
    'SELECT key, received_at, feedback_due_on AS due FROM notice WHERE feedback_due_on IS NOT NULL',
  ).all();
  for (const { key, received_at: receivedAt, due } of owed) {
    const { dueOn } = deadlineOf('noticeFeedback', chinaDate(receivedAt), calendar);
    if (dueOn !== due) update.run(dueOn, key);
  }
}

/** Whether anything can still be done here. */
const isOpen = (notice: Notice): boolean => notice.closedAt === null && notice.stage !== 'returned';

const firstFeedbackAt = (notice: Notice): string | null =>
  notice.feedbacks.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);
