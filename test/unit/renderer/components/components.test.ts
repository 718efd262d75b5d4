import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import ColumnPicker from '#app/lists/ColumnPicker.vue';
import DeliveryChip from '#app/components/DeliveryChip.vue';
import DrawerFrame from '#app/lists/DrawerFrame.vue';
import FailureNotice from '#app/components/FailureNotice.vue';
import FilterChips from '#app/lists/FilterChips.vue';
import LampSign from '#app/components/LampSign.vue';
import ListingSigns from '#app/components/ListingSigns.vue';
import { noColumnChoices } from '#app/lists/list-columns.ts';
import RecordTimeline from '#app/components/RecordTimeline.vue';
import RemainingDays from '#app/components/RemainingDays.vue';
import { type FailureReason, failureTexts } from '#shared/contract/failures.ts';
import type { Deadline, Delivery, TimelineEntry } from '#shared/records/parts.ts';
import { deliveryStateNames, deliveryStates } from '#shared/trade/delivery.ts';

const reasons = Object.keys(failureTexts) as FailureReason[];

describe('FailureNotice', () => {
  it.each(reasons)('says what happened, what is safe and what to do for %s', (reason) => {
    const text = mount(FailureNotice, { props: { failure: { reason, detail: '具体说明' } } }).text();
    for (const sentence of Object.values(failureTexts[reason])) expect(text).toContain(sentence);
    expect(text).toContain('具体说明');
  });
  it('names every field that is to blame, and is heard at once', () => {
    const notice = mount(FailureNotice, {
      props: {
        failure: {
          reason: 'refused',
          fields: [
            { field: 'words', code: 'required', message: '请写明回退说明' },
            { field: 'validTo', code: 'order', message: '有效期至早于有效期自' },
          ],
        },
      },
    });
    expect(notice.text()).toContain('请写明回退说明');
    expect(notice.text()).toContain('有效期至早于有效期自');
    expect(notice.attributes('role')).toBe('alert');
  });
});

describe('signs', () => {
  it('gives every delivery state a word and a sign, so that colour is never alone', () => {
    for (const state of deliveryStates) {
      const chip = mount(DeliveryChip, { props: { state } });
      expect(chip.text()).toContain(deliveryStateNames[state]);
      expect(chip.find('[aria-hidden]').text()).not.toBe('');
      expect(chip.attributes('title')).not.toBe('');
    }
  });
  it('tells how many wait on a record only where it is more than one', () => {
    expect(mount(DeliveryChip, { props: { state: 'queued', count: 1 } }).text()).not.toContain('1 条');
    expect(mount(DeliveryChip, { props: { state: 'queued', count: 3 } }).text()).toContain('3 条');
  });
  it('names the operation where another state stands beside it', () => {
    expect(mount(DeliveryChip, { props: { state: 'accepted', of: '接收' } }).text()).toBe('✓ 已受理（接收）');
  });
  it('shows beside a lamp what is not on the platform yet, and no green for it', () => {
    const lamp = { lamp: 'green', sign: '✓', label: '已反馈', title: '已反馈' } as const;
    const told = (delivery: Delivery | null) => mount(LampSign, { props: { lamp, delivery } });
    const queued = told({ state: 'queued', count: 1 });
    expect(queued.text()).toContain('↑待报送');
    expect(queued.classes()).toContain('unsent');
    for (const delivered of [null, { state: 'accepted', count: 0 } as const]) {
      expect(told(delivered).text()).toBe('✓已反馈');
      expect(told(delivered).classes()).not.toContain('unsent');
    }
  });
  it('reads a lamp aloud by its word and shows its reason on hover', () => {
    const lamp = { lamp: 'overdue', sign: '!', label: '逾期未接收', title: '推送 5 天仍未接收' } as const;
    const sign = mount(LampSign, { props: { lamp } });
    expect(sign.text()).toContain('逾期未接收');
    expect(sign.find('[aria-hidden]').text()).toBe('!');
    expect(sign.attributes('title')).toBe('推送 5 天仍未接收');
  });
  it('names the lists that an enterprise stands on, and shows nothing for none', () => {
    const some = mount(ListingSigns, { props: { listings: ['abnormalOperation', 'defaulter'] } });
    expect(some.findAll('.listing').map((one) => one.text())).toEqual(['经营异常', '失信被执行']);
    expect(mount(ListingSigns, { props: { listings: [] } }).text()).toBe('');
  });
});

describe('deadlines', () => {
  const deadline = (change: Partial<Deadline> = {}): Deadline => ({
    name: '反馈期限',
    startOn: '2026-11-10',
    startWords: '自发证之日起算',
    dueOn: '2026-11-19',
    dueRest: '',
    certain: true,
    unit: 'workingDay',
    remaining: 3,
    doneOn: null,
    status: 'comfortable',
    reminder: false,
    article: '第七条',
    ...change,
  });
  it('breaks nowhere but before the number of days', () => {
    const overdue = mount(RemainingDays, {
      props: { deadline: deadline({ status: 'overdue', remaining: -363 }) },
    });
    expect(overdue.text()).toBe('已逾期 363 个工作日');
    expect(overdue.findAll('.words').map((part) => part.text())).toEqual(['已逾期', '363 个工作日']);
  });
  it('admits that it guesses, and cites the article', () => {
    const guessed = mount(RemainingDays, { props: { deadline: deadline({ certain: false }) } });
    expect(guessed.text()).toContain('暂按周末推算');
    expect(guessed.attributes('title')).toContain('第七条');
    expect(mount(RemainingDays, { props: { deadline: deadline() } }).text()).not.toContain('暂按周末推算');
  });
});

it('tells the story of a record once: where a person did it, and no place for what nobody did', () => {
  const entry = (change: Partial<TimelineEntry>): TimelineEntry => ({
    at: '2026-11-22T07:15:00.000Z',
    title: '接收',
    person: '',
    place: 'platform',
    detail: '',
    delivery: null,
    ...change,
  });
  const story = mount(RecordTimeline, {
    props: {
      timeline: [
        entry({ title: '收到本机', place: 'platform' }),
        entry({ person: '易知远', place: 'delivered', delivery: 'accepted' }),
        entry({ title: '平台已受理', place: 'delivered', detail: '平台已受理：接收 云岭书店，回执 HZ1' }),
        entry({ title: '撤回', person: '易知远', place: 'local' }),
      ],
    },
  });
  const told = story.findAll('li div').map((one) => one.text().replace(/\s+/g, ' '));
  expect(told).toEqual([
    '撤回易知远本机记录',
    '平台已受理接收 云岭书店，回执 HZ1',
    '接收易知远本机完成，平台已受理',
    '收到本机',
  ]);
});

describe('the keyboard', () => {
  const noPlace = { hasPrevious: ref(false), hasNext: ref(true), step: () => true, close: () => undefined };
  it('does not fall out of the drawer with a form that goes', async () => {
    const open = ref(true);
    const drawer = mount(
      {
        components: { DrawerFrame },
        setup: () => ({ open, place: noPlace }),
        template:
          '<DrawerFrame label="告知详情" :place="place"><template v-if="open" #instead><input /></template></DrawerFrame>',
      },
      { attachTo: document.body },
    );
    drawer.find('input').element.focus();
    open.value = false;
    await nextTick();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('告知详情');
    drawer.unmount();
  });
  it('goes on with the next filter where one is taken away', async () => {
    const both = [
      { key: 'name', label: '主体名称：云岭' },
      { key: 'statuses', label: '状态：未接收' },
    ];
    const chips = mount(FilterChips, {
      attachTo: document.body,
      props: { chips: both, onRemove: () => void chips.setProps({ chips: both.slice(1) }) },
    });
    const first = chips.find<HTMLElement>('[aria-label="去掉条件：主体名称：云岭"]');
    first.element.focus();
    await first.trigger('click');
    await nextTick();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('去掉条件：状态：未接收');
    chips.unmount();
  });
  it('leads into 列设置 and out of it by Esc', async () => {
    const picker = mount(ColumnPicker, {
      attachTo: document.body,
      props: { columns: [{ key: 'name', title: '主体名称', width: 100 }], modelValue: noColumnChoices() },
    });
    const button = picker.find('button');
    button.element.focus();
    await button.trigger('click');
    await expect.poll(() => picker.find('[aria-label="主体名称加宽"]').exists()).toBe(true);
    const inside = picker.find<HTMLElement>('[aria-label="主体名称加宽"]');
    inside.element.focus();
    await inside.trigger('keydown', { key: 'Escape' });
    expect(button.attributes('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(button.element);
    picker.unmount();
  });
});

it('takes away one filter or all of them', async () => {
  const chips = mount(FilterChips, {
    props: {
      chips: [
        { key: 'name', label: '主体名称：云岭' },
        { key: 'statuses', label: '状态：未接收' },
      ],
    },
  });
  await chips.find('[aria-label="去掉条件：状态：未接收"]').trigger('click');
  await chips.find('.clear').trigger('click');
  expect(chips.emitted('remove')).toEqual([['statuses']]);
  expect(chips.emitted('clear')).toHaveLength(1);
});
