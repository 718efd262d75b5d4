import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appendAudit } from '#core/audit/audit.ts';
import { timelineOf, type Told } from '#core/records/timeline.ts';
import { insertEntry } from '#core/sync/outbox/entries.ts';
import { operations } from '#shared/records/operations.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

const shelfOperations = operations(
  {
    'shelves.add': { name: '上架', payload: z.object({ book: z.string() }) },
    'shelves.check': { name: '清点', payload: z.object({ missing: z.number() }) },
  } as const,
  (shelf: null) => ({ ok: true, record: shelf }),
);

let workspace: TestWorkspace;
beforeEach(() => (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

const minute = (number: number) => `2026-03-02T01:0${number}:00.000Z`;
let uuids = 0;
function done(kind: string, payload: unknown, time: string): void {
  const id = `00000000-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}`;
  const { database, actor } = workspace;
  const fixed = { collection: 'shelves', recordId: 'S1', recordTitle: '一号架', deviceEpoch: 1, replaces: null };
  insertEntry(database, { ...fixed, id, kind, payload, actor, time });
}
const timeline = (toldByRecord: readonly Told[]) =>
  timelineOf(workspace.database, {
    collection: 'shelves',
    recordId: 'S1',
    operations: shelfOperations,
    toldByRecord,
    workWords: ({ kind, payload }) =>
      kind === 'shelves.add' ? { detail: payload.book } : { title: '清点完毕', detail: `缺 ${payload.missing} 册` },
  });

describe('the timeline of a record', () => {
  it('tells record, outbox and audit in the order of time, what was done here once and with its delivery', () => {
    const { actor, database } = workspace;
    done('shelves.add', { book: '县志' }, minute(2));
    done('shelves.check', { missing: 0 }, minute(4));
    database.prepare("UPDATE outbox SET state = 'accepted' WHERE kind = 'shelves.add'").run();
    workspace.environment.clock.setWall(minute(3));
    database.transaction(() =>
      appendAudit(workspace, { action: 'outbox.accepted', collection: 'shelves', recordId: 'S1', detail: '回执 1' }),
    )();
    const told = timeline([
      { at: minute(5), title: '封存', person: '', detail: '' },
      { at: minute(2), title: '放上一册', person: actor.name, detail: '县志' },
      { at: minute(1), title: '搭架', person: '别的人', detail: '' },
    ]);
    expect(told).toEqual([
      { at: minute(1), title: '搭架', person: '别的人', detail: '', place: 'platform', delivery: null },
      { at: minute(2), title: '上架', person: actor.name, detail: '县志', place: 'delivered', delivery: 'accepted' },
      { at: minute(3), title: '平台已受理', person: '', detail: '回执 1', place: 'delivered', delivery: null },
      { at: minute(4), title: '清点完毕', person: actor.name, detail: '缺 0 册', place: 'local', delivery: 'queued' },
      { at: minute(5), title: '封存', person: '', detail: '', place: 'platform', delivery: null },
    ]);
  });

  it('tells work of an older or newer client by what is known of it', () => {
    done('shelves.add', { volume: 3 }, minute(1));
    done('shelves.burn', {}, minute(2));
    expect(timeline([])).toMatchObject([
      { title: '上架', detail: '' },
      { title: 'shelves.burn', detail: '' },
    ]);
  });
});
