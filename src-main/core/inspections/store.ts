/** How a 抽查主体 lies in the tables: its narrow row, its content, its words in the full-text index, its inspectors. */
import { isOpenTask, type Subject } from '#shared/domains/inspections/subjects.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableCodes } from '#shared/trade/text-search.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { wideTable, type Written } from '../records/wide-table.ts';

/** Drafts stay when a subject is taken out, because they are a person's work. */
export const subjectStore = wideTable({
  table: 'inspection_subject',
  text: 'inspection_subject_text',
  words: (subject: Subject) => ({
    name: normalizeSearchText(subject.enterpriseName),
    initials: pinyinInitials(subject.enterpriseName),
    code: searchableCodes(subject.creditCode, subject.registrationNumber),
  }),
  row: (subject, { name, initials, code }) => ({
    plan_id: subject.planId,
    plan_name: normalizeSearchText(subject.planName),
    plan_number: normalizeSearchText(subject.planNumber),
    plan_to: subject.planTo,
    stage: subject.stage,
    department: subject.department.code,
    department_name: normalizeSearchText(subject.department.name),
    enterprise_id: subject.enterpriseId,
    enterprise_name: name,
    name_initials: initials,
    codes: code,
    enterprise_kind: subject.enterpriseKind,
    inspected_on: subject.result?.inspectedOn ?? null,
    inspector_names: subject.inspectors.map((one) => one.name).join(' '),
  }),
  whole: { content: 'inspection_subject_content' },
  written: assign,
  removed: (database, key) => void statement(database, dropAssignments).run(key),
});

const dropAssignments = 'DELETE FROM inspection_assignment WHERE subject = ?';

/** Who inspects which subject; 我的抽查任务 walks this. */
function assign(database: Database, records: readonly Written<Subject>[]): void {
  const unassign = statement(database, dropAssignments);
  const insert = statement(
    database,
    'INSERT INTO inspection_assignment (account, open, plan_to, subject) VALUES (?, ?, ?, ?)',
  );
  for (const { key, data, isNew } of records) {
    if (!isNew) unassign.run(key);
    const open = isOpenTask(data) ? 1 : 0;
    for (const account of new Set(data.inspectors.map((one) => one.account)))
      insert.run(account, open, data.planTo, key);
  }
}
