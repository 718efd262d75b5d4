import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { chinaDate } from '#shared/trade/working-days.ts';
import { enterprisesRouter } from '#core/enterprises/router.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { domains, papers, sheets } from '#core/domains.ts';
import { createExports } from '#core/exports/exports.ts';
import { exportsRouter } from '#core/exports/router.ts';
import { startExportInThread } from '#core/exports/thread.ts';
import { noticesRouter } from '#core/notices/router.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { Core } from '#core/router.ts';
import { workbenchRouter } from '#core/workbench/router.ts';
import type { Unlocked } from '#core/unlocked.ts';
import { openTestWorkspace, resourcesDirectory, temporaryDirectory, type TestWorkspace } from '../support.ts';
import { makeEnterprise, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

const random = randomNumbers(13);
const pending = Array.from({ length: 6 }, (_, index) =>
  makeNotice(index, random, {
    stage: 'pending',
    pushedAt: '2026-03-01T02:00:00.000Z',
    reviewDepartment: ownDepartment,
    receipt: null,
    returned: null,
    feedbacks: [],
    closedAt: null,
  }),
);
const others = Array.from({ length: 60 }, (_, index) => makeNotice(index + 100, random));
const [first, second] = pending.map(({ id }) => id) as [string, string];
let workspace: TestWorkspace;
let signedIn = true;

const router = {
  notices: noticesRouter,
  enterprises: enterprisesRouter,
  workbench: workbenchRouter,
  exports: exportsRouter,
};
let client: ReturnType<typeof makeClient>;

function makeClient() {
  const exports = createExports({
    workspace,
    databaseKey: null,
    start: startExportInThread(),
    open: () => Promise.resolve(true),
    resourcesDirectory,
    sheets,
    papers,
  });
  const unlocked: Partial<Unlocked> = { workspace, exports, domains };
  const session: Partial<Core['session']> = { current: () => (signedIn ? (unlocked as Unlocked) : null) };
  // The procedures here take nothing else from the core.
  return createRouterClient(router, { context: { core: { session } as Core } });
}

beforeAll(() => {
  const directory = temporaryDirectory('router');
  workspace = openTestWorkspace({ file: `${directory}/a.db`, directory });
  const records = [...pending, ...others].map((data) => ({ id: data.id, revision: 1, data }));
  noticesCollection.write(workspace, records);
  enterprisesCollection.write(
    workspace,
    Array.from({ length: 40 }, (_, index) => makeEnterprise(index, random)).map((data) => ({
      id: data.id,
      revision: 1,
      data,
    })),
  );
  client = makeClient();
});
afterAll(() => workspace.close());

// Every answer here also passed the contract's own schema on its way out.
describe('the procedures', () => {
  it('list, count, choose and tell a notice as the contract has it', async () => {
    const sort = { by: 'approvedOn', direction: 'descending' } as const;
    const page = await client.notices.list({ page: 'query', filter: {}, sort, cursor: null, limit: 50 });
    expect(page.rows).toHaveLength(50);
    const rest = await client.notices.list({ page: 'query', filter: {}, sort, cursor: page.nextCursor, limit: 50 });
    expect(rest).toMatchObject({ rows: { length: 16 }, nextCursor: null });
    expect(await client.notices.count({ page: 'query', filter: {} })).toEqual({ value: 66, capped: false });
    expect((await client.notices.choices()).permitItems.length).toBeGreaterThan(2);
    for (const { id } of [...page.rows, ...rest.rows])
      expect(await client.notices.get({ id })).toMatchObject({ ok: true, detail: { notice: { id }, row: { id } } });
    expect(await client.notices.get({ id: 'N-none' })).toEqual({ ok: false, reason: 'notFound' });
  });

  it('receive, return and give feedback', async () => {
    expect(await client.notices.receive({ ids: [first, second] })).toMatchObject({
      ok: true,
      done: [first, second],
      undo: null,
      refused: [],
    });
    expect(await client.notices.return({ ids: [second], reason: 'noSuchItem', words: '经营范围内没有' })).toMatchObject(
      {
        ok: true,
        done: [second],
      },
    );
    const name = { noticeId: first, feedbackId: null };
    const feedback = {
      result: 'refused',
      feedbackOn: chinaDate(workspace.correctedNow()),
      certificateNumber: '',
      certificateName: '',
      issuingOrgan: '',
      issuedOn: null,
      validFrom: null,
      validTo: null,
      longTerm: false,
      permitContent: '',
      remark: '',
    } as const;
    expect(await client.notices.submitFeedback({ ...name, feedback })).toMatchObject({
      ok: false,
      reason: 'refused',
      fields: [{ field: 'remark' }],
    });
    expect(
      await client.notices.submitFeedback({ ...name, feedback: { ...feedback, remark: '不符合条件' } }),
    ).toMatchObject({
      ok: true,
    });
    expect(await client.notices.get({ id: first })).toMatchObject({
      detail: { row: { stage: 'answered', hasDraft: false, delivery: { state: 'queued', count: 2 } } },
    });
  });

  it('say so when the disk is full, and nothing is stored', async () => {
    const id = pending[3]!.id;
    const { page_count: pages } = workspace.database.prepare<[], { page_count: number }>('PRAGMA page_count').get()!;
    workspace.database.pragma(`max_page_count = ${pages}`);
    workspace.database.exec('CREATE TEMP TABLE spare (x)');
    // Fill what free room the file still has.
    expect(() =>
      workspace.database.exec(
        'CREATE TABLE filler AS SELECT randomblob(4000) AS x FROM json_each(json_array(1, 2, 3, 4, 5, 6))',
      ),
    ).toThrow(/full/);
    const answers = [];
    for (let round = 0; round < 40; round += 1) {
      const words = '说明'.repeat(240);
      const answer = await client.notices.return({ ids: [id], reason: 'notOurArea', words });
      answers.push(answer);
      if (!answer.ok) break;
      workspace.database.exec(`DELETE FROM outbox WHERE record_id = '${id}'`);
      noticesCollection.write(workspace, [{ id, revision: 1, data: pending[3]! }]);
    }
    workspace.database.pragma('max_page_count = 1073741823');
    expect(answers.at(-1)).toMatchObject({ ok: false, reason: 'diskFull' });
    expect(await client.notices.get({ id })).toMatchObject({ detail: { row: { stage: 'pending' } } });
  });

  it('find enterprises, add up the workbench, export', async () => {
    const [enterprise] = await client.enterprises.search({ text: '青溪县', limit: 5 });
    expect(await client.enterprises.get({ id: enterprise!.id })).toMatchObject({ ok: true });
    expect(await client.enterprises.get({ id: 'E-none' })).toEqual({ ok: false, reason: 'notFound' });
    expect((await client.workbench.summary()).numbers.length).toBeGreaterThan(5);
    const sort = { by: 'approvedOn', direction: 'descending' } as const;
    const started = await client.exports.start({ kind: 'notices', page: 'query', filter: {}, sort });
    if (!started.ok) throw new Error(started.reason);
    for (;;) {
      const [job] = await client.exports.list();
      if (job!.state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
      else {
        expect(job).toMatchObject({ id: started.job.id, state: 'done', done: 66, total: 66 });
        break;
      }
    }
    expect(await client.exports.open({ id: started.job.id, what: 'file' })).toEqual({ ok: true });
    const none = await client.exports.start({ kind: 'notices', page: 'query', filter: { name: '没有' }, sort });
    expect(none).toEqual({ ok: false, reason: 'nothingToExport' });
  });

  it('answer nobody who is not signed in', async () => {
    signedIn = false;
    await expect(client.workbench.summary()).rejects.toMatchObject({ code: 'LOCKED' });
    signedIn = true;
  });
});
