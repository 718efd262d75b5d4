/** Whether an 执法证 is still good, and for how long. */
import { addDays } from '#shared/trade/working-days.ts';

/** Days before the end in which somebody should see to a new one. */
export const certificateSoonDays = 60;

export interface CertificateState {
  readonly tone: 'late' | 'soon' | 'calm';
  readonly words: string;
}

export function certificateState(to: string | null, today: string): CertificateState {
  if (to === null) return { tone: 'calm', words: '' };
  if (to < today) return { tone: 'late', words: '已到期' };
  const days = Math.round((Date.parse(to) - Date.parse(today)) / 86_400_000);
  if (to <= addDays(today, certificateSoonDays))
    return { tone: 'soon', words: days === 0 ? '今天到期' : `${days} 天后到期` };
  return { tone: 'calm', words: '' };
}
