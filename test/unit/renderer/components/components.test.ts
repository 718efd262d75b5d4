import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DeliveryChip from '../../../../src-renderer/components/DeliveryChip.vue';
import FailureNotice from '../../../../src-renderer/components/FailureNotice.vue';
import FilterChips from '../../../../src-renderer/components/FilterChips.vue';
import LampSign from '../../../../src-renderer/components/LampSign.vue';
import ListingSigns from '../../../../src-renderer/components/ListingSigns.vue';
import RemainingDays from '../../../../src-renderer/components/RemainingDays.vue';
import { remainingWords } from '../../../../src-renderer/components/remaining-words.ts';
import { type FailureReason, failureTexts } from '../../../../src-shared/contract/failures.ts';
import type { Deadline } from '../../../../src-shared/contract/notices.ts';
import { deliveryStateNames, deliveryStates } from '../../../../src-shared/domain/delivery.ts';

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
  it('reads a lamp aloud by its word and shows its reason on hover', () => {
    const lamp = { lamp: 'overdue', sign: '!', label: '超期未接收', title: '推送 5 天仍未接收' } as const;
    const sign = mount(LampSign, { props: { lamp } });
    expect(sign.text()).toContain('超期未接收');
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
    step: '反馈',
    startOn: '2026-11-10',
    dueOn: '2026-11-19',
    certain: true,
    remainingWorkingDays: 3,
    doneOn: null,
    status: 'comfortable',
    article: '第七条',
    ...change,
  });
  it.each([
    [deadline(), '还剩 3 个工作日'],
    [deadline({ status: 'dueToday', remainingWorkingDays: 0 }), '今天到期'],
    [deadline({ status: 'overdue', remainingWorkingDays: -2 }), '已逾期 2 个工作日'],
    [deadline({ status: 'overdue', remainingWorkingDays: 0 }), '已逾期'],
    [deadline({ status: 'done', doneOn: '2026-11-18', remainingWorkingDays: null }), '2026-11-18 完成'],
    [deadline({ status: 'done', doneOn: '2026-11-20', remainingWorkingDays: null }), '2026-11-20 完成（逾期）'],
  ])('%# is told in words', (given, words) => {
    expect(remainingWords(given)).toBe(words);
  });
  it('admits that it guesses, and cites the article', () => {
    const guessed = mount(RemainingDays, { props: { deadline: deadline({ certain: false }) } });
    expect(guessed.text()).toContain('暂按周末推算');
    expect(guessed.attributes('title')).toContain('第七条');
    expect(mount(RemainingDays, { props: { deadline: deadline() } }).text()).not.toContain('暂按周末推算');
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
