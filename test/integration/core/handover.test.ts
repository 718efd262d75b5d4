import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOf, saveDraft as saveResult } from '#core/inspections/drafts.ts';
import { discardDraft, draftsOf, saveDraft } from '#core/notices/drafts.ts';
import { verifyAudit } from '#core/audit/audit.ts';
import { chen, lin, queueWork, signedIn, startCore, type TestCore } from './core-support.ts';

const work = '6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e01';
const values = (remark: string) => ({ remark });
const at = '2026-03-02T01:00:00.000Z';

describe('交接', () => {
  let core: TestCore;
  /** 林知夏 left two drafts of feedback, one of a result, and one operation that never left; 陈望舒 is at the keyboard. */
  beforeEach(async () => {
    core = startCore();
    core.platform.accounts.get('chen02')!.roles = ['clerk', 'administrator'];
    const code = await signedIn(core, lin);
    core.platform.network = 'offline';
    queueWork(core, work);
    const { database } = core.unlocked().workspace;
    for (const noticeId of ['n-1', 'n-2'])
      saveDraft(database, { noticeId, feedbackId: null, account: lin.account }, values(`林写的 ${noticeId}`), at);
    saveResult(database, { subjectId: 's-1', checklistVersion: 1, values: '{"note":"林查的"}' }, lin.account, at);
    core.platform.network = 'up';
    const known = await call(
      core.router.session.signIn,
      { ...chen, recoveryCode: code ?? '' },
      { context: core.context },
    );
    expect(known).toMatchObject({ ok: true });
  });
  afterEach(() => core.close());
  const overview = () => call(core.router.handover.overview, undefined, { context: core.context });
  const handOver = (from = lin.account, to = chen.account) =>
    call(core.router.handover.drafts, { from, to }, { context: core.context });
  const remarksOf = (account: string) =>
    ['n-1', 'n-2'].flatMap((id) =>
      draftsOf(core.unlocked().workspace.database, id, account).map((draft) => draft.values['remark']),
    );

  it('tells who left what on this PC', async () => {
    expect(await overview()).toEqual({
      mayHandOver: true,
      people: [
        expect.objectContaining({ account: 'lin01', name: '林知夏', drafts: 3, known: true }) as unknown,
        { account: 'chen02', name: '陈望舒', unsent: 0, needPerson: 0, drafts: 0, known: true },
      ],
    });
  });

  it('gives a colleague’s drafts to another, and writes down who gave what to whom', async () => {
    expect(await handOver()).toEqual({ ok: true, moved: 3, kept: 0 });
    expect(remarksOf(chen.account)).toEqual(['林写的 n-1', '林写的 n-2']);
    expect(remarksOf(lin.account)).toEqual([]);
    const { database } = core.unlocked().workspace;
    expect(draftOf(database, 's-1', chen.account)?.values).toBe('{"note":"林查的"}');
    expect(database.prepare("SELECT account, detail FROM audit WHERE action = 'handover.drafts'").all()).toEqual([
      { account: 'chen02', detail: '交接草稿：lin01 的 3 份草稿交给 陈望舒（chen02）' },
    ]);
    expect(verifyAudit(database)).toMatchObject({ ok: true });
    expect(await handOver()).toMatchObject({ ok: false, reason: 'notFound' });
  });

  it('keeps the name of who did it on what was done already', async () => {
    await handOver();
    const row = core
      .unlocked()
      .workspace.database.prepare("SELECT actor ->> '$.account' AS account FROM outbox WHERE id = ?")
      .get(work);
    expect(row).toEqual({ account: 'lin01' });
  });

  it('never writes over what the other typed; what they had thrown away makes room', async () => {
    const { database } = core.unlocked().workspace;
    for (const noticeId of ['n-1', 'n-2'])
      saveDraft(database, { noticeId, feedbackId: null, account: chen.account }, values(`陈写的 ${noticeId}`), at);
    discardDraft(database, { noticeId: 'n-2', feedbackId: null, account: chen.account }, at);
    expect(await handOver()).toEqual({ ok: true, moved: 2, kept: 1 });
    expect(remarksOf(chen.account)).toEqual(['陈写的 n-1', '林写的 n-2']);
    expect(remarksOf(lin.account)).toEqual(['林写的 n-1']);
  });

  it('is for administrators of the department, and only to somebody who has signed in here', async () => {
    expect(await handOver(lin.account, 'nobody')).toMatchObject({
      ok: false,
      reason: 'refused',
      detail: '接手的同事要先在这台电脑上登录一次',
    });
    expect(await handOver(lin.account, lin.account)).toMatchObject({ ok: false, reason: 'refused' });
    await signedIn(core, lin);
    expect((await overview()).mayHandOver).toBe(false);
    expect(await handOver()).toMatchObject({ ok: false, reason: 'refused', detail: '只有科室管理员可以交接' });
    expect(remarksOf(lin.account)).toHaveLength(2);
  });
});
