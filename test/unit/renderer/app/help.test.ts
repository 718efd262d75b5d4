/** 帮助: every page has its own, every key of the sheet is heard, and the panel opens and closes as it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { h, ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import packageJson from '../../../../package.json' with { type: 'json' };
import { findLicences } from '../../../../build/licences.ts';
import CorrectionForm from '#app/components/CorrectionForm.vue';
import { features, helpOf } from '#app/app/features.ts';
import HelpPanel from '#app/app/help/HelpPanel.vue';
import { type KeyRoom, keySheet } from '#app/app/help/keys.ts';
import { releases } from '#app/app/help/news.ts';
import { useHelp } from '#app/app/help/store.ts';
import TourOffer from '#app/app/help/TourOffer.vue';
import { routes } from '#app/app/router.ts';
import { actionOf, keyNames } from '#app/app/use-keyboard.ts';
import { forgetPreferences } from '#app/app/use-preference.ts';
import DrawerFrame from '#app/lists/DrawerFrame.vue';
import { useRowKeys } from '#app/lists/use-row-keys.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { sessionStatus } from '../support/statuses.ts';

beforeEach(() => {
  setActivePinia(createPinia());
  document.body.innerHTML = '';
});

describe('help of a page', () => {
  const framed = routes.filter((route) => route.component && !route.meta?.open);
  it.each(framed.map(({ name, meta }) => [String(name), meta?.title]))('is there for %s', async (name) => {
    const help = await helpOf(name);
    expect(help, 'help').not.toBeNull();
    expect(help?.steps.length).toBeGreaterThanOrEqual(3);
    expect(help?.steps.length).toBeLessThanOrEqual(6);
    for (const text of [help?.purpose, help?.offline, help?.red, ...(help?.steps ?? [])]) expect(text).toMatch(/。$/);
  });
  it('names buttons and pages as they are named on the screen', async () => {
    const root = join(import.meta.dirname, '../../../..');
    const files = ['src-renderer', 'src-shared', 'src-main/core'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|vue)$/.test(file) && !/(^|\/)help(\.ts$|\/)/.test(file))
        .map((file) => readFileSync(join(root, folder, file), 'utf8')),
    );
    const screens = files.join('\n');
    const texts = await Promise.all(
      features.map(async (feature) => JSON.stringify((await feature.help?.())?.help ?? {})),
    );
    const quoted = texts.flatMap((text) => [...text.matchAll(/“([^”]+)”/g)].map(([, words]) => words ?? ''));
    expect(quoted.length).toBeGreaterThan(50);
    // A number stands in some of them.
    expect(quoted.filter((words) => !words.split(' N ').every((part) => screens.includes(part)))).toEqual([]);
  });
  it('is of pages that are there', async () => {
    const names = new Set(framed.map(({ name }) => name));
    for (const feature of features)
      for (const name of Object.keys((await feature.help?.())?.help ?? {})) expect(names).toContain(name);
  });
});

/** The events of a written key; 「↑ / ↓」 are two. */
const eventsOf = (written: string): KeyboardEvent[] =>
  written.split(' / ').map((one) => {
    const parts = one.split('+');
    const last = parts.at(-1) ?? '';
    const key = { '↑': 'ArrowUp', '↓': 'ArrowDown', Space: ' ', Esc: 'Escape' }[last] ?? last;
    return new KeyboardEvent('keydown', {
      key,
      ctrlKey: parts.includes('Ctrl'),
      altKey: parts.includes('Alt'),
      shiftKey: parts.includes('Shift'),
      bubbles: true,
      cancelable: true,
    });
  });

describe('the sheet of keys', () => {
  const listed = keySheet.flatMap(({ keys }) => keys);
  const hears: Record<KeyRoom, (event: KeyboardEvent) => Promise<boolean> | boolean> = {
    house: (event) => actionOf(event) !== null,
    rows: (event) => {
      document.body.innerHTML = '<table><tbody><tr data-id="a" tabindex="0"></tr></tbody></table>';
      const keys = useRowKeys({
        rows: () => [{ id: 'a' }],
        scroller: ref(document.body),
        open: () => undefined,
        tick: () => undefined,
        leave: () => undefined,
        moved: () => undefined,
      });
      keys.activeId.value = 'a';
      const row = document.querySelector('tr')!;
      row.addEventListener('keydown', keys.onKeydown);
      row.dispatchEvent(event);
      return event.defaultPrevented;
    },
    drawer: (event) => {
      const close = vi.fn();
      const place = { hasPrevious: ref(false), hasNext: ref(false), step: () => false, close };
      mount(DrawerFrame, { props: { label: '详情', place } })
        .find('aside')
        .element.dispatchEvent(event);
      return close.mock.calls.length === 1;
    },
    form: (event) => {
      const form = mount(CorrectionForm, { props: { busy: false, why: '结果已经公示' } });
      form.find('form').element.dispatchEvent(event);
      return form.emitted('cancel') !== undefined;
    },
  };
  it.each(listed.map(({ room, key, words }) => [room, key, words] as const))(
    'lists what is heard: %s %s',
    async (room, key) => {
      for (const event of eventsOf(key)) expect(await hears[room](event)).toBe(true);
    },
  );
  it('leaves none of the client’s keys out', () => {
    expect(
      listed
        .filter(({ room }) => room === 'house')
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Object.values(keyNames).sort());
  });
});

describe('the panel', () => {
  const open = async () => {
    installFakeCore({ session: { status: () => sessionStatus() } });
    const router = createRouter({ history: createMemoryHistory(), routes });
    await router.push('/workbench');
    useHelp().part = 'page';
    // As the frame has it.
    const house = () => (useHelp().part ? h(HelpPanel) : null);
    const wrapper = mount(house, { global: { plugins: [router] }, attachTo: document.body });
    await flushPromises();
    return { panel: wrapper.getComponent(HelpPanel), router };
  };
  it('tells of the page that stands beside it, and of the next one', async () => {
    const { panel, router } = await open();
    await expect.poll(() => panel.text()).toContain('点一个数字，打开的正好是它数到的那些记录');
    await router.push('/notices/receive');
    await expect.poll(() => panel.text()).toContain('归本部门管的，按“接收”');
    expect(panel.find('h2').text()).toBe('告知接收');
  });
  it('takes the focus, closes by Esc, and the focus is back', async () => {
    document.body.innerHTML = '<button>在这里</button>';
    const before = document.querySelector('button')!;
    before.focus();
    const { panel } = await open();
    expect(document.activeElement).toBe(panel.element);
    await panel.trigger('keydown', { key: 'Escape' });
    expect(useHelp().part).toBeNull();
    await flushPromises();
    expect(document.activeElement).toBe(before);
  });
});

describe('关于', () => {
  it('has news of this version, newest first', () => {
    expect(releases[0]?.version).toBe(packageJson.version);
    const dates = releases.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted().reverse());
  });
  it('names every package that is shipped, with the text of its licence where it has one', () => {
    const { packages, texts } = findLicences(join(import.meta.dirname, '../../../..'));
    const names = packages.map(({ name }) => name);
    // Imported by pages, by the core, needed by what is imported, and standing beside the program.
    expect(names).toEqual(
      expect.arrayContaining(['vue', 'element-plus', 'axios', 'better-sqlite3-multiple-ciphers', 'dayjs', 'electron']),
    );
    expect(names).not.toContain('vitest');
    const vue = packages.find(({ name }) => name === 'vue');
    expect(texts[vue?.text ?? -1]).toContain('Permission is hereby granted');
    for (const { name, licence } of packages) expect(licence, name).not.toBe('');
  });
});

describe('the tour', () => {
  const offer = async (kept: Record<string, string>) => {
    forgetPreferences();
    const setPreference = vi.fn((_: { key: string; value: string }) => ({ ok: true }) as const);
    installFakeCore({ settings: { getPreferences: () => kept, setPreference } });
    const router = createRouter({ history: createMemoryHistory(), routes });
    await router.push('/workbench');
    const wrapper = mount(TourOffer, { global: { plugins: [router] } });
    await flushPromises();
    return { wrapper, router, setPreference };
  };
  it('is offered on the workbench alone, and to nobody who has seen it', async () => {
    const { wrapper, router } = await offer({});
    expect(wrapper.text()).toContain('看导览');
    await router.push('/notices/receive');
    expect(wrapper.text()).toBe('');
    expect((await offer({ 'frame.tourSeen': 'true' })).wrapper.text()).toBe('');
  });
  it.each(['看导览', '不用了'])('is not offered again after %s', async (answer) => {
    const { wrapper, setPreference } = await offer({});
    await wrapper
      .findAll('button')
      .find((button) => button.text() === answer)!
      .trigger('click');
    expect(wrapper.text()).toBe('');
    useHelp().touring = false;
    await flushPromises();
    expect(wrapper.text()).toBe('');
    wrapper.unmount();
    await flushPromises();
    expect(setPreference).toHaveBeenCalledWith({ key: 'frame.tourSeen', value: 'true' });
  });
});
