import { describe, expect, it } from 'vitest';
import { type Clock, clockOf, deadlineToday, deadlineWords, dueDayWords } from '#shared/records/deadlines.ts';
import { deadlineOf } from '#shared/trade/deadlines.ts';
import { china } from '../trade/china-calendar.ts';

const statutory = clockOf(deadlineOf('correction', '2026-10-09', china), null);
const reminder: Clock = { ...statutory, name: '反馈提醒日', dueOn: '2026-10-16', reminder: true };
const inDays: Clock = { ...statutory, name: '接收期限', dueOn: '2026-10-11', unit: 'day' };
const on = (clock: Clock, today: string) => deadlineToday(clock, today, china, 2);

describe('a clock as it stands today', () => {
  it('takes name, start and article from the term', () => {
    expect(on(statutory, '2026-10-09')).toEqual({
      name: '更正报请期限',
      startOn: '2026-10-09',
      startWords: '自发现错误之日起算',
      dueOn: '2026-10-13',
      dueRest: '',
      certain: true,
      unit: 'workingDay',
      remaining: 3,
      doneOn: null,
      status: 'comfortable',
      reminder: false,
      article: '《试行办法》第十八条第一款',
    });
  });

  it.each([
    [statutory, '2026-10-09', 'comfortable', '还剩 3 个工作日'],
    [statutory, '2026-10-13', 'dueToday', '今天到期'],
    [statutory, '2026-10-14', 'overdue', '已逾期 1 个工作日'],
    [{ ...statutory, dueOn: '2026-10-16' }, '2026-10-17', 'overdue', '已逾期'],
    [inDays, '2026-10-10', 'dueSoon', '还剩 1 天'],
    [inDays, '2026-10-14', 'overdue', '已逾期 3 天'],
    [reminder, '2026-10-09', 'comfortable', '距提醒日 6 个工作日'],
    [reminder, '2026-10-16', 'dueSoon', '今天提醒'],
    [reminder, '2026-10-17', 'reminded', '已过提醒日'],
    [reminder, '2026-10-20', 'reminded', '已过提醒日 2 个工作日'],
    [{ ...statutory, doneOn: '2026-10-13' }, '2026-11-01', 'done', '2026-10-13 完成'],
    [{ ...statutory, doneOn: '2026-10-14' }, '2026-11-01', 'doneLate', '2026-10-14 完成（逾期）'],
    [{ ...reminder, doneOn: '2026-10-30' }, '2026-11-01', 'done', '2026-10-30 完成'],
  ] as const)('%# on %s is %s: %s', (clock, today, status, words) => {
    const told = on(clock, today);
    expect(told.status).toBe(status);
    expect(deadlineWords(told)).toBe(words);
  });

  it('says 周日, the holiday, and that a date is a guess', () => {
    expect(dueDayWords(on(inDays, '2026-10-09'))).toBe('2026-10-11（周日）');
    expect(dueDayWords(on({ ...inDays, dueOn: '2026-10-02' }, '2026-10-01'))).toBe('2026-10-02（国庆节）');
    expect(dueDayWords(on(statutory, '2026-10-09'))).toBe('2026-10-13');
    expect(dueDayWords(on({ ...statutory, certain: false }, '2026-10-09'))).toBe('2026-10-13（暂按周末推算）');
  });
});
