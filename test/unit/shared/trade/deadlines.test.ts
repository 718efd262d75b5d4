import { describe, expect, it } from 'vitest';
import {
  deadlineKinds,
  deadlineOf,
  deadlineRules,
  deadlineStatus,
  deadlineWords,
  remainingWorkingDays,
} from '#shared/trade/deadlines.ts';
import {
  feedbackReminderOn,
  noticeDeadlines,
  pushedBeforeForReceiptDue,
  receivedBeforeForReminder,
} from '#shared/domains/notices/deadlines.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { addDays, chinaDate, emptyCalendar } from '#shared/trade/working-days.ts';
import { china } from './china-calendar.ts';

const inWorkingDays = { ...defaultLampThresholds, unit: 'workingDay' } as const;

describe('the statutory clocks', () => {
  it.each([
    ['recordCollection', 7, '第五条'],
    ['publication', 20, '第五条'],
    ['noticeFeedback', 7, '第七条'],
    ['inspectorUpdate', 7, '第八条'],
    ['enforcementFeedback', 15, '第九条'],
    ['noticeReceipt', 3, '第十七条'],
    ['correction', 3, '第十八条'],
  ] as const)('%s has %i working days by %s', (kind, workingDays, article) => {
    expect(deadlineRules[kind]).toMatchObject({ workingDays });
    expect(deadlineRules[kind].article).toContain(article);
    expect(deadlineRules[kind].article).not.toContain(' ');
  });

  it('leave no kind without a rule', () => {
    expect(Object.keys(deadlineRules).sort()).toEqual([...deadlineKinds].sort());
  });

  it('count 归集 and 公示 from the same day', () => {
    expect(deadlineOf('recordCollection', '2026-09-28', china)).toEqual({
      kind: 'recordCollection',
      title: '归集',
      startOn: '2026-09-28',
      dueOn: '2026-10-13',
      certain: true,
      article: '《试行办法》第五条第一款',
      workingDays: 7,
    });
    expect(deadlineOf('publication', '2026-09-28', china).dueOn).toBe('2026-10-30');
  });

  it('never pretend past the calendar', () => {
    const deadline = deadlineOf('enforcementFeedback', '2026-12-21', china);
    expect(deadline.certain).toBe(false);
    expect(deadlineWords(deadline, '2026-12-21', china)).toBe('还剩 15 个工作日（暂按周末推算）');
  });
});

describe('what is left', () => {
  it.each([
    ['2026-10-13', '2026-09-28', 7, 'comfortable', '还剩 7 个工作日'],
    ['2026-10-13', '2026-10-09', 3, 'comfortable', '还剩 3 个工作日'],
    ['2026-10-13', '2026-10-10', 2, 'dueSoon', '还剩 2 个工作日'],
    ['2026-10-13', '2026-10-13', 0, 'dueToday', '今天到期'],
    ['2026-10-13', '2026-10-14', -1, 'overdue', '已超期 1 个工作日'],
    ['2026-10-16', '2026-10-17', 0, 'overdue', '已超期'],
  ] as const)('due %s, today %s: %i working days, %s', (due, today, left, status, words) => {
    expect(remainingWorkingDays(due, today, china)).toBe(left);
    expect(deadlineStatus(due, today, china)).toBe(status);
    expect(deadlineWords({ dueOn: due, certain: true }, today, china)).toBe(words);
  });
});

describe('the deadlines of a notice', () => {
  const pushedAt = '2026-02-12T01:30:00.000Z';
  const receipt = { way: 'receive', at: '2026-02-13T02:00:00.000Z' } as const;

  it('pending: only 接收, three days after the push, in days or in working days', () => {
    expect(noticeDeadlines({ stage: 'pending', pushedAt }, china)).toMatchObject([
      { step: 'receive', startOn: '2026-02-12', dueOn: '2026-02-15', doneOn: null },
    ]);
    expect(noticeDeadlines({ stage: 'pending', pushedAt }, china, inWorkingDays)).toMatchObject([
      { step: 'receive', dueOn: '2026-02-24', workingDays: 3, certain: true },
    ]);
  });

  it('received: 接收 is done, 反馈 runs seven working days from the receipt, by article 7', () => {
    expect(noticeDeadlines({ stage: 'received', pushedAt, receipt, feedbacks: [] }, china)).toMatchObject([
      { step: 'receive', doneOn: '2026-02-13', doneLate: false },
      {
        step: 'feedback',
        startOn: '2026-02-13',
        dueOn: '2026-03-02',
        doneOn: null,
        article: '《试行办法》第七条第三款',
      },
    ]);
  });

  it('answered: the first feedback counts, and being late stays on record', () => {
    const feedbacks = [{ at: '2026-03-09T02:00:00.000Z' }, { at: '2026-03-03T02:00:00.000Z' }];
    expect(noticeDeadlines({ stage: 'answered', pushedAt, receipt, feedbacks }, china)[1]).toMatchObject({
      doneOn: '2026-03-03',
      doneLate: true,
    });
  });

  it('uses the date in China: a push at 23:30 in Beijing starts on that day', () => {
    const [step] = noticeDeadlines({ stage: 'pending', pushedAt: '2026-03-02T15:30:00.000Z' }, china);
    expect(step).toMatchObject({ startOn: '2026-03-02', dueOn: '2026-03-05' });
    const [after] = noticeDeadlines({ stage: 'pending', pushedAt: '2026-03-02T16:30:00.000Z' }, china);
    expect(after).toMatchObject({ startOn: '2026-03-03', dueOn: '2026-03-06' });
  });

  it('pool has none, a claimed notice has no 接收, a returned one no 反馈', () => {
    expect(noticeDeadlines({ stage: 'pool', pushedAt }, china)).toEqual([]);
    const claimed = { stage: 'received', pushedAt, receipt: { way: 'claim', at: receipt.at } } as const;
    expect(noticeDeadlines(claimed, china).map((one) => one.step)).toEqual(['feedback']);
    const returned = {
      stage: 'returned',
      pushedAt,
      receipt: null,
      returned: { at: '2026-02-14T02:00:00.000Z' },
    } as const;
    expect(noticeDeadlines(returned, china)).toMatchObject([{ step: 'receive', doneOn: '2026-02-14' }]);
    // Received and then given back: the receipt was the first step, and no feedback is owed any more.
    expect(noticeDeadlines({ ...returned, receipt }, china)).toMatchObject([{ step: 'receive', doneOn: '2026-02-13' }]);
    expect(noticeDeadlines({ ...returned, receipt }, china)).toHaveLength(1);
  });
});

describe('boundaries for queries', () => {
  it('split the pushes exactly where the deadline of each says so, over a year', () => {
    for (const thresholds of [defaultLampThresholds, inWorkingDays]) {
      for (let date = '2026-01-20'; date < '2026-11-20'; date = addDays(date, 1)) {
        const boundary = pushedBeforeForReceiptDue(date, china, thresholds);
        for (const offset of [-86_400_000, -1, 0, 86_400_000]) {
          const pushedAt = new Date(Date.parse(boundary) + offset).toISOString();
          const [step] = noticeDeadlines({ stage: 'pending', pushedAt }, china, thresholds);
          expect(step!.dueOn <= date, `${date} ${pushedAt}`).toBe(pushedAt < boundary);
        }
      }
    }
  });

  it('do the same for the reminder, also where no calendar reaches', () => {
    for (const calendar of [china, emptyCalendar]) {
      for (let date = '2026-02-01'; date < '2026-04-01'; date = addDays(date, 1)) {
        const boundary = receivedBeforeForReminder(date, calendar, defaultLampThresholds);
        for (const offset of [-1, 0]) {
          const at = new Date(Date.parse(boundary) + offset).toISOString();
          expect(feedbackReminderOn(chinaDate(at), calendar, defaultLampThresholds).date <= date, at).toBe(offset < 0);
        }
      }
    }
  });
});
