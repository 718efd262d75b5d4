import { describe, expect, it } from 'vitest';
import {
  feedbackReminderOn,
  isAnsweredLate,
  type NoticeClockFacts,
  noticeClocks,
  noticeStatus,
  pushedBeforeForReceiptDue,
  receivedBeforeForReminder,
} from '#shared/domains/notices/deadlines.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { addDays, chinaDate, emptyCalendar } from '#shared/trade/working-days.ts';
import { china } from '../../trade/china-calendar.ts';

const inWorkingDays = { ...defaultLampThresholds, unit: 'workingDay' } as const;
const clocks = (notice: NoticeClockFacts, thresholds = defaultLampThresholds) =>
  noticeClocks(notice, china, thresholds);
const statusOn = (notice: NoticeClockFacts, today: string) => noticeStatus(notice, today, china, defaultLampThresholds);

const pushedAt = '2026-02-12T01:30:00.000Z';
const receipt = { way: 'receive', at: '2026-02-13T02:00:00.000Z' } as const;
const at = (date: string) => `${date}T02:00:00.000Z`;
const issued = (issuedOn: string, givenOn: string) => ({ result: 'issued', issuedOn, at: at(givenOn) }) as const;

describe('接收', () => {
  it('is due three days after the push, in days or in working days', () => {
    expect(clocks({ stage: 'pending', pushedAt })).toMatchObject([
      {
        step: 'receive',
        startOn: '2026-02-12',
        dueOn: '2026-02-15',
        doneOn: null,
        unit: 'day',
        article: '操作手册“3天以上未接收”',
      },
    ]);
    expect(clocks({ stage: 'pending', pushedAt }, inWorkingDays)).toMatchObject([
      { step: 'receive', dueOn: '2026-02-24', unit: 'workingDay', certain: true, article: '本机设置' },
    ]);
  });

  it('uses the date in China: a push at 23:30 in Beijing starts on that day', () => {
    const [step] = clocks({ stage: 'pending', pushedAt: '2026-03-02T15:30:00.000Z' });
    expect(step).toMatchObject({ startOn: '2026-03-02', dueOn: '2026-03-05' });
    const [after] = clocks({ stage: 'pending', pushedAt: '2026-03-02T16:30:00.000Z' });
    expect(after).toMatchObject({ startOn: '2026-03-03', dueOn: '2026-03-06' });
  });

  it('pool has none, a claimed notice had none, a returned one was received or returned in time', () => {
    expect(clocks({ stage: 'pool', pushedAt })).toEqual([]);
    const claimed = { stage: 'received', pushedAt, receipt: { way: 'claim', at: receipt.at } } as const;
    expect(clocks(claimed).map((one) => one.step)).toEqual(['feedback']);
    const returned = { stage: 'returned', pushedAt, receipt: null, returned: { at: at('2026-02-14') } } as const;
    expect(clocks(returned)).toMatchObject([{ step: 'receive', doneOn: '2026-02-14' }]);
    // Received and then given back: the receipt was the first step, and no feedback is owed any more.
    expect(clocks({ ...returned, receipt })).toMatchObject([{ step: 'receive', doneOn: '2026-02-13' }]);
  });
});

describe('反馈 while it is owed', () => {
  const received = {
    stage: 'received',
    pushedAt: at('2026-03-02'),
    receipt: { way: 'receive', at: at('2026-03-03') },
    feedbacks: [],
  } as const;

  it('is reminded of seven working days after the receipt, and no article is cited', () => {
    expect(clocks(received)[1]).toMatchObject({
      step: 'feedback',
      name: '反馈提醒日',
      startOn: '2026-03-03',
      dueOn: '2026-03-12',
      reminder: true,
      article: '本机设置',
    });
    expect(clocks(received, { ...defaultLampThresholds, feedbackReminderWorkingDays: 3 })[1]!.dueOn).toBe('2026-03-06');
  });

  it('a permit that is still in process after that day is not late', () => {
    expect(statusOn(received, '2026-03-12')).toBe('received');
    expect(statusOn(received, '2026-03-20')).toBe('reminded');
    expect(statusOn({ ...received, closedAt: at('2026-03-15') }, '2026-03-20')).toBe('received');
  });

  it('a permit issued five weeks after the receipt and fed back the next day is in time', () => {
    const answered = { ...received, stage: 'answered', feedbacks: [issued('2026-04-09', '2026-04-10')] } as const;
    expect(clocks(answered)).toMatchObject([
      { step: 'receive' },
      {
        name: '反馈期限',
        startOn: '2026-04-09',
        startWords: '自发证之日起算',
        dueOn: '2026-04-20',
        doneOn: '2026-04-10',
        reminder: false,
        article: '《试行办法》第七条第三款',
      },
    ]);
    expect(statusOn(answered, '2026-05-01')).toBe('answered');
  });
});

describe('反馈 that a permit was issued', () => {
  const answered = (...feedbacks: NonNullable<NoticeClockFacts['feedbacks']>): NoticeClockFacts => ({
    stage: 'answered',
    pushedAt,
    receipt,
    feedbacks,
  });

  it('has seven working days from the permit, and being late stays on record', () => {
    expect(statusOn(answered(issued('2026-03-03', '2026-03-12')), '2026-06-01')).toBe('answered');
    expect(statusOn(answered(issued('2026-03-03', '2026-03-13')), '2026-06-01')).toBe('answeredLate');
  });

  it('a permit that is older than the receipt gives the clerk the same days, counted from the receipt', () => {
    const old = answered(issued('2019-06-01', '2026-02-27'));
    expect(clocks(old)[1]).toMatchObject({
      startOn: '2026-02-13',
      startWords: '发证早于接收，自接收之日起算',
      dueOn: '2026-03-02',
      doneOn: '2026-02-27',
    });
    expect(isAnsweredLate(old, china)).toBe(false);
    expect(isAnsweredLate(answered(issued('2019-06-01', '2026-03-03')), china)).toBe(true);
  });

  it('不予发证 and 非本级发证 have no term, however long they took', () => {
    for (const result of ['refused', 'otherLevel'] as const) {
      const notice = answered({ result, issuedOn: result === 'refused' ? null : '2026-02-20', at: at('2026-08-03') });
      expect(clocks(notice).map(({ step }) => step)).toEqual(['receive']);
      expect(statusOn(notice, '2026-09-01')).toBe('answered');
    }
  });

  it('each certificate has its own, and one that came late is enough', () => {
    const both = answered(issued('2026-03-03', '2026-03-04'), issued('2026-04-01', '2026-05-06'));
    expect(clocks(both).slice(1)).toMatchObject([
      { name: '第 1 份反馈期限', doneOn: '2026-03-04' },
      { name: '第 2 份反馈期限', doneOn: '2026-05-06' },
    ]);
    expect(statusOn(both, '2026-06-01')).toBe('answeredLate');
  });
});

describe('boundaries for queries', () => {
  it('split the pushes exactly where the deadline of each says so, over a year', () => {
    for (const thresholds of [defaultLampThresholds, inWorkingDays]) {
      for (let date = '2026-01-20'; date < '2026-11-20'; date = addDays(date, 1)) {
        const boundary = pushedBeforeForReceiptDue(date, china, thresholds);
        for (const offset of [-86_400_000, -1, 0, 86_400_000]) {
          const pushed = new Date(Date.parse(boundary) + offset).toISOString();
          const [step] = clocks({ stage: 'pending', pushedAt: pushed }, thresholds);
          expect(step!.dueOn <= date, `${date} ${pushed}`).toBe(pushed < boundary);
        }
      }
    }
  });

  it('do the same for the reminder, also where no calendar reaches', () => {
    for (const calendar of [china, emptyCalendar]) {
      for (let date = '2026-02-01'; date < '2026-04-01'; date = addDays(date, 1)) {
        const boundary = receivedBeforeForReminder(date, calendar, defaultLampThresholds);
        for (const offset of [-1, 0]) {
          const received = new Date(Date.parse(boundary) + offset).toISOString();
          const { date: remindedOn } = feedbackReminderOn(chinaDate(received), calendar, defaultLampThresholds);
          expect(remindedOn <= date, received).toBe(offset < 0);
        }
      }
    }
  });
});
