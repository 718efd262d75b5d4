/** Reading 双告知: pages, counts, choices, one notice with everything about it. */
import type { Count } from '#shared/contract/base.ts';
import type { NoticeDetail, NoticeRow } from '#shared/domains/notices/contract.ts';
import type { EnterpriseListing } from '#shared/domains/enterprises/words.ts';
import { noticeObstacle, type NoticeOperationKind, takesFurtherFeedback } from '#shared/domains/notices/operations.ts';
import type { FeedbackClockFacts } from '#shared/domains/notices/deadlines.ts';
import { type Notice } from '#shared/domains/notices/record.ts';
import type { Deadline } from '#shared/records/parts.ts';
import type { NameOf } from '#shared/lists/fields.ts';
import type { Database } from '../database/types.ts';
import { draftsOf } from '../drafts/store.ts';
import { readEnterprise } from '../enterprises/queries.ts';
import { deliveriesOf } from '../sync/outbox/deliveries.ts';
import { operationsOn } from '../sync/outbox/queries.ts';
import { statement } from '../database/statements.ts';
import { deadlineOfCorrection } from '../records/corrections.ts';
import { dayOf } from '../records/day.ts';
import type { Workspace } from '../workspace.ts';
import { countRows, findPage } from '../records/list.ts';
import { noticeListSpec, type NoticeQuery } from './lists.ts';
import { deadlinesOf, feedbackTermOf, noticeRowOf, rowsOf } from './rows.ts';
import { noticesCollection, readNotice } from './sync.ts';
import { noticeTimeline } from './timeline.ts';

/** One page of a list. `nextCursor` null: it was the last. */
export function listNotices(
  workspace: Workspace,
  query: NoticeQuery & { cursor: string | null; limit: number },
): { rows: NoticeRow[]; nextCursor: string | null } {
  const day = dayOf(workspace);
  const { keys, nextCursor } = findPage(workspace.database, noticeListSpec, query, day, query.cursor, query.limit);
  return { rows: rowsOf(workspace.database, keys, day), nextCursor };
}

export const noticeCount = (workspace: Workspace, query: Omit<NoticeQuery, 'sort'>): Count =>
  countRows(workspace.database, noticeListSpec, query, dayOf(workspace));

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

/** Names of 后置审批事项 and 后置审批部门, for the head of a sheet. */
export function choiceNames(database: Database): NameOf {
  const read = statement<[string, string], { name: string }>(
    database,
    'SELECT name FROM notice_choice WHERE list = ? AND code = ?',
  );
  return (list, code) => read.get(list, code)?.name ?? code;
}

/** One notice with its enterprise, deadlines, history, unsent work, drafts, and what may be done now; null: not here. */
export function noticeDetail(workspace: Workspace, id: string): NoticeDetail | null {
  const { database } = workspace;
  const stored = readNotice(database, id);
  if (!stored) return null;
  const notice = stored.data;
  const day = dayOf(workspace);
  const enterprise = readEnterprise(database, notice.enterpriseId)?.data ?? null;
  const drafts = draftsOf(database, noticesCollection.collection, id, workspace.actor.account);
  const arrived = statement<[string], { at: string }>(database, 'SELECT arrived_at AS at FROM notice WHERE id = ?');
  return {
    notice,
    revision: stored.revision,
    row: noticeRowOf(notice, day, {
      listings: enterprise?.listings ?? ([] as EnterpriseListing[]),
      delivery: deliveriesOf(database, 'notices', [id]).get(id) ?? null,
      hasDraft: drafts.length > 0,
    }),
    enterprise,
    deadlines: [
      ...deadlinesOf(notice, day),
      ...(notice.corrections ?? []).map((one) => deadlineOfCorrection(one, day.calendar)),
    ],
    timeline: noticeTimeline(database, notice, arrived.get(id)!.at),
    operations: operationsOn(workspace, noticesCollection, id),
    drafts,
    allowed: allowedOn(notice, workspace),
  };
}

/** The term of a feedback that is being filled in; null where it has none, or where the notice is no longer here. */
export function termOfFeedback(
  workspace: Workspace,
  { noticeId, feedbackId, ...facts }: FeedbackClockFacts & { noticeId: string; feedbackId: string | null },
): Deadline | null {
  const stored = readNotice(workspace.database, noticeId);
  return stored && feedbackTermOf(stored.data, feedbackId, facts, dayOf(workspace));
}

/** What the rules allow now: asked of the same rule that will decide when it is done. */
function allowedOn(notice: Notice, { actor }: Workspace): NoticeDetail['allowed'] {
  const may = (kind: NoticeOperationKind) => noticeObstacle(notice, kind, actor) === null;
  return {
    receive: may('notices.receive'),
    claim: may('notices.claim'),
    return: may('notices.return'),
    feedback: may('notices.feedback'),
    another: may('notices.feedback') && notice.feedbacks.length > 0 && takesFurtherFeedback(notice),
    correct: may('notices.correct'),
  };
}
