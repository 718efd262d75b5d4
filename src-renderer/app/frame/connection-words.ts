/** The connection in words (「已连接 · 2 分钟前同步」/「离线 · 12 条待报送」). */
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { formatAgo } from '../format.ts';

export interface ConnectionWords {
  /** `person`: something waits for one. */
  readonly tone: 'good' | 'busy' | 'person' | 'off' | 'stop';
  readonly text: string;
}

/**
 * What the bar says; `now` in ms. Never a word that sounds delivered unless the core says that everything is:
 * 「全部已同步」 comes from `allDelivered` alone.
 */
export function connectionWords(status: ConnectionStatus | null, now: number): ConnectionWords {
  if (!status) return { tone: 'busy', text: '正在读取连接状态' };
  const files = status.attachments ?? 0;
  const join = (...words: (string | null)[]) => words.filter((word) => word !== null).join(' · ');
  // What waits for a person does not leave by itself: 待报送 would be a promise that nobody keeps.
  const needPerson = status.needPerson ?? 0;
  const queued = status.unsettled - needPerson;
  const entries = join(needPerson > 0 ? `${needPerson} 条请您处理` : null, queued > 0 ? `${queued} 条待报送` : null);
  const owed = entries !== '' ? entries : files > 0 ? `正文已报，${files} 个附件待报送` : null;
  if (status.state === 'paused') return { tone: 'stop', text: join('同步已暂停，请您确认', owed) };
  // What somebody must see stands first, where a narrow bar cannot cut it off.
  const said = (tone: ConnectionWords['tone'], ...words: (string | null)[]): ConnectionWords =>
    needPerson > 0 ? { tone: 'person', text: join(owed, ...words) } : { tone, text: join(...words, owed) };
  if (status.running) return said('busy', '正在同步', progressWords(status));
  if (status.state === 'offline') {
    const name = status.problem?.class === 'signInNeeded' ? '需要重新登录平台' : '离线';
    return {
      tone: 'off',
      text: join(name, owed ?? (status.lastSyncAt ? `上次同步 ${formatAgo(status.lastSyncAt, now)}` : '还没有同步过')),
    };
  }
  if (status.state === 'unknown') return said('busy', '尚未连接平台');
  const last = status.lastSyncAt ? `${formatAgo(status.lastSyncAt, now)}同步` : '尚未完成同步';
  return said('good', '已连接', last, owed === null && status.allDelivered ? '全部已同步' : null);
}

/** 「下载告知 1200/5000」; null when nothing is told. */
export function progressWords(status: ConnectionStatus): string | null {
  const progress = status.progress;
  if (!progress) return null;
  const amount =
    progress.total === null ? (progress.done > 0 ? ` ${progress.done}` : '') : ` ${progress.done}/${progress.total}`;
  return `${progress.title}${amount}`;
}
