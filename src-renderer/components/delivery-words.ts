/** Where what was just done stands on its way to the platform, in a sentence that says no more and no less. */
import type { DeliveryOf } from '#shared/contract/outbox.ts';
import { deliveryPrecedence, type DeliveryState } from '#shared/trade/delivery.ts';

export interface DeliveryTold {
  /** The state to tell first. */
  readonly state: DeliveryState;
  /** Reads after the name of what was done; without a full stop. */
  readonly words: string;
}

/** Before the core has answered: what is known is that it is on the disk. */
export const savedWords: DeliveryTold = { state: 'queued', words: '已保存在本机，将自动报送' };

const manyWords: Record<DeliveryState, string> = {
  accepted: '平台已受理',
  queued: '待报送',
  sending: '报送中',
  unknown: '结果未知',
  rejected: '退回待改',
  conflict: '冲突',
  quarantined: '已单独搁置',
  withdrawn: '已撤回',
  replaced: '已改为在新内容上报送',
};

/** Null: none of it is here (any more). */
export function deliveryTold({ byState, one }: DeliveryOf): DeliveryTold | null {
  const present = (Object.keys(manyWords) as DeliveryState[]).filter((state) => (byState[state] ?? 0) > 0);
  const [only, ...others] = present;
  if (only === undefined) return null;
  if (one) return { state: one.state, words: wordsOfOne(one) };
  if (others.length === 0 && only === 'queued') return savedWords;
  if (others.length === 0 && only === 'accepted') return { state: only, words: '平台已全部受理' };
  return {
    state: deliveryPrecedence.find((state) => present.includes(state)) ?? only,
    words: present.map((state) => `${manyWords[state]} ${byState[state]} 条`).join('，'),
  };
}

function wordsOfOne(entry: NonNullable<DeliveryOf['one']>): string {
  const reasons = entry.reasons.map(({ message }) => message).join('；');
  switch (entry.state) {
    case 'accepted':
      return entry.receiptNumber ? `平台已受理，回执 ${entry.receiptNumber}` : '平台已受理';
    case 'queued':
      return entry.waitsForEarlier ? '已保存在本机，等同一记录前一项送达后报送' : savedWords.words;
    case 'sending':
      return '已保存在本机，正在报送';
    case 'unknown':
      return '已发出，结果未知，会先向平台核实，不会重复报送';
    case 'rejected':
      return reasons ? `平台退回待改：${reasons}` : '平台退回待改';
    case 'conflict':
      return '平台上的内容已被他人修改，请比较并选择';
    case 'quarantined':
      return '多次报送不成功，已单独搁置，内容在本机';
    case 'withdrawn':
      return '已撤回，没有报送';
    case 'replaced':
      return manyWords.replaced;
  }
}
