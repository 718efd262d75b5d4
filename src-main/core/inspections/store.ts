/** How a 抽查主体 lies in the tables: its narrow row, its content, its inspectors, its words in the full-text index. */
import { isOpenTask, type Subject } from '#shared/domains/inspections/subjects.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { gramsOf, textHash } from '../full-text/grams.ts';
import type { StoredRecord } from '../sync/collection.ts';
import { statement } from '../database/statements.ts';

const columns = [
  'id',
  'revision',
  'plan_id',
  'plan_name',
  'plan_number',
  'plan_to',
  'stage',
  'enterprise_id',
  'enterprise_name',
  'name_initials',
  'codes',
  'text_hash',
  'enterprise_kind',
  'inspected_on',
  'inspector_names',
] as const;

const insertSubject = `INSERT INTO inspection_subject (${columns.join(', ')})
  VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`;
const updateSubject = `UPDATE inspection_subject SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE key = ?`;
const insertText = 'INSERT INTO inspection_subject_text (rowid, grams) VALUES (?, ?)';
const deleteText = 'DELETE FROM inspection_subject_text WHERE rowid = ?';
const insertAssignment = 'INSERT INTO inspection_assignment (account, open, plan_to, subject) VALUES (?, ?, ?, ?)';
const deleteAssignments = 'DELETE FROM inspection_assignment WHERE subject = ?';

/** Stores subjects, new and changed. Inside the caller's transaction. */
export function writeSubjects(database: Database, records: readonly StoredRecord<Subject>[]): void {
  const insert = statement(database, insertSubject);
  const update = statement(database, updateSubject);
  const newContent = statement(database, 'INSERT INTO inspection_subject_content (key, data) VALUES (?, ?)');
  const changeContent = statement(database, 'UPDATE inspection_subject_content SET data = ? WHERE key = ?');
  const newText = statement(database, insertText);
  const dropText = statement(database, deleteText);
  const assign = statement(database, insertAssignment);
  const unassign = statement(database, deleteAssignments);
  const find = statement<[string], { key: number; hash: number }>(
    database,
    'SELECT key, text_hash AS hash FROM inspection_subject WHERE id = ?',
  );
  for (const { id, revision, data } of records) {
    const name = normalizeSearchText(data.enterpriseName);
    const initials = pinyinInitials(data.enterpriseName);
    const codes = [data.creditCode ?? '', data.registrationNumber ?? ''].filter(Boolean).join(' ').toLowerCase();
    const hash = textHash(name, codes);
    const row = [
      id,
      revision,
      data.planId,
      normalizeSearchText(data.planName),
      normalizeSearchText(data.planNumber),
      data.planTo,
      data.stage,
      data.enterpriseId,
      name,
      initials,
      codes,
      hash,
      data.enterpriseKind,
      data.result?.inspectedOn ?? null,
      data.inspectors.map((one) => one.name).join(' '),
    ];
    const words = () => gramsOf({ name, initials, code: codes });
    const inserted = insert.run(...row);
    let key = inserted.lastInsertRowid;
    if (inserted.changes === 1) {
      newContent.run(key, JSON.stringify(data));
      newText.run(key, words());
    } else {
      const known = find.get(id);
      if (!known) throw new Error(`subject ${id} is neither new nor known`);
      key = known.key;
      update.run(...row, key);
      changeContent.run(JSON.stringify(data), key);
      if (known.hash !== hash) {
        dropText.run(key);
        newText.run(key, words());
      }
      unassign.run(key);
    }
    const open = isOpenTask(data) ? 1 : 0;
    for (const account of new Set(data.inspectors.map((one) => one.account)))
      assign.run(account, open, data.planTo, key);
  }
}

/** Takes subjects out of all their tables; drafts stay, because they are a person's work. Unknown ids are no error. */
export function removeSubjects(database: Database, ids: readonly string[]): void {
  const find = statement<[string], { key: number }>(database, 'SELECT key FROM inspection_subject WHERE id = ?');
  const drops = [
    'DELETE FROM inspection_subject WHERE key = ?',
    'DELETE FROM inspection_subject_content WHERE key = ?',
    deleteText,
    deleteAssignments,
  ].map((sql) => statement<[number]>(database, sql));
  for (const id of ids) {
    const known = find.get(id);
    if (known) for (const drop of drops) drop.run(known.key);
  }
}
