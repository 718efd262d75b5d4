/** Reading 双告知: pages, counts, choices, one notice with everything about it. */
import type { Count } from '#shared/contract/base.ts';
import type { NoticeDetail, NoticeRow } from '#shared/domains/notices/contract.ts';
import type { EnterpriseListing } from '#shared/domains/enterprises/words.ts';
import {
  applyNoticeOperation,
  type NoticeOperation,
  noticeOperationNames,
} from '#shared/domains/notices/operations.ts';
import { type Notice } from '#shared/domains/notices/record.ts';
import type { Database } from '../database/types.ts';
import { draftsOf } from '../drafts/store.ts';
import { readEnterprise } from '../enterprises/queries.ts';
import { type EntryRow, entryOf } from '../sync/outbox/entries.ts';
import { deliveriesOf } from '../sync/outbox/deliveries.ts';
import { entryForScreen } from '../sync/outbox/queries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';
import { countNotices, findPage, type NoticeListQuery } from './list.ts';
import { deadlinesOf, noticeRowOf, type RowClock, rowsOf } from './rows.ts';
import { noticesCollectionName, readNotice } from './sync.ts';
import { timelineOf } from './timeline.ts';

/** What rows depend on, as the workspace has it now. */
export function rowClock(workspace: Workspace): RowClock {
  return {
    now: workspace.correctedNow(),
    today: workspace.today(),
    calendar: workspace.calendar(),
    thresholds: workspace.settings().lamp,
    account: workspace.actor.account,
  };
}

/** One page of a list. `nextCursor` null: it was the last. */
export function listNotices(
  workspace: Workspace,
  query: NoticeListQuery & { cursor: string | null; limit: number },
): { rows: NoticeRow[]; nextCursor: string | null } {
  const clock = rowClock(workspace);
  const { keys, nextCursor } = findPage(workspace.database, query, clock, query.cursor, query.limit);
  return { rows: rowsOf(workspace.database, keys, clock), nextCursor };
}

export function noticeCount(workspace: Workspace, query: Omit<NoticeListQuery, 'sort'>): Count {
  return countNotices(workspace.database, query, rowClock(workspace));
}

export interface Choice {
  readonly code: string;
  readonly name: string;
}

/** What has occurred among the notices of this PC. */
export function noticeChoices(database: Database): { permitItems: Choice[]; departments: Choice[] } {
  const choices = statement<[string], Choice>(
    database,
    'SELECT code, name FROM notice_choice WHERE list = ? ORDER BY code',
  );
  return { permitItems: choices.all('item'), departments: choices.all('department') };
}

/** One notice with its enterprise, deadlines, history, unsent work, drafts, and what may be done now; null: not here. */
export function noticeDetail(workspace: Workspace, id: string): NoticeDetail | null {
  const { database } = workspace;
  const stored = readNotice(database, id);
  if (!stored) return null;
  const notice = stored.data;
  const clock = rowClock(workspace);
  const enterprise = readEnterprise(database, notice.enterpriseId)?.data ?? null;
  const drafts = draftsOf(database, noticesCollectionName, id, workspace.actor.account);
  const arrived = statement<[string], { at: string }>(database, 'SELECT arrived_at AS at FROM notice WHERE id = ?');
  return {
    notice,
    revision: stored.revision,
    row: noticeRowOf(notice, clock, {
      listings: enterprise?.listings ?? ([] as EnterpriseListing[]),
      delivery: deliveriesOf(database, 'notices', [id]).get(id) ?? null,
      hasDraft: drafts.length > 0,
    }),
    enterprise,
    deadlines: deadlinesOf(notice, clock),
    timeline: timelineOf(database, notice, arrived.get(id)!.at),
    operations: operationsOn(workspace, id),
    drafts,
    allowed: allowedOn(notice, workspace),
  };
}

/** Everything done here on the notice, oldest first. */
function operationsOn({ database }: Workspace, id: string): NoticeDetail['operations'] {
  const collections = new Map([[noticesCollectionName, { operationNames: noticeOperationNames }]]);
  return statement<[string, string], EntryRow>(
    database,
    'SELECT * FROM outbox WHERE collection = ? AND record_id = ? ORDER BY sequence',
  )
    .all(noticesCollectionName, id)
    .map((row) => entryForScreen(database, collections, entryOf(row)));
}

/** What the rules allow now: asked of the same rule that will decide when it is done. */
function allowedOn(notice: Notice, workspace: Workspace): NoticeDetail['allowed'] {
  const today = workspace.today();
  const allows = (operation: Pick<NoticeOperation, 'kind' | 'payload'>) =>
    applyNoticeOperation(
      notice,
      { ...operation, actor: workspace.actor, time: workspace.correctedNow() } as NoticeOperation,
      today,
    ).ok;
  return {
    receive: allows({ kind: 'notices.receive', payload: {} }),
    claim: allows({ kind: 'notices.claim', payload: {} }),
    return: allows({ kind: 'notices.return', payload: { reason: 'notOurBusiness', words: '…' } }),
    feedback: allows({
      kind: 'notices.feedback',
      payload: {
        feedbackId: '00000000-0000-4000-8000-000000000000',
        feedback: {
          result: 'refused',
          feedbackOn: today,
          certificateNumber: '',
          certificateName: '',
          issuingOrgan: '',
          issuedOn: null,
          validFrom: null,
          validTo: null,
          longTerm: false,
          permitContent: '',
          remark: '…',
        },
      },
    }),
  };
}
