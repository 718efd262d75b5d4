/** Times and numbers as people read them. Always China's time, wherever the PC believes to be. */

const zone = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function split(instant: string): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
}

/** 「2026-01-05 14:32」; 「—」 for null. */
export function formatInstant(instant: string | null): string {
  if (!instant) return '—';
  const at = split(instant);
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}`;
}

/** 「14:32」 */
export function formatClock(instant: string): string {
  const at = split(instant);
  return `${at.hour}:${at.minute}`;
}

/** 「刚刚」「2 分钟前」「3 小时前」, then the date and time. */
export function formatAgo(instant: string | null, now: number = Date.now()): string {
  if (!instant) return '从未';
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 45) return '刚刚';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} 分钟前`;
  if (seconds < 24 * 3600) return `${Math.round(seconds / 3600)} 小时前`;
  return formatInstant(instant);
}

/** 「1234」, 「约 10000+」 */
export function formatCount(count: { value: number; capped: boolean }): string {
  return count.capped ? `约 ${count.value}+` : String(count.value);
}

/** 「1.2 MB」 */
export function formatBytes(bytes: number): string {
  const units = ['字节', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** 「5 分钟」 of milliseconds, for how far a clock is off. */
export function formatSpan(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 60 * 48) return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
  return `${Math.round(minutes / 1440)} 天`;
}
