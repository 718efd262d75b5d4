/** 工作台: what is red, what is due, what is unsent, what came new. What domains count, and the outbox between. */
import type { WorkbenchLink } from '#shared/contract.ts';
import type { WorkbenchNumber } from '#shared/contract/workbench.ts';
import { type DeliveryState, personStates } from '#shared/trade/delivery.ts';
import { readMeta } from '../database/meta.ts';
import { summarize } from '../sync/outbox/summary.ts';
import type { Workspace } from '../workspace.ts';

type Number = WorkbenchNumber<WorkbenchLink>;

/** What the room asks of a domain. */
export interface Counting {
  numbers?(workspace: Workspace): Number[];
}

/** In the order of urgency: what is red or due in any domain, then what is unsent, then what may wait. */
export function workbenchSummary(
  workspace: Workspace,
  domains: readonly Counting[],
): { numbers: Number[]; lastContactAt: string | null } {
  const counted = domains.flatMap((domain) => domain.numbers?.(workspace) ?? []);
  return {
    numbers: [
      ...counted.filter(({ tone }) => tone !== 'calm'),
      ...deliveryNumbers(workspace),
      ...counted.filter(({ tone }) => tone === 'calm'),
    ],
    lastContactAt: readMeta(workspace.database, 'lastContactAt'),
  };
}

function deliveryNumbers(workspace: Workspace): Number[] {
  const { byState } = summarize(workspace);
  const ofOutbox = (
    key: string,
    title: string,
    tone: Number['tone'],
    hint: string,
    states: readonly DeliveryState[],
  ): Number => ({
    key,
    title,
    value: states.reduce((sum, state) => sum + byState[state], 0),
    capped: false,
    tone,
    hint,
    link: { to: 'outbox', states: [...states] },
  });
  return [
    ofOutbox('needPerson', '报送需要处理', 'alarm', '退回待改、冲突或隔离，需要您处理', personStates),
    ofOutbox('unsent', '还没报送', 'calm', '已保存在本机，连上平台后自动报送', ['queued', 'sending', 'unknown']),
  ];
}
