/** What counts as news over several domains, and when it is told. */
import { afterEach, expect, it } from 'vitest';
import { domains } from '#core/domains.ts';
import { listNews, noteSeen, takeNotification } from '#core/news/news.ts';
import { isQuiet } from '#core/news/quiet.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { writePreference } from '#core/settings/settings.ts';
import { insertEntry } from '#core/sync/outbox/entries.ts';
import { readStream, writeStream } from '#core/sync/pull/streams.ts';
import { makeNotice, ownDepartment, randomNumbers } from '../notices/fixtures.ts';
import { chinaCalendar, openTestWorkspace, type TestWorkspace } from '../support.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.close());

const random = randomNumbers(7);
function arrive(...ids: string[]): void {
  workspace.environment.clock.advance(60_000);
  noticesCollection.write(
    workspace,
    ids.map((id, index) => ({
      id,
      revision: 1,
      data: makeNotice(index, random, { id, stage: 'returned', closedAt: null, reviewDepartment: ownDepartment }),
    })),
  );
}
function refuse(recordTitle: string): void {
  workspace.environment.clock.advance(60_000);
  const id = workspace.environment.chance.uuid();
  insertEntry(workspace.database, {
    id,
    collection: 'notices',
    recordId: 'N1',
    recordTitle,
    kind: 'notices.receive',
    payload: {},
    actor: workspace.actor,
    time: workspace.correctedNow(),
    deviceEpoch: 1,
    replaces: null,
  });
  workspace.database
    .prepare("UPDATE outbox SET state = 'rejected', settled_at = ? WHERE id = ?")
    .run(workspace.correctedNow(), id);
}
/** Monday, 9:00; the first download has brought two notices. */
function open(): void {
  workspace = openTestWorkspace({ start: '2026-03-02T01:00:00.000Z', department: ownDepartment });
  arrive('N1', 'N2');
  writeStream(
    workspace.database,
    { ...readStream(workspace.database, noticesCollection, 'all'), complete: true },
    workspace.correctedNow(),
  );
}
const list = () => listNews(workspace, domains);
const take = () => takeNotification(workspace, domains);

it('nothing is told of the first download', () => {
  open();
  expect(list()).toEqual({ items: [], unseen: 0 });
  expect(take()).toBeNull();
});

it('what came and what was sent back is told once, all of it in one, and stays in the list', () => {
  open();
  arrive('N3', 'N4');
  expect(take()).toMatchObject({ title: '新到告知 2 条', link: { to: 'notices', page: 'query' } });
  expect(take()).toBeNull();
  refuse('恒丰餐饮店');
  arrive('N5');
  expect(take()).toMatchObject({ title: '2 件新情况', body: '新到告知 1 条；恒丰餐饮店', link: null });
  expect(list().unseen).toBe(4);
  expect(list().items.map(({ title }) => title)).toEqual(['新到告知 3 条', '恒丰餐饮店']);
  expect(list().items[1]?.about).toBe('接收退回待改');
});

it('who has looked has nothing new, and is not told of it any more', () => {
  open();
  arrive('N3');
  noteSeen(workspace);
  expect(list()).toMatchObject({ unseen: 0, items: [{ title: '新到告知 1 条', isNew: false }] });
  expect(take()).toBeNull();
});

it('quiet hours wait with it; whoever wants none of it is told nothing', () => {
  open();
  workspace.environment.clock.advance(3.5 * 3_600_000);
  arrive('N3');
  // Monday, 12:32 and later 14:02.
  expect(take()).toBeNull();
  writePreference(workspace.database, workspace.actor.account, 'news', '{"notify":false,"quiet":true}');
  workspace.environment.clock.advance(1.5 * 3_600_000);
  expect(take()).toBeNull();
  writePreference(workspace.database, workspace.actor.account, 'news', '{"notify":true,"quiet":true}');
  expect(take()).toMatchObject({ title: '新到告知 1 条' });
});

it.each([
  ['2026-03-02T00:29:00.000Z', true],
  ['2026-03-02T00:30:00.000Z', false],
  ['2026-03-02T04:00:00.000Z', true],
  ['2026-03-02T06:00:00.000Z', false],
  ['2026-03-02T10:00:00.000Z', true],
  // A Sunday, and a holiday on a Thursday.
  ['2026-03-01T02:00:00.000Z', true],
  ['2026-10-01T02:00:00.000Z', true],
])('%s is quiet: %s', (instant, quiet) => expect(isQuiet(instant, chinaCalendar)).toBe(quiet));
