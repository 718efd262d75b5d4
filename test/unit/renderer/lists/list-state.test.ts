import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { useConnection } from '#app/app/stores/connection.ts';
import { noticeScreens } from '#app/features/notices/pages.ts';
import ListState from '#app/lists/ListState.vue';
import { installFakeCore } from '../support/fake-core.ts';

const none = { render: () => null };
const router = createRouter({
  history: createMemoryHistory(),
  routes: ['notices-receive', 'notices-feedback', 'diagnosis'].map((name) => ({
    path: `/${name}`,
    name,
    component: none,
  })),
});
let waiting = { value: 140, capped: false };
beforeEach(() => {
  setActivePinia(createPinia());
  waiting = { value: 140, capped: false };
  installFakeCore({ notices: { count: () => waiting } });
});
async function stateWith(props: object, status: Partial<ConnectionStatus> = { firstDownload: 'complete' }) {
  useConnection().status = status as ConnectionStatus;
  const usual = { empty: noticeScreens.receive.empty, limited: false, loading: false, failed: false };
  const state = mount(ListState, { props: { ...usual, ...props }, global: { plugins: [router] } });
  await flushPromises();
  return state;
}
const links = (state: Awaited<ReturnType<typeof stateWith>>) => state.findAll('a').map((link) => link.text());

beforeEach(() => router.push('/notices-receive'));

test('a list that is done leads to what waits elsewhere, with its number', async () => {
  const state = await stateWith({});
  expect(state.find('.empty-state').classes()).toContain('done');
  expect(state.text()).toContain('没有等待接收的告知');
  expect(links(state)).toEqual(['去告知反馈 140 条']);
  expect(state.find('a').attributes('href')).toBe('/notices-feedback');
});
test('it leads nowhere where nothing waits', async () => {
  waiting = { value: 0, capped: false };
  expect(links(await stateWith({}))).toEqual([]);
});
test('an empty tab leads to the tabs beside it that hold something', async () => {
  const tab = { key: 'pending', name: '待接收', to: { query: { tab: 'pending' } }, count: '164' };
  expect(links(await stateWith({ elsewhere: [tab] }))).toEqual(['待接收 164 条', '去告知反馈 140 条']);
});
test('under a filter it offers to clear it, and nothing else', async () => {
  const state = await stateWith({ limited: true });
  expect(state.text()).toContain('没有符合条件的记录');
  expect(links(state)).toEqual([]);
  await state.find('button').trigger('click');
  expect(state.emitted('clear')).toHaveLength(1);
});
test('before the first download it says what is awaited, and where no platform answers leads to 连接检查', async () => {
  const running = await stateWith({ limited: true }, { firstDownload: 'running', state: 'connected' });
  expect(running.text()).toContain('正在从平台下载');
  expect(links(running)).toEqual([]);
  const offline = await stateWith({}, { firstDownload: 'notStarted', state: 'offline' });
  expect(offline.text()).toContain('还没有连上平台');
  expect(links(offline)).toEqual(['连接检查']);
});
test('what cannot be read is told, with a way to try again', async () => {
  const state = await stateWith({ failed: true });
  expect(state.find('[role="alert"]').text()).toContain('本机数据没有改动');
  await state.find('button').trigger('click');
  expect(state.emitted('retry')).toHaveLength(1);
});
