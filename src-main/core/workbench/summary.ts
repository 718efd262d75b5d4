/** 工作台: what is red, what is due, what is unsent, what came new. Every number is counted by the filter that lists it. */
import type { NoticeFilter, NoticePage } from '#shared/domains/notices/lists.ts';
import type { Workbench } from '#shared/contract/workbench.ts';
import { type DeliveryState, personStates } from '#shared/trade/delivery.ts';
import { noticeStages } from '#shared/domains/notices/words.ts';
import { addDays, daysBetween, startOfChinaDay } from '#shared/trade/working-days.ts';
import { readMeta } from '../database/meta.ts';
import type { Database } from '../database/types.ts';
import { noticeCount } from '../notices/queries.ts';
import { statement } from '../database/statements.ts';
import { summarize } from '../sync/outbox/summary.ts';
import type { Workspace } from '../workspace.ts';
import { inspectionNumbers } from '../inspections/numbers.ts';

type WorkbenchNumber = Workbench['numbers'][number];
/** Weeks shown, the running one included. */
const weeksShown = 8;

/** The numbers in the order of urgency, the weeks oldest first. */
export function workbenchSummary(workspace: Workspace): Workbench {
  return {
    numbers: [
      ...urgentNumbers(workspace),
      ...inspectionNumbers(workspace, endOfWeek(workspace.today())),
      ...deliveryNumbers(workspace),
      ...calmNumbers(workspace),
    ],
    weeks: weeksOf(workspace.database, workspace.today()),
    byStatus: byStatus(workspace),
    lastContactAt: readMeta(workspace.database, 'lastContactAt'),
  };
}

function urgentNumbers(workspace: Workspace): WorkbenchNumber[] {
  const today = workspace.today();
  const { notReceivedDays, unit } = workspace.settings().lamp;
  const limit = `${notReceivedDays} ${unit === 'day' ? '天' : '个工作日'}`;
  const sunday = endOfWeek(today);
  return [
    ofNotices(workspace, 'overdue', '超期未接收', 'alarm', `推送超过 ${limit}仍未接收`, 'receive', {
      statuses: ['overdue'],
    }),
    ofNotices(workspace, 'feedbackOverdue', '反馈超期', 'alarm', '已过反馈期限，尚未反馈', 'feedback', {
      feedbackDue: { to: addDays(today, -1) },
    }),
    ofNotices(workspace, 'dueToday', '今天到期', 'attention', '反馈期限是今天', 'feedback', {
      feedbackDue: { from: today, to: today },
    }),
    ofNotices(workspace, 'dueThisWeek', '本周到期', 'attention', '反馈期限在本周日以前（含当日）', 'feedback', {
      feedbackDue: { from: today, to: sunday },
    }),
    ofNotices(workspace, 'pending', '待接收', 'attention', '已推送到本部门，还没有接收', 'receive', {
      statuses: ['pending'],
    }),
  ];
}

function deliveryNumbers(workspace: Workspace): WorkbenchNumber[] {
  const { byState } = summarize(workspace);
  const ofOutbox = (
    key: string,
    title: string,
    tone: WorkbenchNumber['tone'],
    hint: string,
    states: readonly DeliveryState[],
  ): WorkbenchNumber => ({
    key,
    title,
    value: states.reduce((sum, state) => sum + byState[state], 0),
    capped: false,
    tone,
    hint,
    link: { to: 'outbox', states: [...states] },
  });
  return [
    ofOutbox('needPerson', '报送需要处理', 'alarm', '退回待改、冲突或隔离，需要您处理', personStates),
    ofOutbox('unsent', '还没报送', 'calm', '已保存在本机，连上平台后自动报送', ['queued', 'sending', 'unknown']),
  ];
}

function calmNumbers(workspace: Workspace): WorkbenchNumber[] {
  return [
    ofNotices(workspace, 'pool', '待认领', 'calm', '未明确后置审批部门，可以认领', 'receive', { statuses: ['pool'] }),
    // The first download brings years of notices on one day; what was approved long ago is not new.
    ofNotices(workspace, 'newToday', '今天新到', 'calm', '今天收到本机、近 7 天核准的告知', 'query', {
      arrivedSince: startOfChinaDay(workspace.today()),
      approved: { from: addDays(workspace.today(), -6) },
    }),
  ];
}

function ofNotices(
  workspace: Workspace,
  key: string,
  title: string,
  tone: WorkbenchNumber['tone'],
  hint: string,
  page: NoticePage,
  filter: NoticeFilter,
): WorkbenchNumber {
  const { value, capped } = noticeCount(workspace, { page, filter });
  return { key, title, value, capped, tone, hint, link: { to: 'notices', page, filter } };
}

/** All notices of this PC by stage, and how many of the unreceived are overdue. */
function byStatus(workspace: Workspace): Workbench['byStatus'] {
  const counted = statement<[], { stage: string; n: number }>(
    workspace.database,
    'SELECT stage, count(*) AS n FROM notice INDEXED BY notice_by_pushed GROUP BY stage',
  ).all();
  const stages = noticeStages.map((status) => ({
    status,
    count: counted.find(({ stage }) => stage === status)?.n ?? 0,
  }));
  const overdue = noticeCount(workspace, { page: 'query', filter: { statuses: ['overdue'] } });
  return [...stages, { status: 'overdue' as const, count: overdue.value }];
}

/** Received and answered in each of the last weeks, Monday to Sunday by China's calendar. */
function weeksOf(database: Database, today: string): Workbench['weeks'] {
  const stages = noticeStages.map((stage) => `'${stage}'`).join(', ');
  const received = statement<[string, string], { n: number }>(
    database,
    `SELECT count(*) AS n FROM notice INDEXED BY notice_by_received
     WHERE stage IN (${stages}) AND open IN (0, 1) AND received_at >= ? AND received_at < ?`,
  );
  const answered = statement<[string, string], { n: number }>(
    database,
    `SELECT count(*) AS n FROM notice INDEXED BY notice_answered
     WHERE answered_at IS NOT NULL AND answered_at >= ? AND answered_at < ?`,
  );
  return Array.from({ length: weeksShown }, (_, index) => {
    const from = addDays(mondayOf(today), 7 * (index + 1 - weeksShown));
    const range = [startOfChinaDay(from), startOfChinaDay(addDays(from, 7))] as const;
    return { from, received: received.get(...range)!.n, answered: answered.get(...range)!.n };
  });
}

/** The Monday of the week of a date. 1970-01-05 was a Monday. */
function mondayOf(date: string): string {
  return addDays(date, -(((daysBetween('1970-01-05', date) % 7) + 7) % 7));
}

const endOfWeek = (date: string): string => addDays(mondayOf(date), 6);
