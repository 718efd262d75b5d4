import { describe, expect, it } from 'vitest';
import { departments } from '#platform/county.ts';
import { noticeSchema, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import { errorOf, first, signIn, startPlatform } from './client.ts';

describe('changes of the demo platform', () => {
  it('gives a department what it may see and nothing else', async () => {
    const { url, accounts } = await startPlatform();
    const seen = new Map<string, Set<string>>();
    // Notices are for the departments of the county; organs below one get none.
    const own = new Set(departments.map(({ code }) => code));
    const clerks = accounts.filter(({ account, disabled }) => account.endsWith('01') && !disabled);
    for (const account of clerks.filter(({ department }) => own.has(department.code))) {
      const clerk = await signIn(url, account.account);
      const notices = await clerk.notices();
      expect(notices.every((notice) => noticeVisibleTo(notice, account.department.code))).toBe(true);
      seen.set(account.account, new Set(notices.map(({ id }) => id)));
    }
    // The weather bureau has the pool only, and the pool is everybody's.
    const pool = seen.get('qxj01');
    expect(pool?.size).toBeGreaterThan(0);
    for (const ids of seen.values()) expect([...(pool ?? [])].every((id) => ids.has(id))).toBe(true);
    const everything = new Set([...seen.values()].flatMap((ids) => [...ids]));
    expect(everything.size).toBe(120);
  });

  it('comes in pages by cursor: every record once, in the order of change, the same for every page size', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const whole = await clerk.changes({ collection: 'enterprises', limit: '5000' });
    expect(whole).toMatchObject({ more: false, total: 200 });
    expect(whole.upserts).toHaveLength(200);
    const revisions = whole.upserts.map(({ revision }) => revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((left, right) => left - right));
    for (const limit of [1, 40, 199, 200, 201]) {
      const { upserts } = await clerk.pull('enterprises', { limit });
      expect([...upserts.keys()]).toEqual(whole.upserts.map(({ id }) => id));
    }
  });

  it('says nothing new after the end, and one change after one change', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'wsjk01');
    const { cursor } = await clerk.pull('notices');
    expect(await clerk.changes({ collection: 'notices', cursor })).toMatchObject({
      upserts: [],
      removals: [],
      more: false,
    });
    const pushed = control.notices.push({ reviewDepartment: clerk.department, stage: 'pending' });
    const next = await clerk.changes({ collection: 'notices', cursor });
    expect(next.upserts.map(({ id, revision }) => ({ id, revision }))).toEqual([pushed]);
  });

  it('begins with open records on demand, and then tells when they are settled', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const open = await clerk.pull('notices', { view: 'open', limit: 3 });
    const stages = [...open.upserts.values()].map(({ data }) => noticeSchema.parse(data).stage);
    expect(stages.length).toBe(open.total);
    expect(stages.every((stage) => ['pending', 'received', 'pool'].includes(stage))).toBe(true);
    const id = first([...open.upserts.keys()]);
    control.notices.close(id);
    const later = await clerk.pull('notices', { view: 'open', cursor: open.cursor });
    expect([...later.upserts.keys()]).toEqual([id]);
  });

  it('tells a department that a record left its sight, and nobody else', async () => {
    const { url, control } = await startPlatform();
    const before = await signIn(url, 'scjg01');
    const after = await signIn(url, 'wsjk01');
    const stranger = await signIn(url, 'nync01');
    const cursors = await Promise.all([before, after, stranger].map(async (one) => (await one.pull('notices')).cursor));
    const { id } = first((await before.notices('pending')).filter((notice) => notice.receipt === null));
    control.notices.reassign(id, after.department);
    const [gone, come, none] = await Promise.all(
      [before, after, stranger].map((one, index) => one.pull('notices', { cursor: cursors[index] ?? '' })),
    );
    expect(gone).toMatchObject({ removals: [id], upserts: new Map() });
    expect([...(come?.upserts.keys() ?? [])]).toEqual([id]);
    expect(none).toMatchObject({ removals: [], upserts: new Map() });
    // Who begins afresh hears nothing of a record that he never had.
    expect((await before.pull('notices')).removals).toEqual([]);
  });

  it('takes a claimed notice out of the sight of the others', async () => {
    const { url, control } = await startPlatform();
    const claimer = await signIn(url, 'yjgl01');
    const other = await signIn(url, 'qxj01');
    const { cursor } = await other.pull('notices');
    const { id } = first(await other.notices('pool'));
    expect(
      control.colleagueOperation('yjgl02', { kind: 'notices.claim', recordId: id, payload: {} }).outcome.outcome,
    ).toBe('accepted');
    expect((await other.pull('notices', { cursor })).removals).toEqual([id]);
    expect((await claimer.notices('received')).map((notice) => notice.id)).toContain(id);
  });

  it('knows its own cursors only: 410 for any other', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const other = await signIn(url, 'wsjk01');
    const snapshot = control.snapshot();
    control.notices.push();
    const { cursor } = await clerk.pull('notices');
    const refusals = [
      await other.get(`/v1/changes?collection=notices&cursor=${cursor}`),
      await clerk.get(`/v1/changes?collection=enterprises&cursor=${cursor}`),
      await clerk.get(`/v1/changes?collection=notices&view=open&cursor=${cursor}`),
      await clerk.get(`/v1/changes?collection=notices&cursor=${'x'.repeat(300)}`),
      await clerk.get('/v1/changes?collection=notices&cursor=1'),
    ];
    for (const response of refusals)
      expect(await errorOf(response)).toMatchObject({ status: 410, code: 'cursorUnknown' });
    control.restore(snapshot, { changeEpoch: false });
    const again = await signIn(url, 'scjg01');
    expect((await again.get(`/v1/changes?collection=notices&cursor=${cursor}`)).status).toBe(410);
  });

  it('refuses parameters that make no sense', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    for (const query of [
      '',
      'collection=notices&limit=0',
      'collection=notices&limit=5001',
      'collection=notices&view=some',
    ])
      expect(await errorOf(await clerk.get(`/v1/changes?${query}`))).toMatchObject({ status: 400, code: 'badRequest' });
    expect((await clerk.get('/v1/changes?collection=secrets')).status).toBe(404);
  });

  it('compresses large pages for those who accept it', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const path = '/v1/changes?collection=enterprises&limit=200';
    const small = await clerk.get(path, { 'accept-encoding': 'gzip' });
    const plain = await clerk.get(path, { 'accept-encoding': 'identity' });
    expect([small.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null]);
    expect(await small.json()).toEqual(await plain.json());
  });
});
