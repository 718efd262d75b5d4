import { describe, expect, it } from 'vitest';
import { outboxTabs, tabCount, tabOf } from '#app/features/outbox/outbox-tabs.ts';
import { supportText } from '#app/features/outbox/support-text.ts';
import { deliveryStates, unsettledStates } from '#shared/trade/delivery.ts';
import { operationEntry, outboxSummary } from '../../support/statuses.ts';

describe('the tabs', () => {
  it('reach every state of an entry', () => {
    const reached = new Set(outboxTabs.flatMap((tab) => tab.states));
    expect([...reached].sort()).toEqual([...deliveryStates].sort());
  });
  it('count what they show', () => {
    const byState = { ...outboxSummary().byState, queued: 2, conflict: 1, rejected: 3, accepted: 40 };
    const summary = outboxSummary({ byState });
    expect(tabCount(tabOf([...unsettledStates])!, summary)).toBe(6);
    expect(tabCount(tabOf(['rejected', 'conflict', 'quarantined'])!, summary)).toBe(4);
    expect(tabCount(outboxTabs[0]!, null)).toBe(0);
  });
  it('are found by their states in any order, and not by others', () => {
    expect(tabOf(['quarantined', 'rejected', 'conflict'])?.name).toBe('请您处理');
    expect(tabOf(['queued', 'accepted'])).toBeNull();
  });
});

it('gives support the ids, the reasons and the answer as it came', () => {
  const text = supportText(
    operationEntry({
      state: 'rejected',
      attempts: 2,
      outcome: { class: 'refusedRecord', text: '平台退回了这条记录', next: '请修改', remedy: 'person' },
      reasons: [{ field: 'feedback.certificateNumber', code: 'duplicate', message: '证件编号重复' }],
      rawAnswer: '{"outcome":"rejected"}',
    }),
  );
  for (const part of [
    '0a1b2c3d-0000-4000-8000-000000000001',
    'notices/n1',
    'refusedRecord',
    'duplicate 证件编号重复',
    '{"outcome":"rejected"}',
    '2026-11-20 10:00',
  ])
    expect(text).toContain(part);
});
