/** Where a file is, in words. */
import { downloadStateNames, type ReferredFile } from '#shared/contract/attachments.ts';
import { formatBytes } from '#app/app/format.ts';

type State = Pick<ReferredFile, 'state' | 'receivedBytes' | 'bytes'>;

/** 「在本机」「未下载」「下载中 34%」; a file that was begun says how much of it is here. */
export function stateWords({ state, receivedBytes, bytes }: State): string {
  const name = downloadStateNames[state];
  if (state === 'here' || receivedBytes <= 0 || bytes <= 0) return name;
  const percent = `${Math.floor((receivedBytes / bytes) * 100)}%`;
  return state === 'fetching' ? `${name} ${percent}` : `${name}（已有 ${percent}）`;
}

/** 「缺 2 个（3.1 MB）」; sizes that nobody knows yet are left out. */
export function missingWords(files: readonly State[]): string {
  const bytes = files.reduce((sum, file) => sum + Math.max(0, file.bytes - file.receivedBytes), 0);
  return `${files.length} 个${bytes > 0 ? `（${formatBytes(bytes)}）` : ''}`;
}
