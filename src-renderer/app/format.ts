/** Words of numbers that only screens show; times and sizes read as in every other room (`domain/formats.ts`). */
export { formatAgo, formatBytes, formatClock, formatInstant } from '#shared/trade/formats.ts';

/** 「1234」, 「约 10000+」 */
export function formatCount(count: { value: number; capped: boolean }): string {
  return count.capped ? `约 ${count.value}+` : String(count.value);
}

/** 「5 分钟」 of milliseconds, for how far a clock is off. */
export function formatSpan(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 60 * 48) return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
  return `${Math.round(minutes / 1440)} 天`;
}
