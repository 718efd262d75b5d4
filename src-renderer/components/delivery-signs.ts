/** Signs and tones of the delivery states. */
import type { DeliveryState } from '#shared/trade/delivery.ts';

export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red' | 'purple';

export const deliverySigns: Record<DeliveryState, { sign: string; tone: Tone; meaning: string }> = {
  queued: { sign: '↑', tone: 'grey', meaning: '已保存在本机，等待报送' },
  sending: { sign: '⇡', tone: 'blue', meaning: '正在发往平台' },
  accepted: { sign: '✓', tone: 'green', meaning: '平台已受理' },
  unknown: { sign: '?', tone: 'amber', meaning: '已发出但没有得到平台答复，会先核实，不会重复报送' },
  rejected: { sign: '↩', tone: 'red', meaning: '平台退回，请按理由修改' },
  conflict: { sign: '⇄', tone: 'purple', meaning: '平台上的内容已被他人修改，请比较后选择' },
  quarantined: { sign: '⊘', tone: 'red', meaning: '多次报送不成功，已单独搁置，请联系技术人员' },
  withdrawn: { sign: '–', tone: 'grey', meaning: '本人已撤回，没有报送' },
  replaced: { sign: '–', tone: 'grey', meaning: '已改为在新内容上报送，或由后来的修改替代' },
};
