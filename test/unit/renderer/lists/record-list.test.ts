/** The list pages as they stand on the screen, over a core that only writes down what it is asked. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { ElSelect } from 'element-plus';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Component, h, nextTick } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import type { NoticeRow } from '#shared/domains/notices/contract.ts';
import { forgetPreferences } from '#app/app/use-preference.ts';
import PlansPage from '#app/features/inspections/PlansPage.vue';
import SubjectListPage from '#app/features/inspections/SubjectListPage.vue';
import InspectorsPage from '#app/features/inspectors/InspectorsPage.vue';
import NoticeListPage from '#app/features/notices/NoticeListPage.vue';
import { installFakeCore } from '../support/fake-core.ts';

const asked: { what: string; input: unknown }[] = [];
const lastOf = (what: string) => asked.findLast((one) => one.what === what)?.input;
const kept = new Map<string, string>();
const none = { rows: [], nextCursor: null };
const noCount = { value: 0, capped: false };
let page: VueWrapper | null = null;

beforeEach(() => {
  setActivePinia(createPinia());
  forgetPreferences();
  asked.length = 0;
  kept.clear();
  const write =
    <Answer>(what: string, answer: Answer) =>
    (input: unknown) => {
      asked.push({ what, input: JSON.parse(JSON.stringify(input)) });
      return answer;
    };
  installFakeCore({
    settings: {
      getPreferences: () => Object.fromEntries(kept),
      setPreference: ({ key, value }) => {
        kept.set(key, value);
        return { ok: true };
      },
    },
    notices: {
      list: write('list', none),
      count: write('count', noCount),
      choices: () => ({
        permitItems: [{ code: 'P001', name: '食品经营许可' }],
        departments: [{ code: '1', name: '某局' }],
      }),
    },
    inspections: { list: write('list', none), count: write('count', noCount), plans: write('plans', []) },
    inspectors: { list: write('list', { ...none, count: noCount }) },
    exports: {
      // What becomes of it is no matter of the list.
      start: write('export', new Promise<never>(() => undefined)),
    },
  });
});
afterEach(() => {
  page?.unmount();
  page = null;
});

async function open(component: Component, props: Record<string, unknown> = {}, query = ''): Promise<VueWrapper> {
  const routes = [{ path: '/', name: 'here', component: { render: () => h(component, props) } }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(`/${query}`);
  page = mount(RouterView, { attachTo: document.body, global: { plugins: [router] } });
  await flushPromises();
  return page;
}
const fill = async (on: VueWrapper, label: string, words: string) => {
  await on
    .find(
      `[id="${on
        .findAll('label')
        .find((one) => one.text() === label)!
        .attributes('for')}"]`,
    )
    .setValue(words);
};
const search = async (on: VueWrapper) => {
  await on.find('form[role="search"]').trigger('submit');
  await flushPromises();
};
const press = async (on: VueWrapper, name: string) => {
  await on
    .findAll('button')
    .find((button) => button.text().startsWith(name))!
    .trigger('click');
  await flushPromises();
};
const chips = (on: VueWrapper) => on.findAll('.chip .label').map((chip) => chip.text());
const firstPage = { cursor: null, limit: 50 };

test.each([
  ['notices.query', NoticeListPage, { page: 'query' }, 'list', { by: 'pushedAt', direction: 'ascending' }],
  ['inspections.review', SubjectListPage, { view: 'review' }, 'list', { by: 'inspectedOn', direction: 'ascending' }],
  ['inspections.plans', PlansPage, {}, 'plans', { by: 'endsOn', direction: 'ascending' }],
  ['inspections.people', InspectorsPage, {}, 'list', { by: 'organ', direction: 'ascending' }],
] as const)(
  '%s asks with the filter and in the order that it remembers',
  async (memory, component, props, what, sort) => {
    kept.set(`${memory}.filter`, JSON.stringify({ name: '云岭', approvedFrom: 'of an older version' }));
    kept.set(`${memory}.sort`, JSON.stringify(sort));
    const shown = await open(component, props);
    expect(asked.filter((one) => one.what === what).map(({ input }) => input)).toContainEqual(
      expect.objectContaining({ filter: { name: '云岭' }, sort }),
    );
    expect(chips(shown)).toEqual([expect.stringMatching(/：云岭$/)]);
    expect(shown.text()).not.toContain('来自工作台的条件');
  },
);

test('nothing is asked before 查询; then the list, its count and what is remembered follow, and a sheet asks the same', async () => {
  const shown = await open(NoticeListPage, { page: 'feedback' });
  expect(lastOf('list')).toEqual({
    page: 'feedback',
    filter: { statuses: ['received'] },
    sort: { by: 'urgent', direction: 'ascending' },
    ...firstPage,
  });
  await fill(shown, '主体名称', ' 恒丰 ');
  const before = asked.length;
  await flushPromises();
  expect(asked).toHaveLength(before);
  expect(shown.find('button[type="submit"]').attributes('title')).toBe('条件已改动，按“查询”生效');
  await search(shown);
  expect(lastOf('list')).toMatchObject({ filter: { name: '恒丰', statuses: ['received'] } });
  expect(lastOf('count')).toEqual({ page: 'feedback', filter: { name: '恒丰', statuses: ['received'] } });
  expect(chips(shown)).toEqual(['主体名称：恒丰']);
  await press(shown, '批量导出 Excel');
  expect(lastOf('export')).toEqual({
    kind: 'notices',
    page: 'feedback',
    filter: { name: '恒丰', statuses: ['received'] },
    sort: { by: 'urgent', direction: 'ascending' },
  });
  shown.unmount();
  await flushPromises();
  expect(kept.get('notices.feedback.filter')).toBe('{"name":"恒丰"}');
  page = null;
});

test('the same question again brings fresh rows, once', async () => {
  const shown = await open(PlansPage);
  const before = asked.length;
  await search(shown);
  // Rows and count, both of them plans.
  expect(asked.length - before).toBe(2);
});

test('a date that is none is told under 更多条件, and asks nothing', async () => {
  const shown = await open(NoticeListPage, { page: 'query' });
  await press(shown, '更多条件');
  await shown.find('input[aria-label="接收日期起"]').setValue('20261340');
  const before = asked.length;
  await search(shown);
  expect(asked).toHaveLength(before);
  expect(shown.find('.problem').text()).toContain('没有 2026-13-40 这一天');
  await shown.find('input[aria-label="接收日期起"]').setValue('20261120');
  await search(shown);
  expect(lastOf('list')).toMatchObject({ filter: { received: { from: '2026-11-20' } } });
  // What was asked stands as a chip, and the line is one line again.
  expect(shown.find('input[aria-label="接收日期起"]').exists()).toBe(false);
  expect(chips(shown)).toEqual(['接收日期：2026-11-20 起']);
  await press(shown, '更多条件（1）');
  expect(shown.find('.problem').exists()).toBe(false);
  await press(shown, '重置');
  expect(lastOf('list')).toMatchObject({ filter: {} });
  expect(shown.find<HTMLInputElement>('input[aria-label="接收日期起"]').element.value).toBe('');
});

test('what a link brings is told, is not remembered, and goes with its chip', async () => {
  kept.set('inspections.query.filter', JSON.stringify({ name: '平时' }));
  const filter = { planEnds: { to: '2026-11-30' } };
  const shown = await open(SubjectListPage, { view: 'query' }, `?filter=${JSON.stringify(filter)}`);
  expect(lastOf('list')).toMatchObject({ page: 'query', filter });
  expect(chips(shown)).toEqual(['截止时间：2026-11-30 止']);
  expect(shown.text()).toContain('来自工作台的条件');
  await press(shown, '更多条件（1）');
  expect(shown.find<HTMLInputElement>('input[aria-label="截止时间止"]').element.value).toBe('2026-11-30');
  await shown.find('[aria-label="去掉条件：截止时间：2026-11-30 止"]').trigger('click');
  await flushPromises();
  expect(lastOf('list')).toMatchObject({ filter: {} });
  expect(shown.text()).not.toContain('来自工作台的条件');
});

test('what the page itself limits the list to is asked with, and no chip', async () => {
  const shown = await open(SubjectListPage, { view: 'entry', fixed: { stages: ['waiting'] } });
  await fill(shown, '抽查方案名称', '食品');
  await search(shown);
  const filter = { planName: '食品', stages: ['waiting'] };
  expect(lastOf('list')).toMatchObject({ page: 'mine', filter });
  expect(chips(shown)).toEqual(['抽查方案名称：食品']);
  await press(shown, '导出 Excel');
  expect(lastOf('export')).toMatchObject({ kind: 'inspectionTasks', page: 'mine', filter });
});

test('Ctrl+F leads into the first condition with everything in it selected', async () => {
  kept.set('inspections.people.filter', JSON.stringify({ name: '易知远' }));
  await open(InspectorsPage);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true }));
  await nextTick();
  const input = document.activeElement as HTMLInputElement;
  expect(input.value).toBe('易知远');
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, 3]);
});

describe('conditions of their own kind', () => {
  const options = async (on: VueWrapper, label: string) => {
    const select = on.findAllComponents(ElSelect).find((one) => one.props('ariaLabel') === label)!;
    return {
      shown: select.props('modelValue') as unknown,
      choose: async (value: string) => {
        select.vm.$emit('update:modelValue', value);
        await nextTick();
      },
    };
  };
  test('a department may take along what names none, but only with a department', async () => {
    const shown = await open(NoticeListPage, { page: 'query' });
    await press(shown, '更多条件');
    const unassigned = () =>
      shown
        .findAll<HTMLInputElement>('input[type="checkbox"]')
        .find((box) => box.element.closest('label')?.textContent === '含未明确后置审批部门')!;
    expect(unassigned().element.disabled).toBe(true);
    await (await options(shown, '后置审批部门')).choose('1');
    await unassigned().setValue(true);
    await search(shown);
    expect(lastOf('list')).toMatchObject({ filter: { department: { code: '1', withUnassigned: true } } });
    expect(chips(shown)).toEqual(['后置审批部门：某局（含未明确后置审批部门）']);
    await press(shown, '更多条件（1）');
    await (await options(shown, '后置审批部门')).choose('');
    await search(shown);
    expect(lastOf('list')).toMatchObject({ filter: {} });
  });
  test('of inspectors 名录内 is usual and no condition', async () => {
    const shown = await open(InspectorsPage);
    expect((await options(shown, '名录状态')).shown).toBe('listed');
    await (await options(shown, '名录状态')).choose('revoked');
    await search(shown);
    expect(lastOf('list')).toMatchObject({ page: 'query', filter: { state: 'revoked' } });
    expect(chips(shown)).toEqual(['名录状态：已撤销']);
    await (await options(shown, '名录状态')).choose('listed');
    await search(shown);
    expect(lastOf('list')).toMatchObject({ filter: {} });
    expect(chips(shown)).toEqual([]);
  });
});

const noticeRow: NoticeRow = {
  id: 'N1',
  enterpriseName: '商行',
  code: '',
  enterpriseKind: 'enterprise',
  businessScope: '',
  matchedKeywords: [],
  address: '',
  street: '',
  establishedOn: '2026-01-05',
  approvedOn: '2026-01-05',
  applicationType: 'establish',
  permitItemName: '食品经营许可',
  reviewDepartmentName: null,
  stage: 'pending',
  status: 'pending',
  pushedAt: '2026-01-05T02:00:00.000Z',
  receivedAt: null,
  feedbackCount: 0,
  lastFeedbackResult: null,
  closed: false,
  lamp: { lamp: 'red', sign: '●', label: '未接收', title: '' },
  deadline: null,
  delivery: null,
  correction: null,
  listings: [],
  hasDraft: false,
};
test('once the page is ticked, the whole list can be: page by page, and no further than one command takes', async () => {
  const all = Array.from({ length: 251 }, (_, index) => ({ ...noticeRow, id: `N${index}` }));
  const pages: number[] = [];
  const list = ({ cursor, limit }: { cursor: string | null; limit: number }) => {
    const from = Number(cursor ?? 0);
    pages.push(from);
    return { rows: all.slice(from, from + limit), nextCursor: from + limit < all.length ? String(from + limit) : null };
  };
  installFakeCore({
    settings: { getPreferences: () => ({}), setPreference: () => ({ ok: true }) },
    notices: {
      list,
      count: () => ({ value: all.length, capped: false }),
      choices: () => ({ permitItems: [], departments: [] }),
    },
  });
  const shown = await open(NoticeListPage, { page: 'receive' });
  await shown.find('input[aria-label="选中本页全部"]').trigger('change');
  expect(shown.text()).toContain('已选 50 条');
  await press(shown, '选择全部 251 条');
  expect(shown.text()).toContain('已选 251 条');
  expect(shown.text()).not.toContain('选择全部');
  expect(pages.slice(-2)).toEqual([0, 200]);
});

test('常用条件 are kept by name, called, renamed, deleted and put back; one that no longer reads asks nothing', async () => {
  const sort = { by: 'pushedAt', direction: 'ascending' };
  kept.set('notices.query.views', JSON.stringify([{ name: '旧的', filter: { street: '城南' }, sort }]));
  kept.set('notices.query.filter', JSON.stringify({ name: '饭店' }));
  const shown = await open(NoticeListPage, { page: 'query' });
  await shown.find('button[aria-label="常用条件"]').trigger('click');
  await expect.poll(() => shown.find('input[aria-label="常用条件的名称"]').exists()).toBe(true);
  const names = () => shown.findAll('.call .name').map((one) => one.text());
  const broken = shown.find<HTMLButtonElement>('.call');
  expect(broken.text()).toContain('其中有条件已不再使用，不能套用');
  expect(broken.element.disabled).toBe(true);
  await shown.find('input[aria-label="常用条件的名称"]').setValue(' 餐饮 ');
  await shown.find('form.save').trigger('submit');
  expect(names()).toEqual(['旧的', '餐饮']);
  expect(shown.text()).toContain('已保存“餐饮”');

  await shown.find('[aria-label="删除旧的"]').trigger('click');
  expect(names()).toEqual(['餐饮']);
  await press(shown, '撤销');
  expect(names()).toEqual(['旧的', '餐饮']);

  await shown.find('[aria-label="给餐饮改名"]').trigger('click');
  await shown.find('input[aria-label="餐饮的新名称"]').setValue('旧的');
  expect(shown.find<HTMLButtonElement>('li form button').element.disabled).toBe(true);
  await shown.find('input[aria-label="餐饮的新名称"]').setValue('饭店');
  await shown.find('li form').trigger('submit');
  await flushPromises();
  expect(names()).toEqual(['旧的', '饭店']);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('给饭店改名');

  await fill(shown, '主体名称', '');
  await search(shown);
  expect(lastOf('list')).toMatchObject({ filter: {} });
  const call = shown.findAll('.call').at(-1)!;
  expect(call.attributes('title')).toBe('主体名称：饭店');
  await call.trigger('click');
  await flushPromises();
  expect(lastOf('list')).toMatchObject({ filter: { name: '饭店' } });
});
