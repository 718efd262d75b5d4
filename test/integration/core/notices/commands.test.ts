import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackInput, Notice } from '#shared/domains/notices/record.ts';
import { performOnMany, submitFeedback } from '#core/notices/commands.ts';
import { restoreDraft, saveDraft } from '#core/drafts/store.ts';
import { feedbackDraftName } from '#core/notices/drafts.ts';
import { listNotices, noticeDetail } from '#core/notices/queries.ts';
import { noticesCollection, readNotice } from '#core/notices/sync.ts';
import { verifyAudit } from '#core/audit/audit.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';
import { makeFeedback, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

const random = randomNumbers(3);
const pushed = { pushedAt: '2026-03-01T02:00:00.000Z', receipt: null, returned: null, feedbacks: [], closedAt: null };
const pending = (index: number, change: Partial<Notice> = {}) =>
  makeNotice(index, random, { stage: 'pending', reviewDepartment: ownDepartment, ...pushed, ...change });

function store(...notices: Notice[]) {
  noticesCollection.write(
    workspace,
    notices.map((data) => ({ id: data.id, revision: 1, data })),
  );
}
const outbox = () =>
  workspace.database
    .prepare<[], { kind: string; record_id: string; state: string }>(
      'SELECT kind, record_id, state FROM outbox ORDER BY sequence',
    )
    .all();
const receive = (...ids: string[]) => performOnMany(workspace, 'notices.receive', ids, {});

const issued: FeedbackInput = {
  result: 'issued',
  feedbackOn: '2026-03-02',
  certificateNumber: '青文许字第1号',
  certificateName: '许可证',
  issuingOrgan: '青溪县文化广电局',
  issuedOn: '2026-03-02',
  validFrom: '2026-03-02',
  validTo: null,
  longTerm: true,
  permitContent: '准予经营',
  remark: '',
};

describe('receiving, claiming, returning', () => {
  it('says of an enterprise under several 后置审批事项 which notice an entry is about', () => {
    const own = { stage: 'pending', reviewDepartment: ownDepartment, ...pushed } as const;
    const twins = ['食品经营许可', '公共场所卫生许可'].map((permitItemName, index) =>
      makeNotice(index, randomNumbers(9), { ...own, enterpriseName: '青溪县望江楼茶馆', permitItemName }),
    );
    store(...twins);
    receive(...twins.map(({ id }) => id));
    const titles = workspace.database.prepare('SELECT record_title FROM outbox ORDER BY sequence').pluck().all();
    expect(titles).toEqual(['青溪县望江楼茶馆（食品经营许可）', '青溪县望江楼茶馆（公共场所卫生许可）']);
  });
  it('does what the rules allow, refuses the rest one by one with words, all in one transaction', () => {
    const pool = makeNotice(3, random, { stage: 'pool', reviewDepartment: null, ...pushed });
    const done = makeNotice(4, random, {
      stage: 'answered',
      ...pushed,
      feedbacks: [makeFeedback(4, '2026-03-01T03:00:00.000Z')],
    });
    store(pending(1), pending(2), pool, done);
    const ids = [1, 2, 3, 4].map((index) => makeNotice(index, random).id);
    const outcome = receive(...ids, ids[0]!, 'N-not-here');
    expect(outcome.done).toEqual(ids.slice(0, 2));
    expect(outcome.refused).toEqual([
      { id: ids[2], name: pool.enterpriseName, reasons: [expect.objectContaining({ code: 'needsClaim' })] },
      { id: ids[3], name: done.enterpriseName, reasons: [expect.objectContaining({ code: 'wrongStage' })] },
      { id: 'N-not-here', name: 'N-not-here', reasons: [expect.objectContaining({ code: 'notFound' })] },
    ]);
    expect(outbox()).toEqual([
      { kind: 'notices.receive', record_id: ids[0], state: 'queued' },
      { kind: 'notices.receive', record_id: ids[1], state: 'queued' },
    ]);
    expect(readNotice(workspace.database, ids[0]!)!.data).toMatchObject({
      stage: 'received',
      receipt: { person: '林知夏', way: 'receive', at: workspace.correctedNow() },
    });
    expect(verifyAudit(workspace.database)).toEqual({ ok: true, entries: 2 });
    expect(workspace.journalled).toHaveLength(2);
    expect(workspace.topics).toContain('notices');
  });

  it('leaves nothing behind when the database refuses half-way', () => {
    store(pending(1), pending(2));
    const ids = [1, 2].map((index) => makeNotice(index, random).id);
    workspace.database.exec(
      `CREATE TRIGGER full BEFORE INSERT ON outbox WHEN new.record_id = '${ids[1]}' BEGIN SELECT raise(ABORT, 'full'); END`,
    );
    expect(() => receive(...ids)).toThrow();
    expect(outbox()).toEqual([]);
    expect(readNotice(workspace.database, ids[0]!)!.data.stage).toBe('pending');
    expect(workspace.journalled).toEqual([]);
  });

  it('moves the row from one page to the next at once', () => {
    const notice = pending(1);
    store(notice);
    const sort = { by: 'approvedOn', direction: 'descending' } as const;
    const pageOf = (page: 'receive' | 'feedback') =>
      listNotices(workspace, { page, filter: {}, sort, cursor: null, limit: 10 }).rows;
    expect(pageOf('receive')).toHaveLength(1);
    receive(notice.id);
    expect(pageOf('receive')).toHaveLength(0);
    const [row] = pageOf('feedback');
    expect(row).toMatchObject({
      stage: 'received',
      delivery: { state: 'queued', count: 1 },
      lamp: { lamp: 'yellow' },
      deadline: { name: '反馈提醒日', dueOn: '2026-03-11', remaining: 7, status: 'comfortable', article: '本机设置' },
    });
  });

  it('claims from the pool and returns with reason and words', () => {
    const pool = makeNotice(1, random, { stage: 'pool', reviewDepartment: null, ...pushed });
    const mistaken = pending(2);
    store(pool, mistaken);
    performOnMany(workspace, 'notices.claim', [pool.id], {});
    performOnMany(workspace, 'notices.return', [mistaken.id], { reason: 'notOurArea', words: '在邻县' });
    expect(readNotice(workspace.database, pool.id)!.data).toMatchObject({
      stage: 'received',
      reviewDepartment: ownDepartment,
    });
    expect(readNotice(workspace.database, mistaken.id)!.data).toMatchObject({
      stage: 'returned',
      returned: { reason: 'notOurArea', words: '在邻县' },
    });
    const wordless = performOnMany(workspace, 'notices.return', [pool.id], {
      reason: 'notOurArea',
      words: ' ',
    });
    expect(wordless.refused[0]!.reasons[0]).toMatchObject({ field: 'words', code: 'required' });
  });
});

describe('feedback', () => {
  it('is given, given again for a second certificate, and amended', () => {
    const notice = pending(1);
    store(notice);
    receive(notice.id);
    expect(submitFeedback(workspace, notice.id, null, issued)).toMatchObject({ ok: true });
    const second = { ...issued, certificateNumber: '青文许字第2号' };
    expect(submitFeedback(workspace, notice.id, null, second)).toMatchObject({ ok: true });
    const [first] = readNotice(workspace.database, notice.id)!.data.feedbacks;
    const amended = { ...issued, remark: '更正' };
    expect(submitFeedback(workspace, notice.id, first!.id, amended)).toMatchObject({ ok: true });
    const { feedbacks } = readNotice(workspace.database, notice.id)!.data;
    expect(feedbacks.map(({ certificateNumber, remark }) => [certificateNumber, remark])).toEqual([
      ['青文许字第1号', '更正'],
      ['青文许字第2号', ''],
    ]);
    expect(outbox().map(({ kind }) => kind)).toEqual([
      'notices.receive',
      'notices.feedback',
      'notices.feedback',
      'notices.amendFeedback',
    ]);
  });

  it('names refused fields as the form knows them', () => {
    const notice = pending(1);
    store(notice);
    receive(notice.id);
    expect(submitFeedback(workspace, notice.id, null, { ...issued, certificateNumber: '' })).toEqual({
      ok: false,
      reason: 'refused',
      fields: [{ field: 'certificateNumber', code: 'required', message: '请填写证件编号' }],
    });
    expect(submitFeedback(workspace, 'N-none', null, issued)).toEqual({ ok: false, reason: 'notFound' });
  });

  it('waits for a person where an earlier operation was refused by the platform', () => {
    const notice = pending(1);
    store(notice);
    receive(notice.id);
    workspace.database.exec("UPDATE outbox SET state = 'rejected'");
    expect(submitFeedback(workspace, notice.id, null, issued)).toEqual({
      ok: false,
      reason: 'unresolvedWork',
    });
  });
});

describe('drafts', () => {
  it('go with the feedback that they became, and show on the row until then', () => {
    const notice = pending(1);
    store(notice);
    receive(notice.id);
    const own = feedbackDraftName(notice.id, null);
    const { account } = workspace.actor;
    saveDraft(
      workspace.database,
      { ...own, shape: '', values: '{"result":"issued"}' },
      account,
      workspace.correctedNow(),
    );
    expect(noticeDetail(workspace, notice.id)).toMatchObject({
      row: { hasDraft: true },
      drafts: [{ part: '' }],
    });
    submitFeedback(workspace, notice.id, null, issued);
    expect(noticeDetail(workspace, notice.id)).toMatchObject({ row: { hasDraft: false }, drafts: [] });
    expect(restoreDraft(workspace.database, own, account)).toBeNull();
  });
});

describe('the detail of a notice', () => {
  it('tells everything that happened, each thing once, with where it is known', () => {
    const notice = pending(1);
    store(notice);
    workspace.environment.clock.advance(60_000);
    receive(notice.id);
    workspace.environment.clock.advance(60_000);
    submitFeedback(workspace, notice.id, null, issued);
    workspace.database.exec("UPDATE outbox SET state = 'accepted' WHERE kind = 'notices.receive'");
    const detail = noticeDetail(workspace, notice.id)!;
    expect(detail.timeline.map(({ title, place, delivery }) => [title, place, delivery])).toEqual([
      ['推送', 'platform', null],
      ['收到本机', 'platform', null],
      ['接收', 'delivered', 'accepted'],
      ['反馈', 'local', 'queued'],
    ]);
    expect(detail.timeline.at(-1)!.detail).toBe('已发证，许可证 青文许字第1号');
    expect(detail.operations.map(({ kindName, state }) => [kindName, state])).toEqual([
      ['接收', 'accepted'],
      ['反馈', 'queued'],
    ]);
    expect(detail.row.delivery).toEqual({ state: 'queued', count: 1 });
  });

  it('tells what was done elsewhere as known from the platform', () => {
    const notice = makeNotice(1, random, {
      stage: 'answered',
      reviewDepartment: ownDepartment,
      ...pushed,
      receipt: { way: 'receive', department: ownDepartment, person: '周晓禾', at: '2026-03-01T03:00:00.000Z' },
      feedbacks: [makeFeedback(1, '2026-03-01T04:00:00.000Z', { person: '周晓禾' })],
      closedAt: '2026-03-01T05:00:00.000Z',
    });
    store(notice);
    const detail = noticeDetail(workspace, notice.id)!;
    expect(detail.timeline.map(({ title }) => title)).toEqual(['推送', '接收', '反馈', '平台办结', '收到本机']);
    expect(detail.timeline.every(({ place }) => place === 'platform')).toBe(true);
    expect(detail.allowed).toEqual({
      receive: false,
      claim: false,
      return: false,
      feedback: false,
      another: false,
      correct: true,
    });
  });

  it('allows what the rules would let through', () => {
    const notice = pending(1);
    store(notice);
    expect(noticeDetail(workspace, notice.id)!.allowed).toEqual({
      receive: true,
      claim: false,
      return: true,
      feedback: false,
      another: false,
      correct: false,
    });
    receive(notice.id);
    expect(noticeDetail(workspace, notice.id)!.allowed).toEqual({
      receive: false,
      claim: false,
      return: true,
      feedback: true,
      another: false,
      correct: false,
    });
    expect(noticeDetail(workspace, 'N-none')).toBeNull();
  });
});
