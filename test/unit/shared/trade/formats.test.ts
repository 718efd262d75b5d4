import { describe, expect, it } from 'vitest';
import {
  formatInstant,
  formatBytes,
  formatAgo,
  formatClock,
  formatWanYuan,
  parseTypedDate,
} from '#shared/trade/formats.ts';

describe('dates and times', () => {
  it('are those of China', () => {
    expect(formatInstant('2026-01-05T06:32:59.999Z')).toBe('2026-01-05 14:32');
    expect(formatInstant('2025-12-31T16:00:00.000Z')).toBe('2026-01-01 00:00');
    expect(formatClock('2026-01-05T15:59:00.000Z')).toBe('23:59');
    expect(formatInstant(null)).toBe('—');
  });

  it.each([
    ['20260105', '2026-01-05'],
    ['2026-1-5', '2026-01-05'],
    ['2026/01/05', '2026-01-05'],
    ['2026.1.05', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    [' ２０２６年１月５日 ', '2026-01-05'],
    ['20240229', '2024-02-29'],
    ['20260229', null],
    ['20261301', null],
    ['2026-1/5', null],
    ['260105', null],
    ['18991231', null],
    ['46027', null],
    ['明天', null],
    ['', null],
  ])('typed as %s: %s', (typed, date) => {
    expect(parseTypedDate(typed)).toBe(date);
  });
});

describe('relative times', () => {
  const now = Date.parse('2026-01-05T06:30:00.000Z');
  it.each([
    [null, '从未'],
    ['2026-01-05T06:30:20.000Z', '刚刚'],
    ['2026-01-05T06:29:01.000Z', '刚刚'],
    ['2026-01-05T06:28:00.000Z', '2 分钟前'],
    ['2026-01-05T05:30:01.000Z', '59 分钟前'],
    ['2026-01-05T03:00:00.000Z', '3 小时前'],
    ['2026-01-04T15:00:00.000Z', '昨天 23:00'],
    ['2026-01-03T15:00:00.000Z', '2026-01-03 23:00'],
  ])('%s: %s', (instant, words) => {
    expect(formatAgo(instant, now)).toBe(words);
  });
});

describe('amounts and sizes', () => {
  it.each([
    [null, '—'],
    [0, '0 万元'],
    [50, '50 万元'],
    [1250.5, '1,250.5 万元'],
    [0.406711, '0.406711 万元'],
    [1234567.1, '1,234,567.1 万元'],
    [1000, '1,000 万元'],
    [-3000, '-3,000 万元'],
  ])('%s: %s', (amount, words) => {
    expect(formatWanYuan(amount)).toBe(words);
  });

  it.each([
    [0, '0 字节'],
    [1023, '1023 字节'],
    [1024, '1.0 KB'],
    [1_048_550, '1.0 MB'],
    [3 * 1024 * 1024, '3.0 MB'],
    [5 * 1024 ** 3, '5.0 GB'],
  ])('%i bytes: %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});
