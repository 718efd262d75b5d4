/** What a failed download means: whether it ends the round, when it is tried again, and what a person reads. */
import { outcomeClasses, type OutcomeClass } from '#shared/trade/delivery.ts';
import type { ExchangeFailure } from '../line/classify.ts';
import { tooLargeToFetch, wrongContent } from './download-file.ts';

export interface Setback {
  /** Chinese, for the line of the file. */
  readonly words: string;
  /** Nothing is wrong: it only has to be waited for. */
  readonly quiet: boolean;
  /** ms; each further failure doubles it. */
  readonly firstWait: number;
  readonly longestWait: number;
}

const minute = 60_000;
const soon = { firstWait: 2000, longestWait: 5 * minute };
const later = { firstWait: 2 * minute, longestWait: 30 * minute };

/** Failures that say something about the line or the platform as a whole, whatever was asked for. */
const concernsAll: ReadonlySet<OutcomeClass> = new Set([
  'offline',
  'unreachable',
  'certificate',
  'portal',
  'signInNeeded',
  'rateLimited',
  'maintenance',
  'versionTooOld',
  'wrongPlatform',
  'wrongEpoch',
]);

/**
 * 403 says that the record is another department's, or that some gateway lets no files through: records go on. Only an
 * account that is disabled ends it.
 */
export const endsRound = ({ class: outcome, code }: ExchangeFailure): boolean =>
  concernsAll.has(outcome) || (outcome === 'forbidden' && code === 'accountDisabled');

/** Whether the line or the platform is to blame rather than the one file: 404 and 403 are answers about a file. */
export const isLines = ({ class: outcome, code }: ExchangeFailure): boolean =>
  code === null && (outcome === 'interrupted' || outcome === 'timeout' || outcome === 'badAnswer')
    ? true
    : outcome === 'serverFault';

/** What becomes of one file after a failure. */
export function setbackOf(failure: ExchangeFailure): Setback {
  const { class: outcome, code } = failure;
  if (code === 'notFound')
    return {
      words: '平台还没有收齐这个附件，收齐后可以下载',
      quiet: false,
      firstWait: minute,
      longestWait: 30 * minute,
    };
  if (outcome === 'forbidden') return { words: '平台没有把这个附件开放给本部门', quiet: false, ...later };
  if (code === tooLargeToFetch) return { words: '文件较大，需要时点“下载”', quiet: false, ...later };
  if (code === wrongContent) return { words: '平台给出的内容与校验值不符，没有保存；稍后再试', quiet: false, ...later };
  if (outcome === 'interrupted' || outcome === 'timeout')
    return { words: '线路中断，稍后从断处继续', quiet: true, ...soon };
  const { text } = outcomeClasses[outcome];
  return {
    words: concernsAll.has(outcome) ? `${text}，恢复后自动下载` : `${text}，稍后再试`,
    quiet: concernsAll.has(outcome),
    ...soon,
  };
}

export const storageSetback = (reason: 'diskFull' | 'notWritable'): Setback => ({
  words:
    reason === 'diskFull' ? '磁盘空间不足，没有下载；清理后再点“下载”' : '附件目录不能写入，没有下载；请检查目录权限',
  quiet: false,
  firstWait: 5 * minute,
  longestWait: 30 * minute,
});
