import { describe, expect, it } from 'vitest';
import { deadlineKinds, deadlineOf, deadlineRules, deadlineStatus, remainingDays } from '#shared/trade/deadlines.ts';
import { china } from './china-calendar.ts';

describe('the statutory clocks', () => {
  it.each([
    ['recordCollection', 7, '第五条'],
    ['publication', 20, '第五条'],
    ['noticeFeedback', 7, '第七条'],
    ['inspectorUpdate', 7, '第八条'],
    ['enforcementFeedback', 15, '第九条'],
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
  });
});

describe('what is left', () => {
  it.each([
    ['2026-10-13', '2026-09-28', 7, 'comfortable'],
    ['2026-10-13', '2026-10-09', 3, 'comfortable'],
    ['2026-10-13', '2026-10-10', 2, 'dueSoon'],
    ['2026-10-13', '2026-10-13', 0, 'dueToday'],
    ['2026-10-13', '2026-10-14', -1, 'overdue'],
    ['2026-10-16', '2026-10-17', 0, 'overdue'],
  ] as const)('due %s, today %s: %i working days, %s', (due, today, left, status) => {
    expect(remainingDays(due, today, 'workingDay', china)).toBe(left);
    expect(deadlineStatus(due, today, china)).toBe(status);
  });

  it('is counted in days of the calendar where the term is', () => {
    expect(remainingDays('2026-10-13', '2026-10-10', 'day', china)).toBe(3);
    expect(deadlineStatus('2026-10-13', '2026-10-10', china, 2, 'day')).toBe('comfortable');
    expect(remainingDays('2026-10-16', '2026-10-17', 'day', china)).toBe(-1);
  });
});
