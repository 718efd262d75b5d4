import { describe, expect, it } from 'vitest';
import { defaultLampThresholds, lampThresholdsSchema } from '#shared/trade/lamp-thresholds.ts';
import { noticeLamp } from '#shared/domains/notices/lamps.ts';
import { china } from '../../trade/china-calendar.ts';

const pushedAt = '2026-02-12T01:30:00.000Z';
const receipt = { way: 'receive', at: '2026-02-13T02:00:00.000Z' } as const;
const at = (date: string) => `${date}T04:00:00.000Z`;

describe('the lamp of a notice', () => {
  it('is red while not received, and turns to ! after more than three days', () => {
    const lampOn = (date: string) => noticeLamp({ stage: 'pending', pushedAt }, at(date), defaultLampThresholds, china);
    expect(lampOn('2026-02-12')).toMatchObject({ lamp: 'red', sign: '●', label: '未接收' });
    expect(lampOn('2026-02-15')).toMatchObject({ lamp: 'red', open: { status: 'dueToday', dueOn: '2026-02-15' } });
    expect(lampOn('2026-02-16')).toMatchObject({
      lamp: 'overdue',
      sign: '!',
      title: '推送 4 天仍未接收，已超过 3 天',
    });
  });

  it('turns at midnight in China, not at midnight in Greenwich', () => {
    const lampAt = (now: string) => noticeLamp({ stage: 'pending', pushedAt }, now, defaultLampThresholds, china).lamp;
    expect(lampAt('2026-02-15T15:59:59.999Z')).toBe('red');
    expect(lampAt('2026-02-15T16:00:00.000Z')).toBe('overdue');
  });

  it('waits for three working days where the county wants it so: the Spring Festival does not count', () => {
    const thresholds = { ...defaultLampThresholds, unit: 'workingDay' } as const;
    const lampOn = (date: string) => noticeLamp({ stage: 'pending', pushedAt }, at(date), thresholds, china);
    expect(lampOn('2026-02-24').lamp).toBe('red');
    expect(lampOn('2026-02-25')).toMatchObject({
      lamp: 'overdue',
      title: '推送 4 个工作日仍未接收，已超过 3 个工作日',
    });
  });

  it('is yellow once received, with the feedback deadline and its article', () => {
    const received = { stage: 'received', pushedAt, receipt, feedbacks: [] } as const;
    const lamp = noticeLamp(received, at('2026-02-27'), defaultLampThresholds, china);
    expect(lamp).toMatchObject({ lamp: 'yellow', sign: '◐', label: '已接收未反馈', open: { status: 'dueSoon' } });
    expect(lamp.title).toBe('已接收未反馈，反馈期限 2026-03-02，还剩 2 个工作日（《试行办法》第七条第三款）');
    expect(noticeLamp(received, at('2026-03-03'), defaultLampThresholds, china)).toMatchObject({
      lamp: 'yellow',
      open: { status: 'overdue' },
    });
  });

  it('is green once answered, and says when the feedback came late', () => {
    const answered = { stage: 'answered', pushedAt, receipt, feedbacks: [{ at: at('2026-03-03') }] } as const;
    expect(noticeLamp(answered, at('2026-04-01'), defaultLampThresholds, china)).toEqual({
      lamp: 'green',
      sign: '✓',
      label: '已反馈',
      title: '已反馈（超过期限）',
      open: null,
    });
  });

  it('is absent, but worded, for returned and unclaimed notices', () => {
    const shown = (stage: 'returned' | 'pool') =>
      noticeLamp({ stage, pushedAt }, at('2026-04-01'), defaultLampThresholds, china);
    expect(shown('returned')).toMatchObject({ lamp: 'none', label: '已回退', open: null });
    expect(shown('pool')).toMatchObject({ lamp: 'none', label: '待认领', open: null });
  });
});

describe('lamp thresholds', () => {
  it('are the manual’s three calendar days unless somebody changes them', () => {
    expect(defaultLampThresholds).toEqual({
      notReceivedDays: 3,
      unit: 'day',
      feedbackDueSoonWorkingDays: 2,
      feedbackReminderWorkingDays: 7,
    });
  });

  it('that were stored before the reminder could be set keep what they say', () => {
    const stored = { notReceivedDays: 5, unit: 'workingDay', feedbackDueSoonWorkingDays: 1 };
    expect(lampThresholdsSchema.parse(stored)).toEqual({ ...stored, feedbackReminderWorkingDays: 7 });
  });

  it('refuse numbers that make no sense', () => {
    const isSound = (change: object) => lampThresholdsSchema.safeParse({ ...defaultLampThresholds, ...change }).success;
    expect(isSound({})).toBe(true);
    expect(isSound({ notReceivedDays: 0 })).toBe(false);
    expect(isSound({ notReceivedDays: 2.5 })).toBe(false);
    expect(isSound({ unit: 'week' })).toBe(false);
    expect(isSound({ feedbackDueSoonWorkingDays: 21 })).toBe(false);
    expect(isSound({ feedbackReminderWorkingDays: 0 })).toBe(false);
  });
});
