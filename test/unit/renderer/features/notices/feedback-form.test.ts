/** What is entered without typing is saved as what is typed: the form hears nothing of a calendar or of a button. */
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import type { Deadline } from '#shared/records/parts.ts';
import type { NoticeDetail } from '#shared/domains/notices/contract.ts';
import { useSession } from '#app/app/stores/session.ts';
import TypedDate from '#app/components/TypedDate.vue';
import FeedbackForm from '#app/features/notices/FeedbackForm.vue';
import type { FeedbackValues } from '#app/features/notices/feedback-values.ts';
import { eventually } from '../../../../support/eventually.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { sessionStatus } from '../../support/statuses.ts';

let saved: Partial<FeedbackValues> = {};
let asked: unknown[] = [];
const term: Deadline = {
  name: '反馈期限',
  startOn: '2026-11-20',
  startWords: '自发证之日起算',
  dueOn: '2026-12-01',
  dueRest: '',
  certain: true,
  unit: 'workingDay',
  remaining: 3,
  doneOn: null,
  status: 'comfortable',
  reminder: false,
  article: '《试行办法》第七条第三款',
};
beforeEach(() => {
  saved = {};
  setActivePinia(createPinia());
  useSession().status = sessionStatus({ state: 'unlocked', actor });
  asked = [];
  installFakeCore({
    notices: {
      feedbackTerm: (question) => {
        asked.push(question);
        return { deadline: term };
      },
    },
    drafts: {
      save: ({ values }) => {
        saved = JSON.parse(values) as FeedbackValues;
        return { ok: true, savedAt: '2026-11-22T01:02:03.000Z' };
      },
    },
  });
});

const actor = {
  account: 'lin01',
  name: '林知夏',
  departmentCode: '431299001',
  departmentName: '青溪县文化广电局',
  roles: [],
};
/** Only what the form reads of a notice. */
const detail = {
  notice: { id: 'N1', feedbacks: [] },
  drafts: [],
  allowed: { feedback: true },
} as unknown as NoticeDetail;

test('a result, a date from the calendar and the organ by its button', async () => {
  const form = mount(FeedbackForm, { props: { detail, feedbackId: null } });
  const leave = async () => {
    await form.find('form').trigger('keydown', { key: 'Escape' });
    await flushPromises();
  };
  await leave();
  expect(saved).toEqual({});
  await form.find('input[type=radio][value=issued]').setValue();
  await leave();
  expect(saved).toMatchObject({ result: 'issued', issuingOrgan: '', issuedOn: '' });

  const fill = form.findAll('button').find((button) => button.text() === '填入本部门');
  await fill?.trigger('click');
  await leave();
  expect(saved.issuingOrgan).toBe(actor.departmentName);

  const issuedOn = form.findAllComponents(TypedDate).find((date) => date.props('label') === '发证日期');
  issuedOn?.vm.$emit('update:modelValue', '2026-11-20');
  await leave();
  expect(saved.issuedOn).toBe('2026-11-20');
  form.unmount();
});

test('the last day of the feedback stands there as soon as the permit has its date', async () => {
  const form = mount(FeedbackForm, { props: { detail, feedbackId: null } });
  await form.find('input[type=radio][value=issued]').setValue();
  const issuedOn = form.findAllComponents(TypedDate).find((date) => date.props('label') === '发证日期')!;
  issuedOn.vm.$emit('update:modelValue', '202611');
  await flushPromises();
  expect(form.text()).not.toContain('反馈期限');
  issuedOn.vm.$emit('update:modelValue', '20261120');
  await eventually(() => expect(form.text()).toContain('反馈期限 2026-12-01，还剩 3 个工作日'));
  expect(form.text()).toContain('自发证之日起算，《试行办法》第七条第三款');
  expect(asked).toEqual([{ noticeId: 'N1', feedbackId: null, result: 'issued', issuedOn: '2026-11-20' }]);
  form.unmount();
});

test('a result that contradicts what is fed back already is not offered, and the form says why', () => {
  const answered = {
    ...detail,
    notice: { id: 'N1', feedbacks: [{ id: 'F1', result: 'issued' }] },
  } as unknown as NoticeDetail;
  const form = mount(FeedbackForm, { props: { detail: answered, feedbackId: null } });
  const offered = (result: string) =>
    form.find<HTMLInputElement>(`input[type=radio][value=${result}]`).element.disabled;
  expect([offered('issued'), offered('otherLevel'), offered('refused')]).toEqual([false, false, true]);
  expect(form.text()).toContain('已经反馈“已发证”，不能同时反馈“不予发证”；原反馈有误的，请修改原反馈');
  form.unmount();
});
