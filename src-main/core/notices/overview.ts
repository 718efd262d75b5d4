/** How much was done with the notices of this PC, week by week: a panel of the 工作台. */
import type { NoticeWeek } from '#shared/domains/notices/contract.ts';
import { noticeStages } from '#shared/domains/notices/words.ts';
import { mondayOf } from '#shared/trade/weeks.ts';
import { addDays, startOfChinaDay } from '#shared/trade/working-days.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';

/** Weeks shown, the running one included. */
const weeksShown = 8;

/** Received and answered in each of the last weeks, Monday to Sunday by China's calendar, oldest first. */
export function noticeWeeks(database: Database, today: string): NoticeWeek[] {
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
