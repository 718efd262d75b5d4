/** How long a plan still runs, in calendar days, as the plan itself counts. */
export interface DaysLeft {
  readonly words: string;
  readonly tone: 'late' | 'soon' | 'calm';
}
/** Days that count as soon. */
const soonDays = 5;

/** Null once there is nothing left to enter. */
export function daysLeftWords(days: number | null): DaysLeft | null {
  if (days === null) return null;
  if (days < 0) return { words: `已逾期 ${-days} 天`, tone: 'late' };
  if (days === 0) return { words: '今天截止', tone: 'late' };
  return { words: `还剩 ${days} 天`, tone: days <= soonDays ? 'soon' : 'calm' };
}
