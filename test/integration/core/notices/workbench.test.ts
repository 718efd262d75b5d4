import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '#shared/domains/notices/record.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { domains } from '#core/domains.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { noticeWeeks } from '#core/notices/overview.ts';
import { listNotices } from '#core/notices/queries.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { readStream, writeStream } from '#core/sync/pull/streams.ts';
import { workbenchSummary } from '#core/workbench/summary.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';
import { makeFeedback, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

const random = randomNumbers(11);
let workspace: TestWorkspace;
let notices: Notice[];

beforeAll(() => {
  // A Monday. Half of the notices lie weeks back, half in the last days.
  workspace = openTestWorkspace({ start: '2026-03-02T01:00:00.000Z' });
  notices = Array.from({ length: 600 }, (_, index) => {
    const day = 1 + Math.floor(random() * 28);
    const at = `2026-02-${String(day).padStart(2, '0')}T03:00:00.000Z`;
    const recent = makeNotice(index, random, { closedAt: null, approvedOn: chinaDate(at), pushedAt: at });
    if (index % 2 === 0) return makeNotice(index, random);
    if (recent.stage === 'pending' || recent.stage === 'pool' || recent.stage === 'returned') return recent;
    const receipt = { way: 'receive', department: ownDepartment, person: '林知夏', at } as const;
    return { ...recent, receipt, feedbacks: recent.stage === 'answered' ? [makeFeedback(index, at)] : [] };
  });
  noticesCollection.write(
    workspace,
    notices.map((data) => ({ id: data.id, revision: 1, data })),
  );
  const pending = notices.filter(({ stage, closedAt }) => stage === 'pending' && closedAt === null);
  performOnMany(
    workspace,
    'notices.receive',
    pending.slice(0, 5).map(({ id }) => id),
    {},
  );
  workspace.database.exec("UPDATE outbox SET state = 'rejected' WHERE sequence = 1");
});
afterAll(() => workspace.close());

describe('the workbench', () => {
  it('has no number whose link lists another number of rows', () => {
    const { numbers } = workbenchSummary(workspace, domains);
    const seen: Record<string, number> = {};
    for (const { key, value, link } of numbers) {
      if (link.to === 'notices') {
        let rows = 0;
        let cursor: string | null = null;
        do {
          const page = listNotices(workspace, {
            page: link.page,
            filter: link.filter,
            sort: { by: 'approvedOn', direction: 'descending' },
            cursor,
            limit: 200,
          });
          rows += page.rows.length;
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(value, key).toBe(rows);
      } else if (link.to === 'outbox') {
        const { n } = workspace.database
          .prepare<[string], { n: number }>(
            'SELECT count(*) AS n FROM outbox WHERE state IN (SELECT value FROM json_each(?))',
          )
          .get(JSON.stringify(link.states))!;
        expect(value, key).toBe(n);
      } else expect.unreachable('a department without inspections has no number of them');
      seen[key] = value;
    }
    expect(seen).toMatchObject({ needPerson: 1, unsent: 4 });
    // All 600 arrived just now, while the first download has not ended.
    expect(seen.arrived).toBe(0);
    for (const key of ['overdue', 'reminded', 'remindThisWeek', 'pending', 'pool'])
      expect(seen[key]).toBeGreaterThan(0);
  });

  it('what came with the first download is not new, what came after it is new until the next working day is over', () => {
    const fresh = openTestWorkspace({ start: '2026-03-02T01:00:00.000Z' });
    const arrived = () => {
      const found = workbenchSummary(fresh, domains).numbers.find(({ key }) => key === 'arrived');
      return found?.value;
    };
    const arrive = (index: number) =>
      noticesCollection.write(fresh, [
        { id: `N${index}`, revision: 1, data: makeNotice(index, random, { id: `N${index}` }) },
      ]);
    const stream = readStream(fresh.database, noticesCollection, 'all');
    arrive(1);
    writeStream(fresh.database, { ...stream, complete: true }, fresh.correctedNow());
    expect(arrived()).toBe(0);
    fresh.environment.clock.advance(60_000);
    arrive(2);
    // Read again from its beginning: that was no first download.
    writeStream(fresh.database, { ...stream, complete: false, reconcile: 'cursor' }, fresh.correctedNow());
    writeStream(fresh.database, { ...stream, complete: true }, fresh.correctedNow());
    expect(arrived()).toBe(1);
    // On Tuesday what came on Monday is still new, on Wednesday no more.
    fresh.environment.clock.advance(24 * 3_600_000);
    arrive(3);
    expect(arrived()).toBe(2);
    fresh.environment.clock.advance(24 * 3_600_000);
    expect(arrived()).toBe(1);
    fresh.close();
  });

  it('adds up what was received and answered, Monday to Sunday, the running week last', () => {
    const weeks = noticeWeeks(workspace.database, workspace.today());
    expect(weeks.map(({ from }) => from)).toEqual([
      '2026-01-12',
      '2026-01-19',
      '2026-01-26',
      '2026-02-02',
      '2026-02-09',
      '2026-02-16',
      '2026-02-23',
      '2026-03-02',
    ]);
    const within = (instant: string | null | undefined, from: string, to: string) =>
      instant !== null && instant !== undefined && chinaDate(instant) >= from && chinaDate(instant) <= to;
    const received = notices.filter(({ receipt }) => within(receipt?.at, '2026-02-16', '2026-02-22')).length;
    const answered = notices.filter(({ feedbacks }) => within(feedbacks[0]?.at, '2026-02-16', '2026-02-22')).length;
    expect(received).toBeGreaterThan(0);
    expect(weeks[5]).toEqual({ from: '2026-02-16', received, answered });
    // The five received just now.
    expect(weeks[7]!.received).toBe(5);
  });
});
