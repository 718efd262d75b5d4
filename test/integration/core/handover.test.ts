import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discardDraft, draftsOf, saveDraft } from '#core/drafts/store.ts';
import type { Database } from '#core/database/types.ts';
import { verifyAudit } from '#core/audit/audit.ts';
import { chen, lin, queueWork, signedIn, startCore, type TestCore } from './core-support.ts';

const work = '6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e01';
const at = '2026-03-02T01:00:00.000Z';
const feedbackOf = (recordId: string) => ({ collection: 'notices', recordId, part: '' });
const typed = (database: Database, recordId: string, remark: string, account: string) =>
  saveDraft(database, { ...feedbackOf(recordId), shape: '', values: JSON.stringify({ remark }) }, account, at);

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
    for (const noticeId of ['n-1', 'n-2']) typed(database, noticeId, `林写的 ${noticeId}`, lin.account);
    const result = { collection: 'inspectionSubjects', recordId: 's-1', part: '', shape: '1' };
    saveDraft(database, { ...result, values: '{"note":"林查的"}' }, lin.account, at);
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
      draftsOf(core.unlocked().workspace.database, 'notices', id, account).map(
        ({ values }) => (JSON.parse(values) as { remark: string }).remark,
      ),
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
    const heard = new Set<string>();
    core.events.listen((topic) => heard.add(topic));
    expect(await handOver()).toEqual({ ok: true, moved: 3, kept: 0 });
    // Screens of every domain that has such forms, without a list of domains.
    expect([...heard]).toEqual(expect.arrayContaining(['drafts', 'notices', 'inspectionSubjects']));
    expect(remarksOf(chen.account)).toEqual(['林写的 n-1', '林写的 n-2']);
    expect(remarksOf(lin.account)).toEqual([]);
    const { database } = core.unlocked().workspace;
    expect(draftsOf(database, 'inspectionSubjects', 's-1', chen.account)).toMatchObject([
      { shape: '1', values: '{"note":"林查的"}' },
    ]);
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
    for (const noticeId of ['n-1', 'n-2']) typed(database, noticeId, `陈写的 ${noticeId}`, chen.account);
    discardDraft(database, feedbackOf('n-2'), chen.account, at);
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
