/** Whether an 执法证 is still good, and for how long. */
import { certificateSoonDays } from '#shared/domains/inspectors/words.ts';
import { addDays } from '#shared/trade/working-days.ts';

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
