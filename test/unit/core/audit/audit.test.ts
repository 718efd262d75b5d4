import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit, verifyAudit } from '#core/audit/audit.ts';
import { toldByAudit } from '#core/audit/timeline.ts';
import type { TestWorkspace } from '../../../integration/core/support.ts';
import { openTestWorkspace } from '../../../integration/core/support.ts';

describe('the audit chain', () => {
  let workspace: TestWorkspace;
  beforeEach(() => {
    workspace = openTestWorkspace();
    workspace.database.transaction(() => {
      for (const number of [1, 2, 3, 4])
        appendAudit(workspace, {
          action: 'notices.receive',
          recordId: `n-${number}`,
          detail: `接收第 ${number} 条告知`,
        });
    })();
  });
  afterEach(() => workspace.close());

  it('holds over entries as they were written', () => {
    expect(verifyAudit(workspace.database)).toEqual({ ok: true, entries: 4 });
  });

  it('refuses an entry outside a transaction, where it could stand without what it tells of', () => {
    expect(() => appendAudit(workspace, { action: 'x', detail: '' })).toThrow('outside a transaction');
  });

  it('leaves nothing of an entry whose transaction failed', () => {
    expect(() =>
      workspace.database.transaction(() => {
        appendAudit(workspace, { action: 'x', detail: '' });
        throw new Error('the work itself failed');
      })(),
    ).toThrow('the work itself failed');
    expect(verifyAudit(workspace.database)).toEqual({ ok: true, entries: 4 });
  });

  it.each([
    ['a changed sentence', "UPDATE audit SET detail = '没有接收' WHERE sequence = 2", 2],
    ['a changed person', "UPDATE audit SET person = '别人' WHERE sequence = 3", 3],
    ['an entry taken out of the middle', 'DELETE FROM audit WHERE sequence = 2', 2],
    ['the last entry taken away', 'DELETE FROM audit WHERE sequence = 4', 4],
    ['everything taken away', 'DELETE FROM audit', 1],
  ])('notices %s', (_what, tampering, brokenAt) => {
    workspace.database.exec(tampering);
    expect(verifyAudit(workspace.database)).toMatchObject({ ok: false, brokenAt });
  });
});

describe('what the audit tells of one record', () => {
  it('is how its delivery went, each in words, in every domain; what was done here is the outbox’s to tell', () => {
    const workspace = openTestWorkspace();
    const tell = (action: string, recordId: string) =>
      appendAudit(workspace, { action, collection: 'inspectionSubjects', recordId, detail: '详情' });
    workspace.database.transaction(() => {
      for (const action of ['rejected', 'conflict', 'rebased', 'quarantined', 'requeued', 'retried', 'withdrawn'])
        tell(`outbox.${action}`, 's-1');
      tell('conflict.decided', 's-1');
      tell('inspectionSubjects.review', 's-1');
      tell('outbox.accepted', 's-1');
      tell('outbox.accepted', 's-2');
    })();
    const told = toldByAudit(workspace.database, 'inspectionSubjects', 's-1');
    expect(told.map(({ title, place, person }) => [title, place, person])).toEqual([
      ['平台退回', 'local', ''],
      ['与平台冲突', 'local', '林知夏'],
      ['改在平台的新内容上报送', 'local', '林知夏'],
      ['隔离', 'local', '林知夏'],
      ['平台没有收到，重新报送', 'local', '林知夏'],
      ['重试报送', 'local', '林知夏'],
      ['撤回', 'local', '林知夏'],
      ['处理冲突', 'local', '林知夏'],
      ['平台已受理', 'delivered', ''],
    ]);
    workspace.close();
  });
});
