/** Dates, times, amounts and sizes as people read and type them. Always China's time, wherever the PC believes to be. */
import { chinaDate } from './working-days.ts';

/** 「2026-01-05 14:32」, China time, of an instant; 「—」 for null. */
export function formatInstant(instant: string | null): string {
  return instant === null ? '—' : `${chinaDate(instant)} ${formatClock(instant)}`;
}

/** 「14:32」, China time. */
export function formatClock(instant: string): string {
  const minutes = (Math.floor(Date.parse(instant) / 60_000) + 8 * 60) % (24 * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * A date as typed or found in a sheet (20260105, 2026-1-5, 2026/1/5, 2026.01.05, 2026年1月5日, full-width too, and with
 * the 。 and 、 that a Chinese input method makes of . and /) as `YYYY-MM-DD`; null when it is none or the day does not
 * exist. Years 1900 to 2199.
 */
export function parseTypedDate(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/\s/gu, '').replaceAll('。', '.').replaceAll('、', '/');
  const parts =
    /^(\d{4})(\d\d)(\d\d)$/.exec(plain) ??
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(plain)?.toSpliced(2, 1) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/.exec(plain);
  if (!parts) return null;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (date < '1900-01-01' || date > '2199-12-31') return null;
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date) ? date : null;
}

/** 万元 with thousands separators and no needless zeros: 「1,250.5 万元」; six decimals, as in the data standard; 「—」 for null. */
export function formatWanYuan(wanYuan: number | null): string {
  if (wanYuan === null) return '—';
  const [whole = '', decimals = ''] = wanYuan
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${decimals === '' ? grouped : `${grouped}.${decimals}`} 万元`;
}

/** 「刚刚」「2 分钟前」「3 小时前」「昨天 14:32」, then date and time; 「从未」 for null. An instant in the future is 「刚刚」. */
export function formatAgo(instant: string | null, now: number): string {
  if (instant === null) return '从未';
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (chinaDate(instant) === chinaDate(now)) return `${Math.floor(minutes / 60)} 小时前`;
  if (chinaDate(instant) === chinaDate(now - 86_400_000)) return `昨天 ${formatClock(instant)}`;
  return formatInstant(instant);
}

/** 「812 字节」「1.2 MB」, in steps of 1024. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  let value = bytes / 1024;
  for (const unit of ['KB', 'MB']) {
    // Compared after rounding, so that nothing is ever 「1024.0 KB」.
    if (Number(value.toFixed(1)) < 1024) return `${value.toFixed(1)} ${unit}`;
    value /= 1024;
  }
  return `${value.toFixed(1)} GB`;
}
