/** What the navigation says of what waits on a page. */
import type { Count } from '#shared/contract/base.ts';
import type { FeatureEntry } from '../feature.ts';
import type { Waiting } from '../stores/waiting.ts';

export interface WaitingWords {
  /** 「874」「10000+」 */
  readonly all: string;
  /** Null where nothing is late. */
  readonly late: string | null;
  /** Where there is room for one number: what is late, otherwise all; never longer than three signs. */
  readonly brief: string;
  /** 「874 条待接收，其中 99 条逾期」 */
  readonly text: string;
}

const numberOf = ({ value, capped }: Count): string => `${value}${capped ? '+' : ''}`;

/** Null where nothing waits. */
export function waitingWords(waiting: FeatureEntry['waiting'], counted: Waiting | undefined): WaitingWords | null {
  if (!waiting || !counted || counted.all.value === 0) return null;
  const late = counted.late && counted.late.value > 0 ? counted.late : null;
  const shown = late ?? counted.all;
  const unit = waiting.words.slice(0, 1);
  return {
    all: numberOf(counted.all),
    late: late && numberOf(late),
    brief: shown.value > 99 ? '99+' : numberOf(shown),
    text: `${numberOf(counted.all)} ${waiting.words}${late ? `，其中 ${numberOf(late)} ${unit}逾期` : ''}`,
  };
}
