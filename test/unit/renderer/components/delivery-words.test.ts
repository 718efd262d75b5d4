/** What is told of something that was just done never says more or less than its state. */
import { flushPromises, mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { ref } from 'vue';
import type { DeliveryOf, OperationEntry } from '#shared/contract/outbox.ts';
import { type DeliveryState, deliveryStates } from '#shared/trade/delivery.ts';
import { announce } from '#app/app/events.ts';
import { deliveryTold } from '#app/components/delivery-words.ts';
import DeliveryWords from '#app/components/DeliveryWords.vue';
import OutcomeBar from '#app/components/OutcomeBar.vue';
import { useDone } from '#app/components/use-done.ts';
import { eventually } from '../../../support/eventually.ts';
import { installFakeCore } from '../support/fake-core.ts';

const operation = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const one = (state: DeliveryState, more: Partial<OperationEntry> = {}): DeliveryOf => ({
  byState: { [state]: 1 },
  one: { id: operation, state, reasons: [], receiptNumber: null, waitsForEarlier: false, ...more } as OperationEntry,
});

test('only what the platform has taken in is said to be taken in', () => {
  for (const state of deliveryStates) {
    const words = deliveryTold(one(state))?.words ?? '';
    expect(words).not.toBe('');
    expect(words.includes('平台已受理'), state).toBe(state === 'accepted');
    const many = deliveryTold({ byState: { [state]: 3 }, one: null })?.words ?? '';
    expect(/平台已(全部)?受理/.test(many), state).toBe(state === 'accepted');
  }
  expect(deliveryTold(one('accepted', { receiptNumber: 'HZ7' }))?.words).toBe('平台已受理，回执 HZ7');
  expect(
    deliveryTold(one('rejected', { reasons: [{ field: 'a', code: 'future', message: '反馈日期晚于今天' }] }))?.words,
  ).toBe('平台退回待改：反馈日期晚于今天');
  expect(deliveryTold({ byState: { accepted: 30, queued: 2, conflict: 1 }, one: null })).toEqual({
    state: 'conflict',
    words: '平台已受理 30 条，待报送 2 条，冲突 1 条',
  });
  expect(deliveryTold({ byState: {}, one: null })).toBeNull();
});

test('the line on the screen turns from saved to taken in, in place, and is heard', async () => {
  let answer = one('queued');
  const asked: unknown[] = [];
  installFakeCore({
    outbox: {
      delivery: ({ ids }) => {
        asked.push(ids);
        return answer;
      },
    },
  });
  const line = mount(DeliveryWords, { props: { what: '反馈', operations: [operation] } });
  expect(line.text()).toBe('↑ 反馈已保存在本机，将自动报送。');
  await flushPromises();
  const shown: unknown = line.element;
  answer = one('accepted', { receiptNumber: 'HZ2026120100001' });
  announce(['outbox']);
  await eventually(() => expect(line.text()).toBe('✓ 反馈：平台已受理，回执 HZ2026120100001。'));
  expect(line.element as unknown).toBe(shown);
  expect(line.attributes('role')).toBe('status');
  expect(asked).toEqual([[operation], [operation]]);

  answer = one('unknown');
  await line.setProps({ what: '更正', operations: [other] });
  expect(line.text(), 'nothing of the one before').toBe('↑ 更正已保存在本机，将自动报送。');
  await eventually(() => expect(line.text()).toContain('更正已发出，结果未知'));
  line.unmount();
});

test('the bar below a list tells the same of a batch', async () => {
  installFakeCore({ outbox: { delivery: () => ({ byState: { accepted: 2, rejected: 1 }, one: null }) } });
  const outcome = { verb: '接收', done: ['a', 'b', 'c'], operations: [operation, other], refused: [], single: false };
  const bar = mount(OutcomeBar, { props: { outcome: { ...outcome, undo: null } } });
  expect(bar.text()).toContain('已接收 3 条，保存在本机，将自动报送。');
  await flushPromises();
  expect(bar.text()).toContain('已接收 3 条，平台已受理 2 条，退回待改 1 条。');
  bar.unmount();
});

test('what was done stays beside its record; after a step onward it stands above the next one, once', async () => {
  const id = ref('a');
  const told = mount({
    setup: () => useDone(() => id.value),
    render: () => null,
  });
  const state = told.vm as unknown as ReturnType<typeof useDone>;
  const what = () => (state.done as unknown as { what: string } | null)?.what;
  state.tell('反馈', [operation]);
  expect(what()).toBe('反馈');
  id.value = 'b';
  await flushPromises();
  expect(what()).toBeUndefined();
  state.tell('反馈', [operation], '青溪县听雨歌厅');
  id.value = 'c';
  await flushPromises();
  expect(what()).toBe('“青溪县听雨歌厅”反馈');
  id.value = 'd';
  await flushPromises();
  expect(what()).toBeUndefined();
});
