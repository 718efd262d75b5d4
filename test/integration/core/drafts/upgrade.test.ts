/** Half-filled forms of every older client, brought over by way of a copy as an upgrade does it. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { closeWhole, openDepartmentDatabase } from '#core/database/department.ts';
import { connect } from '#core/database/open.ts';
import { draftsOf, restoreDraft } from '#core/drafts/store.ts';
import { migrateUpTo, olderClients } from '../older-clients.ts';
import { migrationsDirectory, temporaryDirectory, testLog } from '../support.ts';

const folder = temporaryDirectory('older-drafts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const key = new Uint8Array(32).fill(5);
const [saved, thrown] = ['2026-03-01T01:00:00.000Z', '2026-03-01T02:00:00.000Z'];
const amended = '0b7e6f5a-3a0c-4c52-9d57-77a1f0a1c001';

/** Until 0008_drafts each form kept its drafts in a table of its own. */
const withTwoTables = olderClients.filter(({ tag }) => tag < '0008_drafts');

it.each(withTwoTables)('$tag, $behind behind: all that was typed is there, the discarded too', ({ tag, index }) => {
  const inspecting = tag >= '0004_inspections';
  const file = join(folder, `${tag}.db`);
  const old = connect(file, key);
  migrateUpTo(old, index);
  // Before 0008_drafts each domain had a table of its own for them.
  const together = tag >= '0008_drafts';
  const feedbacks = [
    ['N1', '', 'lin01', '{"remark":"新的"}', saved, null],
    ['N1', amended, 'lin01', '{"remark":"改的"}', saved, null],
    ['N1', '', 'zhou02', '{"remark":"放弃的"}', saved, thrown],
  ];
  const feedback = old.prepare(
    together
      ? "INSERT INTO draft VALUES ('notices', ?, ?, ?, '', ?, ?, ?)"
      : 'INSERT INTO feedback_draft VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const one of feedbacks) feedback.run(...one);
  if (inspecting) {
    const results = [
      ['S1', 'lin01', 12, '{"form":1}', saved, null],
      ['S2', 'lin01', 3, '{"form":1,"left":true}', saved, thrown],
    ];
    const result = old.prepare(
      together
        ? "INSERT INTO draft VALUES ('inspectionSubjects', ?, '', ?, CAST(CAST(? AS INTEGER) AS TEXT), ?, ?, ?)"
        : 'INSERT INTO result_draft VALUES (?, ?, ?, ?, ?, ?)',
    );
    for (const one of results) result.run(...one);
  }
  closeWhole(old);

  const database = openDepartmentDatabase({
    file,
    key,
    migrationsDirectory,
    mayCreate: false,
    log: testLog(),
    backUp() {
      copyFileSync(file, `${file}.backup`);
      return `${file}.backup`;
    },
  });
  expect(draftsOf(database, 'notices', 'N1', 'lin01')).toEqual([
    { part: '', shape: '', values: '{"remark":"新的"}', savedAt: saved },
    { part: amended, shape: '', values: '{"remark":"改的"}', savedAt: saved },
  ]);
  expect(draftsOf(database, 'notices', 'N1', 'zhou02')).toEqual([]);
  expect(restoreDraft(database, { collection: 'notices', recordId: 'N1', part: '' }, 'zhou02')).toMatchObject({
    values: '{"remark":"放弃的"}',
  });
  expect(draftsOf(database, 'inspectionSubjects', 'S1', 'lin01')).toEqual(
    inspecting ? [{ part: '', shape: '12', values: '{"form":1}', savedAt: saved }] : [],
  );
  const discarded = restoreDraft(database, { collection: 'inspectionSubjects', recordId: 'S2', part: '' }, 'lin01');
  expect(discarded?.shape).toBe(inspecting ? '3' : undefined);
  database.close();
});
