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
    expect(lampOn('2026-02-13').title).toBe('未接收，请于 2026-02-15（春节） 前（含当日）接收');
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

  it('is yellow once received, with the day of the reminder, and never calls it late', () => {
    const received = { stage: 'received', pushedAt, receipt, feedbacks: [] } as const;
    const lamp = noticeLamp(received, at('2026-02-27'), defaultLampThresholds, china);
    expect(lamp).toMatchObject({ lamp: 'yellow', sign: '◐', label: '已接收未反馈', open: { status: 'dueSoon' } });
    expect(lamp.title).toBe('已接收未反馈，反馈提醒日 2026-03-02，距提醒日 2 个工作日');
    const passed = noticeLamp(received, at('2026-03-03'), defaultLampThresholds, china);
    expect(passed).toMatchObject({ lamp: 'yellow', status: 'reminded', open: { status: 'reminded' } });
    expect(passed.title).toBe('已接收未反馈，反馈提醒日 2026-03-02，已过提醒日 1 个工作日');
    expect(passed.title).not.toMatch(/逾期|条/);
  });

  it('is green once answered, and says when the feedback came after its term', () => {
    const answered = (givenOn: string) =>
      ({
        stage: 'answered',
        pushedAt,
        receipt,
        feedbacks: [{ result: 'issued', issuedOn: '2026-03-03', at: at(givenOn) }],
      }) as const;
    expect(noticeLamp(answered('2026-03-12'), at('2026-04-01'), defaultLampThresholds, china)).toEqual({
      lamp: 'green',
      status: 'answered',
      sign: '✓',
      label: '已反馈',
      title: '已反馈',
      open: null,
    });
    expect(noticeLamp(answered('2026-03-13'), at('2026-04-01'), defaultLampThresholds, china)).toEqual({
      lamp: 'green',
      status: 'answeredLate',
      sign: '✓',
      label: '逾期反馈',
      title: '逾期反馈：应于 2026-03-12 前（含当日）反馈，2026-03-13 反馈（《试行办法》第七条第三款）',
      open: null,
    });
  });

  it('is hollow where anybody competent may claim, absent but worded for what was returned', () => {
    const shown = (stage: 'returned' | 'pool') =>
      noticeLamp({ stage, pushedAt }, at('2026-04-01'), defaultLampThresholds, china);
    expect(shown('returned')).toMatchObject({ lamp: 'none', label: '已回退', open: null });
    expect(shown('pool')).toMatchObject({ lamp: 'pool', sign: '○', label: '待认领', open: null });
    expect(shown('pool').title).toContain('没有规定期限');
  });

  it('has nothing to wait for once the platform closed the matter', () => {
    const closed = { stage: 'pending', pushedAt, closedAt: at('2026-02-20') } as const;
    expect(noticeLamp(closed, at('2026-04-01'), defaultLampThresholds, china)).toMatchObject({
      lamp: 'red',
      open: null,
    });
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
