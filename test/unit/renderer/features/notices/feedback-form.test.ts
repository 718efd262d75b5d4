/** What is entered without typing is saved as what is typed: the form hears nothing of a calendar or of a button. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import type { Deadline } from '#shared/records/parts.ts';
import type { NoticeDetail } from '#shared/domains/notices/contract.ts';
import { forgetPreferences } from '#app/app/use-preference.ts';
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
let kept: Record<string, string> = {};
beforeEach(() => {
  kept = {};
  forgetPreferences();
  saved = {};
  setActivePinia(createPinia());
  useSession().status = sessionStatus({ state: 'unlocked', actor });
  asked = [];
  installFakeCore({
    settings: {
      getPreferences: () => kept,
      setPreference: ({ key, value }) => {
        kept[key] = value;
        return { ok: true };
      },
    },
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
  notice: {
    id: 'N1',
    feedbacks: [],
    permitItemCode: 'HZ0501',
    permitItemName: '娱乐场所经营许可',
    businessScope: '歌舞娱乐；不含游艺娱乐',
    matchedKeywords: ['歌舞娱乐', '游艺娱乐'],
    legalRepresentative: '南宫月',
  },
  row: {
    enterpriseName: '青溪县听雨歌厅',
    code: '91431299MA00000001',
    permitItemName: '娱乐场所经营许可',
    address: '青溪县竹林路 8 号',
    deadline: { ...term, name: '接收期限' },
    businessScope: '歌舞娱乐；不含游艺娱乐',
    matchedKeywords: ['歌舞娱乐', '游艺娱乐'],
  },
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
    notice: { ...detail.notice, feedbacks: [{ id: 'F1', result: 'issued' }] },
  } as unknown as NoticeDetail;
  const form = mount(FeedbackForm, { props: { detail: answered, feedbackId: null } });
  const offered = (result: string) =>
    form.find<HTMLInputElement>(`input[type=radio][value=${result}]`).element.disabled;
  expect([offered('issued'), offered('otherLevel'), offered('refused')]).toEqual([false, false, true]);
  expect(form.text()).toContain('已经反馈“已发证”，不能同时反馈“不予发证”；原反馈有误的，请修改原反馈');
  form.unmount();
});

const fieldsOf = (form: VueWrapper): Record<string, string> =>
  Object.fromEntries(
    form
      .findAll<HTMLInputElement>('[data-field] :is(input:not([type=radio]):not([type=checkbox]), textarea)')
      .map((input) => [input.element.closest<HTMLElement>('[data-field]')?.dataset.field ?? '', input.element.value]),
  );
const press = async (form: VueWrapper, words: string) => {
  await form
    .findAll('button')
    .find((button) => button.text() === words)!
    .trigger('click');
};

test('what the form is about stays in sight, and what its item and its dates tell is offered, not put in', async () => {
  const form = mount(FeedbackForm, { props: { detail, feedbackId: null } });
  await form.find('input[type=radio][value=issued]').setValue();
  const about = form.find('[aria-label="告知摘要"]').text();
  for (const words of ['南宫月', '青溪县竹林路 8 号', '接收期限', '歌舞娱乐']) expect(about).toContain(words);
  expect(fieldsOf(form)).toMatchObject({ certificateName: '', issuingOrgan: '', permitContent: '' });
  await press(form, '填入“娱乐经营许可证”');
  await press(form, '填入“歌舞娱乐”');
  await form.find('[data-field=issuedOn] input').setValue('20260105');
  await press(form, '同发证日期');
  expect(fieldsOf(form)).toMatchObject({
    certificateName: '娱乐经营许可证',
    permitContent: '歌舞娱乐',
    validFrom: '2026-01-05',
    certificateNumber: '',
    remark: '',
  });
  expect(form.findAll('button').map((button) => button.text())).not.toContain('填入“娱乐经营许可证”');
  form.unmount();
});

test('沿用上一条 shows what it puts in, and 撤销沿用 takes out what nobody changed since', async () => {
  kept['notices.lastCertificates'] = JSON.stringify({
    HZ0501: {
      certificateName: '娱乐经营许可证（正本）',
      issuingOrgan: '青溪县文化广电局',
      permitContent: '',
      longTerm: false,
      years: 2,
    },
  });
  const form = mount(FeedbackForm, { props: { detail, feedbackId: null } });
  await flushPromises();
  await form.find('input[type=radio][value=issued]').setValue();
  expect(form.text()).toContain('同一事项上一条：证件名称“娱乐经营许可证（正本）”，发证机关“青溪县文化广电局”');
  await press(form, '沿用上一条');
  expect(fieldsOf(form)).toMatchObject({
    certificateName: '娱乐经营许可证（正本）',
    issuingOrgan: '青溪县文化广电局',
    certificateNumber: '',
  });
  await form.find('[data-field=validFrom] input').setValue('20260105');
  await press(form, '满 2 年：2028-01-04');
  await form.find('[data-field=issuingOrgan] input').setValue('青溪县行政审批服务局');
  await press(form, '撤销沿用');
  expect(fieldsOf(form)).toMatchObject({ certificateName: '', issuingOrgan: '青溪县行政审批服务局' });
  form.unmount();
});
