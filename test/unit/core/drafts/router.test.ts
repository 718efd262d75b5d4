import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftForms } from '#core/drafts/forms.ts';
import { createDraftsRouter } from '#core/drafts/router.ts';
import { draftsOf } from '#core/drafts/store.ts';
import type { Core } from '#core/router.ts';
import type { Unlocked } from '#core/unlocked.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

const forms: DraftForms[] = [
  { collection: 'notices', name: '反馈', titleOf: (_, id) => (id === 'N1' ? '甲店' : null) },
  {
    collection: 'inspectionSubjects',
    name: '抽查结果',
    titleOf: (_, id) => (id === 'S1' ? '乙厂' : null),
    otherShape: '检查表换了一版',
  },
];
let workspace: TestWorkspace;
const client = () => {
  const unlocked: Partial<Unlocked> = { workspace };
  const session: Partial<Core['session']> = { current: () => unlocked as Unlocked };
  // The procedures here take nothing else from the core.
  return createRouterClient({ drafts: createDraftsRouter(forms) }, { context: { core: { session } as Core } }).drafts;
};
beforeEach(() => void (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

const feedback = { collection: 'notices', recordId: 'N1', part: '' };
const result = { collection: 'inspectionSubjects', recordId: 'S1', part: '' };

// Every answer here also passed the contract's own schema on its way out.
describe('the procedures of drafts', () => {
  it('list what the account has begun, the newest first, and not what it threw away', async () => {
    const drafts = client();
    await drafts.save({ ...feedback, shape: '', values: '{}' });
    workspace.environment.clock.advance(1000);
    await drafts.save({ ...result, shape: '3', values: '{}' });
    expect((await drafts.list()).map(({ title, form }) => `${title} ${form}`)).toEqual(['乙厂 抽查结果', '甲店 反馈']);
    await drafts.discard(result);
    expect((await drafts.list()).map(({ title }) => title)).toEqual(['甲店']);
  });

  it('save, throw away and bring back', async () => {
    const drafts = client();
    const savedAt = workspace.correctedNow();
    expect(await drafts.save({ ...feedback, shape: '', values: '{"remark":"半"}' })).toEqual({ ok: true, savedAt });
    expect(await drafts.discard(feedback)).toEqual({ ok: true });
    expect(await drafts.discard(feedback)).toEqual({ ok: false, reason: 'notFound' });
    expect(await drafts.restore(feedback)).toEqual({
      ok: true,
      draft: { part: '', shape: '', values: '{"remark":"半"}', savedAt },
    });
    expect(await drafts.restore(feedback)).toEqual({ ok: false, reason: 'notFound' });
  });

  it('tell the screens of the collection what can be seen in its lists, and whoever counts drafts', async () => {
    const drafts = client();
    await drafts.save({ ...result, shape: '1', values: '{}' });
    expect(workspace.topics).toEqual(['drafts']);
    await drafts.discard(result);
    await drafts.restore(result);
    expect(workspace.topics.slice(1)).toEqual(['drafts', 'inspectionSubjects', 'drafts', 'inspectionSubjects']);
  });

  it('keep nothing for a record that is not here, nor of what no domain keeps', async () => {
    const drafts = client();
    const notFound = { ok: false, reason: 'notFound' };
    expect(await drafts.save({ ...feedback, recordId: 'N-none', shape: '', values: '{}' })).toEqual(notFound);
    expect(await drafts.save({ ...feedback, collection: 'enterprises', shape: '', values: '{}' })).toEqual(notFound);
    expect(await drafts.discard({ ...feedback, collection: 'enterprises' })).toEqual(notFound);
    expect(await drafts.restore({ ...feedback, collection: 'enterprises' })).toEqual(notFound);
    expect(workspace.topics).toEqual([]);
  });

  it('refuse another shape in the words of the domain', async () => {
    const drafts = client();
    await drafts.save({ ...result, shape: '1', values: '{"a":1}' });
    expect(await drafts.save({ ...result, shape: '2', values: '{"a":2}' })).toEqual({
      ok: false,
      reason: 'refused',
      detail: '检查表换了一版',
    });
    expect(draftsOf(workspace.database, 'inspectionSubjects', 'S1', 'lin01')).toMatchObject([{ values: '{"a":1}' }]);
  });

  it('say so when the disk is full', async () => {
    const drafts = client();
    await drafts.save({ ...feedback, shape: '', values: '{"remark":"半"}' });
    const { page_count: pages } = workspace.database.prepare<[], { page_count: number }>('PRAGMA page_count').get()!;
    workspace.database.pragma(`max_page_count = ${pages}`);
    const long = JSON.stringify({ remark: '字'.repeat(200_000) });
    expect(await drafts.save({ ...feedback, shape: '', values: long })).toMatchObject({
      ok: false,
      reason: 'diskFull',
    });
    expect(draftsOf(workspace.database, 'notices', 'N1', 'lin01')).toMatchObject([{ values: '{"remark":"半"}' }]);
  });
});
