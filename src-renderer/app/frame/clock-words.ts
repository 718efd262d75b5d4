/** What is said on every page of a clock that is wrong, or of a time that is in doubt. */
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { formatSpan } from '../format.ts';

/** `then`: what it means for deadlines and for the times of operations, and what to do. */
export interface ClockWords {
  readonly what: string;
  readonly then: string;
}

/** Below this the clocks agree, ms; as in the core. */
const tolerance = 120_000;

export function clockWordsOf(status: Pick<ConnectionStatus, 'clockDoubt' | 'clockOffsetMilliseconds'>): ClockWords {
  const offset = status.clockOffsetMilliseconds;
  const differs =
    offset === null || Math.abs(offset) < tolerance ? null : `${offset > 0 ? '慢' : '快'}了约 ${formatSpan(offset)}`;
  switch (status.clockDoubt) {
    case 'behind':
      return {
        what: '本机时间早于上次使用的时间。',
        then: '期限和操作时间从上次使用的时间接着算，可能偏早；请校准本机的日期和时间，连上平台后自动核对。',
      };
    case 'ahead':
      return {
        what: '本机时间比上次使用时晚了半个月以上，还没有和平台核对。',
        then: '期限和操作时间按本机时间计算，可能不准；请看一下本机的日期和时间对不对。',
      };
    case 'changed':
      return {
        what: differs === null ? '断网期间本机时间变动过。' : `断网期间本机时间变动过，比推算的平台时间${differs}。`,
        then: '期限和操作时间从变动前接着算，连上平台后自动核对；请校准本机的日期和时间。',
      };
    case 'none':
      return {
        what: differs === null ? '本机时间曾被改动。' : `本机时间比平台${differs}。`,
        then: '期限和报送时间已按平台时间校正；请校准本机的日期和时间。',
      };
  }
}
