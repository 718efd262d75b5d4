/** The first download in words: collection by collection, and the time left where it can be told. */
import type { ConnectionStatus, DownloadPart } from '#shared/contract/connection.ts';
import { collectionTitles, isCollectionName } from '#shared/domains/collections.ts';
import { progressWords } from './connection-words.ts';

export interface PartWords {
  readonly title: string;
  readonly sign: '✓' | '◐' | '◌' | '·';
  /** 「已下载完，1200 条」「待办的 134 条已到，可以开始办；全部 1200/5000」 */
  readonly text: string;
}

const amount = (done: number, total: number | null): string => (total === null ? `${done} 条` : `${done}/${total} 条`);

export function partWords({ collection, done, total, open, complete }: DownloadPart): PartWords {
  const title = isCollectionName(collection) ? collectionTitles[collection] : collection;
  if (complete) return { title, sign: '✓', text: `已下载完，${done} 条` };
  if (open?.complete)
    return { title, sign: '◐', text: `待办的 ${open.done} 条已到，可以开始办；全部 ${amount(done, total)}` };
  if (open && open.done > 0) return { title, sign: '◌', text: `先下载待办的，${amount(open.done, open.total)}` };
  if (done > 0) return { title, sign: '◌', text: `正在下载，${amount(done, total)}` };
  return { title, sign: '·', text: '等待下载' };
}

/** One look at how much had come. */
export interface Sample {
  /** ms */
  readonly at: number;
  readonly done: number;
}
export const doneOf = (parts: readonly DownloadPart[]): number => parts.reduce((sum, { done }) => sum + done, 0);

/** Less than this says nothing about the pace, ms. */
const shortestSpan = 5_000;

/** 「约还要 3 分钟」; null as long as nobody can know: an amount is not told yet, or nothing has moved. */
export function timeLeftWords(parts: readonly DownloadPart[], samples: readonly Sample[]): string | null {
  const rest = parts.filter(({ complete }) => !complete);
  if (rest.length === 0 || rest.some(({ total }) => total === null)) return null;
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < shortestSpan || last.done <= first.done) return null;
  const left = rest.reduce((sum, { done, total }) => sum + Math.max(0, (total ?? 0) - done), 0);
  const minutes = (left * (last.at - first.at)) / (last.done - first.done) / 60_000;
  return minutes < 1 ? '不到 1 分钟' : `约还要 ${Math.ceil(minutes)} 分钟`;
}

/** 「3/8 类已下载完 · 下载市场主体 4000/20000」 */
export function downloadLine(status: ConnectionStatus, timeLeft: string | null): string {
  const parts = status.download ?? [];
  const complete = parts.filter((part) => part.complete).length;
  return [parts.length > 0 ? `${complete}/${parts.length} 类已下载完` : null, progressWords(status), timeLeft]
    .filter((word) => word !== null)
    .join(' · ');
}
