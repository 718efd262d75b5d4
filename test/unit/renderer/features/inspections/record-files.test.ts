import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import { defineComponent, h } from 'vue';
import type { NamedFile, ReferredFile } from '#shared/contract/attachments.ts';
import { announce } from '#app/app/events.ts';
import PlanFiles from '#app/features/inspections/files/PlanFiles.vue';
import ResultFiles from '#app/features/inspections/files/ResultFiles.vue';
import { useRecordFiles } from '#app/features/inspections/files/use-record-files.ts';
import { useConnection } from '#app/app/stores/connection.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { connectionStatus } from '../../support/statuses.ts';
import { eventually } from '../../../../support/eventually.ts';

const file = (name: string, change: Partial<ReferredFile> = {}): ReferredFile => ({
  sha256: name.slice(0, 1).repeat(64),
  collection: 'inspectionPlans',
  recordId: 'FA0001',
  name,
  caption: '',
  bytes: 1000,
  mediaType: 'application/pdf',
  state: 'absent',
  receivedBytes: 0,
  words: '',
  ...change,
});

let files: ReferredFile[] = [];
const fetched: NamedFile[][] = [];
const copied: { sha256: string; name: string; open: boolean }[] = [];
let pinia = createPinia();
function connect(state: 'connected' | 'offline'): void {
  useConnection().status = connectionStatus({ state });
}
beforeEach(() => {
  pinia = createPinia();
  setActivePinia(pinia);
  fetched.length = 0;
  copied.length = 0;
  connect('connected');
  installFakeCore({
    attachments: {
      referred: ({ recordId }) => files.filter((one) => one.recordId === recordId),
      fetch: (input) => {
        fetched.push(input.files);
        return { ok: true, queued: input.files.length };
      },
      saveCopy: (input) => {
        copied.push(input);
        return { ok: true, path: `/导出/附件/${input.name}`, opened: true };
      },
    },
  });
});

describe('方案附件', () => {
  const show = async () => {
    const page = mount(PlanFiles, { props: { planId: 'FA0001' }, global: { plugins: [pinia] } });
    await flushPromises();
    return page;
  };

  test('each says where it is and offers what can be done with it there', async () => {
    files = [
      file('a 方案.pdf', { state: 'here' }),
      file('b 名单.pdf'),
      file('c 影像.pdf', { state: 'fetching', receivedBytes: 340 }),
      file('d 清单.pdf', { state: 'failed', words: '磁盘空间不足，没有下载；清理后再点“下载”' }),
    ];
    const page = await show();
    const lines = page.findAll('li').map((line) => line.text().replace(/\s+/g, ' '));
    expect(lines[0]).toMatch(/在本机.*打开.*另存/);
    expect(lines[1]).toMatch(/未下载.*下载/);
    expect(lines[2]).toContain('下载中 34%');
    expect(lines[2]).not.toContain('打开');
    expect(lines[3]).toContain('磁盘空间不足');
    await page.get('[aria-label="下载 b 名单.pdf"]').trigger('click');
    await page.get('[aria-label="打开 a 方案.pdf"]').trigger('click');
    await flushPromises();
    expect(fetched).toEqual([[{ sha256: 'b'.repeat(64), collection: 'inspectionPlans', recordId: 'FA0001' }]]);
    expect(copied).toEqual([{ sha256: 'a'.repeat(64), name: 'a 方案.pdf', open: true }]);
    page.unmount();
  });

  test('without a network that is said calmly, once', async () => {
    files = [file('b 名单.pdf')];
    connect('offline');
    const page = await show();
    expect(page.text()).toContain('现在没有连上平台；可以先点“下载”，连上后自动取来。');
    files = [file('b 名单.pdf', { state: 'here' })];
    announce(['attachments']);
    await eventually(() => expect(page.text()).not.toContain('没有连上平台'));
    page.unmount();
  });
});

describe('photos and signatures of a result', () => {
  const Reading = defineComponent({
    setup() {
      const record = useRecordFiles('inspectionSubjects', () => 'S1');
      return () => h(ResultFiles, { record });
    },
  });
  const show = async () => {
    const page = mount(Reading, { global: { plugins: [pinia] } });
    await flushPromises();
    return page;
  };
  const ofResult = (name: string, change: Partial<ReferredFile> = {}) =>
    file(name, { collection: 'inspectionSubjects', recordId: 'S1', ...change });

  test('that are all here are not mentioned', async () => {
    files = [ofResult('a.jpg', { state: 'here' })];
    const page = await show();
    expect(page.text()).toBe('');
    page.unmount();
  });

  test('that are missing are counted, with each reason once, and fetched together', async () => {
    files = [
      ofResult('a.jpg', { state: 'here' }),
      ofResult('b.jpg', { state: 'failed', words: '平台还没有收齐这个附件，收齐后可以下载' }),
      ofResult('c.jpg', { state: 'failed', words: '平台还没有收齐这个附件，收齐后可以下载' }),
    ];
    const page = await show();
    expect(page.text()).toContain('照片和签名还有 2 个');
    expect(page.text().match(/还没有收齐/g)).toHaveLength(1);
    await page.get('button').trigger('click');
    await flushPromises();
    expect(fetched.map((one) => one.map(({ sha256 }) => sha256.slice(0, 1)))).toEqual([['b', 'c']]);
    page.unmount();
  });

  test('that come by themselves ask for nothing', async () => {
    files = [ofResult('b.jpg', { state: 'waiting' })];
    connect('offline');
    const page = await show();
    expect(page.text()).toContain('不在本机，连上平台后自动下载');
    expect(page.find('button').exists()).toBe(false);
    page.unmount();
  });
});
