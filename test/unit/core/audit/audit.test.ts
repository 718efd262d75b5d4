import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit, verifyAudit } from '#core/audit/audit.ts';
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
