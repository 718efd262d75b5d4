import type { NoticePage } from '#shared/domains/notices/lists.ts';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import ExportTray from '#app/app/frame/ExportTray.vue';
import MessageLine from '#app/components/MessageLine.vue';
import FrameBanners from '#app/app/frame/FrameBanners.vue';
import SideNavigation from '#app/app/frame/SideNavigation.vue';
import { announce } from '#app/app/events.ts';
import { routes } from '#app/app/router.ts';
import { useConnection } from '#app/app/stores/connection.ts';
import { useExports } from '#app/app/stores/exports.ts';
import { useSession } from '#app/app/stores/session.ts';
import type { PaperRequest } from '#shared/contract.ts';
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import type { SessionStatus } from '#shared/contract/session.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { connectionStatus, outboxSummary } from '../support/statuses.ts';

const router = (names: string[]) =>
  createRouter({
    history: createMemoryHistory(),
    routes: [...names, ''].map((name) => ({
      path: `/${name}`,
      name,
      meta: { title: name },
      component: { render: () => null },
    })),
  });
beforeEach(() => void setActivePinia(createPinia()));

describe('navigation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const asked = vi.fn();
  const show = async (
    toReceive: number,
    needPerson: number,
    inspections = { mine: 0, review: 0, confirm: 0 },
    { late = 0, folded = false } = {},
  ) => {
    asked.mockReset();
    installFakeCore({
      inspections: {
        count: (input) => {
          const { page, filter } = input as { page: keyof typeof inspections | 'query'; filter: { planEnds?: object } };
          return { value: page === 'query' || filter.planEnds ? 0 : inspections[page], capped: false };
        },
      },
      notices: {
        count: (input) => {
          const { page, filter } = input as { page: NoticePage; filter: { statuses: string[] } };
          asked(page);
          if (filter.statuses.includes('overdue')) return { value: late, capped: false };
          return { value: page === 'receive' ? toReceive : 0, capped: false };
        },
      },
      outbox: { summary: () => outboxSummary({ needPerson }) },
    });
    const wrapper = mount(SideNavigation, {
      props: { folded },
      global: { plugins: [createRouter({ history: createMemoryHistory(), routes })] },
    });
    // The page beside asks first; the counts come a moment later.
    await vi.advanceTimersByTimeAsync(1_000);
    return wrapper;
  };
  /** As a screen reader tells the entries that have a count. */
  const countsIn = (navigation: Awaited<ReturnType<typeof show>>) =>
    navigation
      .findAll('a')
      .filter((link) => link.find('.count').exists())
      .map((link) => link.find('.title').text() + link.find('.visually-hidden').text());
  it('has the modules under the names of the manual, in its order', async () => {
    useSession().status = { actor: { roles: ['reviewer', 'planKeeper', 'rosterKeeper'] } } as SessionStatus;
    const groups = (await show(0, 0)).findAll('section');
    expect(groups.map((group) => group.findAll('h2, a').map((one) => one.text()))).toEqual([
      ['工作台', '草稿与最近查看'],
      ['双告知', '告知接收', '告知反馈', '告知查询'],
      [
        '双随机抽查',
        '我的抽查任务',
        '抽查结果录入',
        '复核',
        '主体名单确认',
        '抽查人员调整',
        '抽查方案查询',
        '抽查主体查询',
        '执法人员库管理',
        '执法人员库查询',
      ],
      ['报送与冲突', '连接检查', '设置', '帮助'],
    ]);
  });
  it('shows a count only where something waits for a person', async () => {
    expect((await show(0, 0)).findAll('.count')).toHaveLength(0);
    expect(countsIn(await show(874, 3))).toEqual(['告知接收874 条待接收', '报送与冲突3 条请您处理']);
  });
  it('shows red only what is late, in words too, and keeps it in sight when only the icons are', async () => {
    const wide = await show(874, 3, undefined, { late: 112 });
    expect(wide.findAll('.late').map((one) => one.text())).toEqual(['!112']);
    expect(countsIn(wide)).toEqual(['告知接收874 条待接收，其中 112 条逾期', '报送与冲突3 条请您处理']);
    const narrow = await show(874, 3, undefined, { late: 112, folded: true });
    expect(narrow.findAll('.count').map((one) => one.text())).toEqual(['99+', '3']);
    expect(narrow.findAll('.late').map((one) => one.text())).toEqual(['99+']);
    expect(countsIn(narrow)).toEqual(countsIn(wide));
    expect((await show(874, 0)).findAll('.late')).toHaveLength(0);
  });
  it('leads nobody to what is left to a right that they lack, and counts nothing of it', async () => {
    const waiting = { mine: 2, review: 5, confirm: 1 };
    const counts = async () => countsIn(await show(0, 0, waiting)).map((one) => one.replace(/^\D+/, ''));
    expect(await counts()).toEqual(['2 家待录入或待修改']);
    useSession().status = { actor: { roles: ['reviewer'] } } as SessionStatus;
    expect(await counts()).toEqual(['2 家待录入或待修改', '5 家待复核']);
    useSession().status = { actor: { roles: ['planKeeper'] } } as SessionStatus;
    expect(await counts()).toEqual(['2 家待录入或待修改', '1 家待确认']);
    const names = (await show(0, 0)).findAll('a').map((one) => one.text());
    expect(names).toContain('抽查人员调整');
    expect(names).not.toContain('执法人员库管理');
  });
  it.each(['notices', 'inspectionSubjects', 'inspectionPlans', 'inspectors', 'outbox', 'session', 'settings'] as const)(
    'counts again when %s changed',
    async (topic) => {
      await show(1, 0);
      asked.mockReset();
      announce([topic]);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(asked).toHaveBeenCalled();
    },
  );
});

describe('立即同步', () => {
  it('without the platform says why, what to do and what is safe', async () => {
    const problem = {
      class: 'unreachable',
      text: '连不上平台',
      next: '网络恢复后自动报送。',
      remedy: '',
      detail: '',
    } as const;
    installFakeCore({ connection: { syncNow: () => ({ status: connectionStatus({ state: 'offline', problem }) }) } });
    const line = mount(MessageLine, { props: { rank: 'page' } });
    await useConnection().syncNow();
    await flushPromises();
    expect(line.text()).toContain('连不上平台。网络恢复后自动报送。做过的都保存在本机。');
    await line.find('[aria-label="关闭提示"]').trigger('click');
    line.unmount();
  });
  it('with it says nothing more than the bar does', async () => {
    installFakeCore({ connection: { syncNow: () => ({ status: connectionStatus() }) } });
    const line = mount(MessageLine, { props: { rank: 'page' } });
    await useConnection().syncNow();
    await flushPromises();
    expect(line.text()).toBe('');
    expect(document.body.textContent).toBe('');
    line.unmount();
  });
});

describe('banners', () => {
  const decidePause = vi.fn((input: { accept: boolean }) => ({ ok: input.accept }) as { ok: true });
  const show = async (change: Partial<ConnectionStatus>) => {
    installFakeCore({ connection: { status: () => connectionStatus(change), decidePause } });
    await useConnection().refresh();
    return mount(FrameBanners, { global: { plugins: [router(['diagnosis', 'sign-in', 'workbench'])] } });
  };
  const problem = (over: Partial<NonNullable<ConnectionStatus['problem']>>): ConnectionStatus['problem'] => ({
    class: 'unreachable',
    text: '连不上平台',
    next: '网络恢复后自动报送。',
    remedy: 'nobody',
    detail: '',
    ...over,
  });

  it('says nothing while all is well, nor about what ends by itself', async () => {
    expect((await show({})).text()).toBe('');
    // Whose matter it is follows from the class; the words for it are the core's.
    expect((await show({ state: 'offline', problem: problem({ remedy: '无需处理，自动继续' }) })).text()).toBe('');
  });
  it('offers to sign in again when the platform asks for it', async () => {
    const wrapper = await show({
      state: 'offline',
      problem: problem({ class: 'signInNeeded', text: '登录已过期', remedy: 'person' }),
    });
    expect(wrapper.text()).toContain('登录已过期');
    expect(wrapper.find('button').text()).toBe('重新登录平台');
  });
  it('tells which way and how far the clock is off', async () => {
    expect((await show({ clockWrong: true, clockOffsetMilliseconds: 420_000 })).text()).toContain('慢了约 7 分钟');
    expect((await show({ clockWrong: true, clockOffsetMilliseconds: -420_000 })).text()).toContain('快了约 7 分钟');
    expect((await show({ clockWrong: true, clockOffsetMilliseconds: null })).text()).toContain('曾被改动');
  });
  it.each([
    ['changed', -3 * 86_400_000, '断网期间本机时间变动过，比推算的平台时间快了约 3 天', '从变动前接着算'],
    ['behind', 86_400_000, '本机时间早于上次使用的时间', '从上次使用的时间接着算，可能偏早'],
    ['ahead', 0, '比上次使用时晚了半个月以上，还没有和平台核对', '按本机时间计算，可能不准'],
  ] as const)(
    'says what a clock in doubt (%s) means for deadlines and times',
    async (clockDoubt, offset, what, then) => {
      const text = (await show({ clockWrong: true, clockDoubt, clockOffsetMilliseconds: offset })).text();
      expect(text).toContain(what);
      expect(text).toContain(`期限和操作时间${then}`);
    },
  );
  it('asks for a decision on a pause, and hands over staying paused without further questions', async () => {
    const wrapper = await show({
      state: 'paused',
      problem: problem({
        class: 'massRemoval',
        text: '平台要求一次移除大量或全部记录',
        detail: '将移除 3210 条',
        remedy: 'person',
      }),
    });
    expect(wrapper.text()).toContain('将移除 3210 条');
    const stay = wrapper.findAll('button').find((one) => one.text() === '保持暂停')!;
    decidePause.mockReturnValueOnce({ ok: true });
    await stay.trigger('click');
    await flushPromises();
    expect(decidePause).toHaveBeenCalledWith({ accept: false });
  });
  it('shows the first download with its amount', async () => {
    const wrapper = await show({
      firstDownload: 'usable',
      progress: { phase: 'pull', title: '下载告知', done: 1200, total: 5000 },
    });
    expect(wrapper.text()).toContain('已可以开始工作');
    expect(wrapper.text()).toContain('下载告知 1200/5000');
    expect(wrapper.find('[role=progressbar]').attributes('aria-valuenow')).toBe('24');
  });
});

describe('exports', () => {
  const job = (change: Partial<ExportJob>): ExportJob => ({
    id: '0a1b2c3d-0000-4000-8000-000000000001',
    title: '告知查询',
    state: 'running',
    done: 10,
    total: 40,
    path: null,
    fileName: '告知查询.xlsx',
    bytes: null,
    failure: null,
    startedAt: '2026-11-20T02:00:00.000Z',
    endedAt: null,
    ...change,
  });
  const request = {
    kind: 'notices',
    page: 'query',
    filter: {},
    sort: { by: 'approvedOn', direction: 'descending' },
  } as const;
  const trayText = async () => {
    const wrapper = mount(ExportTray, { attachTo: document.body });
    await flushPromises();
    const text = document.body.textContent;
    wrapper.unmount();
    document.body.innerHTML = '';
    return text;
  };

  it('unfolds the tray for a started export and shows its progress', async () => {
    installFakeCore({ exports: { start: () => ({ ok: true, job: job({}) }) } });
    const store = useExports();
    expect(await store.start(request)).toBe(true);
    expect(store.open).toBe(true);
    expect(store.running).toBe(1);
    expect(await trayText()).toContain('10 / 40 行');
  });
  it('tells in words what a printed form lacks, and counts by subjects', async () => {
    const notes = ['某某商行：照片“门头”不在本机', '某某饭店：签名不在本机'];
    const printed = job({
      state: 'done',
      fileName: '随机抽查情况记录表.pdf',
      path: '/x.pdf',
      done: 2,
      bytes: 10,
      notes,
    });
    installFakeCore({ exports: { list: () => [printed] } });
    const store = useExports();
    await store.refresh();
    store.open = true;
    const text = await trayText();
    for (const note of notes) expect(text).toContain(note);
    expect(text).toContain('有 2 处没能印全');
    expect(text).toContain('2 家');
  });
  describe('the preview of a finished print', () => {
    const running = job({ fileName: '随机抽查情况记录表.pdf' });
    const done: ExportJob = { ...running, state: 'done', path: '/x.pdf', bytes: 10 };
    const forms: PaperRequest = { kind: 'inspectionForms', ids: ['S1'], form: 'record', blank: true };
    const printed = async (meanwhile: () => void, others: ExportJob[] = []) => {
      installFakeCore({
        exports: { print: () => ({ ok: true, job: running }), list: () => [done, ...others] },
      });
      const store = useExports();
      store.jobs = others;
      await store.print(forms);
      meanwhile();
      await store.refresh();
      return store;
    };

    it('opens in place of the tray where somebody waits for it, and once', async () => {
      const store = await printed(() => undefined);
      expect(store.previewed).toEqual(done);
      expect(store.open).toBe(false);
      store.previewed = null;
      store.open = true;
      await store.refresh();
      expect(store.previewed).toBeNull();
    });
    it('does not come over other work: the tray was closed, somebody is typing, or prints several', async () => {
      expect((await printed(() => void (useExports().open = false))).previewed).toBeNull();
      const field = document.body.appendChild(document.createElement('textarea'));
      expect((await printed(() => field.focus())).previewed).toBeNull();
      field.remove();
      const other = { ...running, id: '0a1b2c3d-0000-4000-8000-000000000002' };
      expect((await printed(() => undefined, [other])).previewed).toBeNull();
      document.body.innerHTML = '';
    });
  });
  it('starts nothing when there is nothing to export, and says so', async () => {
    installFakeCore({ exports: { start: () => ({ ok: false, reason: 'nothingToExport' }) } });
    const store = useExports();
    expect(await store.start(request)).toBe(false);
    await flushPromises();
    expect(store.open).toBe(false);
    expect(document.body.textContent).toContain('没有可导出的记录');
    document.body.innerHTML = '';
  });
  it('leads into the tray and out of it by Esc', async () => {
    installFakeCore({ exports: { list: () => [job({ state: 'done', path: '/x.xlsx' })] } });
    const tray = mount(ExportTray, { attachTo: document.body });
    await useExports().refresh();
    const button = tray.find('button');
    button.element.focus();
    await button.trigger('click');
    const inside = () => tray.findAll('section button').find((one) => one.text() === '打开文件');
    await expect.poll(() => inside()?.exists()).toBe(true);
    (inside()!.element as HTMLElement).focus();
    await inside()!.trigger('keydown', { key: 'Escape' });
    expect(useExports().open).toBe(false);
    expect(document.activeElement).toBe(button.element);
    tray.unmount();
  });
  it('explains a failed export by its reason and what to do', async () => {
    installFakeCore({
      exports: { list: () => [job({ state: 'failed', failure: { reason: 'fileInUse', detail: '' } })] },
    });
    const store = useExports();
    await store.refresh();
    store.open = true;
    expect(await trayText()).toContain('请先在 Excel 或 WPS 里关闭该文件');
  });
});
