import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import FrameBanners from '#app/app/frame/FrameBanners.vue';
import { useSession } from '#app/app/stores/session.ts';
import type { SessionStatus } from '#shared/contract/session.ts';
import { installFakeCore } from '../support/fake-core.ts';

beforeEach(() => void setActivePinia(createPinia()));

it('a data file that was set back is told in red on every page until somebody says that they know', async () => {
  let setBack: SessionStatus['setBack'] = { at: '2026-03-02T01:00:00.000Z', count: 3, backedUp: true };
  installFakeCore({
    session: {
      status: () => ({ setBack }) as SessionStatus,
      acknowledgeSetBack: () => {
        setBack = null;
        return { ok: true };
      },
    },
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['', 'outbox'].map((name) => ({ path: `/${name}`, name, component: { render: () => null } })),
  });
  await useSession().refresh();
  const wrapper = mount(FrameBanners, { global: { plugins: [router] } });
  const banner = () => wrapper.find('[aria-label="数据文件曾被换旧"]');
  expect(banner().attributes('role')).toBe('alert');
  expect(banner().classes()).toContain('red');
  expect(banner().text()).toContain('本机数据文件比工作日志旧，缺少的 3 项操作已经补回。');
  expect(banner().text()).toContain('不会重复报送；已另做一份备份');
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '知道了')!
    .trigger('click');
  await flushPromises();
  expect(banner().exists()).toBe(false);

  setBack = { at: '2026-03-02T01:00:00.000Z', count: 0, backedUp: false };
  await useSession().refresh();
  await flushPromises();
  expect(banner().text()).toContain('没有发现缺少操作');
  expect(banner().text()).not.toContain('已另做一份备份');
});
