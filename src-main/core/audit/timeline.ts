/** What the audit tells of one record: how its delivery went, and what people decided about it. */
import type { TimelineEntry } from '#shared/records/parts.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';

const titles: Readonly<Record<string, string>> = {
  'outbox.accepted': '平台已受理',
  'outbox.rejected': '平台退回',
  'outbox.conflict': '与平台冲突',
  'outbox.rebased': '改在平台的新内容上报送',
  'outbox.quarantined': '隔离',
  'outbox.requeued': '平台没有收到，重新报送',
  'outbox.retried': '重试报送',
  'outbox.withdrawn': '撤回',
  'conflict.decided': '处理冲突',
};

/** By the platform's own word, so that nobody here did it. */
const byPlatform: ReadonlySet<string> = new Set(['outbox.accepted', 'outbox.rejected']);

/** Oldest first. What was done here (`notices.receive` …) is left out: the outbox tells it together with its delivery. */
export function toldByAudit(database: Database, collection: string, recordId: string): TimelineEntry[] {
  return statement<[string, string, string], { at: string; person: string; action: string; detail: string }>(
    database,
    `SELECT at, person, action, detail FROM audit
     WHERE collection = ? AND record_id = ? AND action NOT LIKE ? || '.%' ORDER BY sequence`,
  )
    .all(collection, recordId, collection)
    .map(({ at, person, action, detail }) => ({
      at,
      title: titles[action] ?? '本机记录',
      person: byPlatform.has(action) ? '' : person,
      place: action === 'outbox.accepted' ? 'delivered' : 'local',
      delivery: null,
      detail,
    }));
}
