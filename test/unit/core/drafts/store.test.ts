import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  discardDraft,
  draftsOf,
  filesOfDrafts,
  recordsWithDraft,
  removeDraft,
  restoreDraft,
  saveDraft,
} from '#core/drafts/store.ts';
import type { Database } from '#core/database/types.ts';
import type { DraftName } from '#shared/contract/drafts.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

let workspace: TestWorkspace;
let database: Database;
beforeEach(() => {
  workspace = openTestWorkspace();
  database = workspace.database;
});
afterEach(() => workspace.close());

const name: DraftName = { collection: 'notices', recordId: 'N1', part: '' };
const save = (values: string, at: string, account = 'lin01', draft = name, shape = '') =>
  saveDraft(database, { ...draft, shape, values }, account, at);
const kept = (account = 'lin01') =>
  draftsOf(database, name.collection, name.recordId, account).map(({ values }) => values);

describe('drafts', () => {
  it('keep what was typed last, for each account by itself', () => {
    save('{"remark":"半"}', '2026-03-02T01:00:00.000Z');
    save('{"remark":"半句","longTerm":true}', '2026-03-02T01:00:01.000Z');
    save('{"remark":"别人的"}', '2026-03-02T01:00:02.000Z', 'zhou02');
    expect(draftsOf(database, 'notices', 'N1', 'lin01')).toEqual([
      { part: '', shape: '', values: '{"remark":"半句","longTerm":true}', savedAt: '2026-03-02T01:00:01.000Z' },
    ]);
  });

  it('are told apart by form, record and collection', () => {
    const others: DraftName[] = [
      { ...name, part: 'F1' },
      { ...name, recordId: 'N2' },
      { ...name, collection: 'inspectionSubjects' },
    ];
    save('一', '2026-03-02T01:00:00.000Z');
    for (const [index, other] of others.entries()) save(`${index}`, '2026-03-02T01:00:01.000Z', 'lin01', other);
    expect(kept()).toEqual(['一', '0']);
    expect([...recordsWithDraft(database, 'notices', ['N1', 'N2', 'N3'], 'lin01')]).toEqual(['N1', 'N2']);
    removeDraft(database, name, 'lin01');
    expect(kept()).toEqual(['0']);
    expect([...recordsWithDraft(database, 'inspectionSubjects', ['N1'], 'lin01')]).toEqual(['N1']);
  });

  it('thrown away come back for thirty days, and not after', () => {
    save('半', '2026-03-02T01:00:00.000Z');
    expect(discardDraft(database, name, 'lin01', '2026-03-02T02:00:00.000Z')).toBe(true);
    expect(discardDraft(database, name, 'lin01', '2026-03-02T02:00:00.000Z')).toBe(false);
    expect(kept()).toEqual([]);
    expect(recordsWithDraft(database, 'notices', ['N1'], 'lin01').size).toBe(0);
    expect(restoreDraft(database, name, 'lin01')).toMatchObject({ values: '半' });
    expect(restoreDraft(database, name, 'lin01')).toBeNull();
    expect(kept()).toEqual(['半']);
    discardDraft(database, name, 'lin01', '2026-03-02T02:00:00.000Z');
    // Whatever is thrown away next clears out what is old, of every domain.
    const other = { collection: 'inspectionSubjects', recordId: 'S1', part: '' };
    save('新', '2026-04-02T02:00:00.000Z', 'lin01', other);
    discardDraft(database, other, 'lin01', '2026-04-02T02:00:00.000Z');
    expect(restoreDraft(database, name, 'lin01')).toBeNull();
    expect(restoreDraft(database, other, 'lin01')).not.toBeNull();
  });

  it('do not change their shape under the person’s hands; one that was thrown away is begun anew', () => {
    const result = { collection: 'inspectionSubjects', recordId: 'S1', part: '' };
    expect(save('旧', '2026-03-01T00:00:00.000Z', 'lin01', result, '2')).toBe(true);
    expect(save('新', '2026-03-03T00:00:00.000Z', 'lin01', result, '3')).toBe(false);
    expect(draftsOf(database, 'inspectionSubjects', 'S1', 'lin01')).toMatchObject([{ shape: '2', values: '旧' }]);
    discardDraft(database, result, 'lin01', '2026-03-04T00:00:00.000Z');
    expect(save('新', '2026-03-05T00:00:00.000Z', 'lin01', result, '3')).toBe(true);
    expect(draftsOf(database, 'inspectionSubjects', 'S1', 'lin01')).toMatchObject([{ shape: '3', values: '新' }]);
  });

  it('name the files that must stay, those that were thrown away too', () => {
    const [photo, signature] = ['a'.repeat(64), 'b'.repeat(64)];
    save(JSON.stringify({ evidence: [{ sha256: photo }] }), '2026-03-02T01:00:00.000Z');
    save(JSON.stringify({ sha256: signature, name: 'c'.repeat(63) }), '2026-03-02T01:00:00.000Z', 'zhou02');
    discardDraft(database, name, 'zhou02', '2026-03-02T02:00:00.000Z');
    expect([...filesOfDrafts(database)].toSorted()).toEqual([photo, signature]);
  });
});
