import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import SignInPage from '#app/features/session/SignInPage.vue';
import { createAppRouter } from '#app/app/router.ts';
import { useSession } from '#app/app/stores/session.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { sessionStatus } from '../../support/statuses.ts';
import { eventually } from '../../../../support/eventually.ts';

const blank = { template: '<div />' };
let answer: (value: { ok: true; mode: 'online'; newRecoveryCode: string }) => void;
let state: 'locked' | 'unlocked';

beforeEach(() => {
  setActivePinia(createPinia());
  state = 'locked';
  installFakeCore({
    session: {
      demonstration: () => ({ accounts: [] }),
      status: () => ({ ...sessionStatus({ knownAccounts: [] }), state }),
      signIn: () => new Promise((resolve) => (answer = resolve)),
    },
  });
});

describe('the door', () => {
  it('shows the new recovery code although the news of the sign-in came before its answer', async () => {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/', name: 'workbench', component: blank },
        { path: '/sign-in', name: 'sign-in', component: blank },
      ],
    });
    await router.push('/sign-in');
    const page = mount(SignInPage, { global: { plugins: [router] }, attachTo: document.body });
    await flushPromises();
    await page.findAll('input')[0]!.setValue('lin01');
    await page.findAll('input')[1]!.setValue('secret');
    await page.find('form').trigger('submit');
    state = 'unlocked';
    await useSession().refresh();
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('sign-in');
    answer({ ok: true, mode: 'online', newRecoveryCode: 'ABCD-EFGH' });
    await flushPromises();
    expect(page.text()).toContain('ABCD-EFGH');
    expect(router.currentRoute.value.name).toBe('sign-in');
    page.unmount();
  });

  it('lets in whoever has written the code down before the news that the session is open', async () => {
    const news: (() => void)[] = [];
    let slow = false;
    const status = () => ({ ...sessionStatus({ knownAccounts: [] }), state });
    installFakeCore({
      session: {
        demonstration: () => ({ accounts: [] }),
        status: () => (slow ? new Promise((resolve) => news.push(() => resolve(status()))) : status()),
        signIn: () => ({ ok: true, mode: 'online', newRecoveryCode: 'ABCD-EFGH' }),
      },
      settings: { getPreferences: () => ({}) },
    });
    const router = createAppRouter();
    await router.push({ name: 'sign-in' });
    const page = mount(SignInPage, { global: { plugins: [router] }, attachTo: document.body });
    await flushPromises();
    slow = true;
    state = 'unlocked';
    await page.findAll('input')[0]!.setValue('lin01');
    await page.findAll('input')[1]!.setValue('secret');
    await page.find('form').trigger('submit');
    await flushPromises();
    await page.find('input[type=checkbox]').setValue(true);
    await page
      .findAll('button')
      .find((button) => button.text() === '进入工作台')!
      .trigger('click');
    await flushPromises();
    slow = false;
    for (const tell of news) tell();
    await eventually(() => expect(router.currentRoute.value.name).toBe('workbench'));
    page.unmount();
  });
});

describe('after signing out on somebody’s form', () => {
  const actorOf = (account: string) => ({
    account,
    name: account,
    departmentCode: '431299001',
    departmentName: '青溪县文化广电局',
    roles: [],
  });
  /** `by` was on the settings page; `account` signs in now. */
  async function placeAfter(account: string, by: string | null) {
    let actor: ReturnType<typeof actorOf> | null = null;
    installFakeCore({
      session: {
        demonstration: () => ({ accounts: [] }),
        status: () => sessionStatus({ state: actor ? 'unlocked' : 'locked', actor }),
        signIn: () => {
          actor = actorOf(account);
          return { ok: true, mode: 'online', newRecoveryCode: null };
        },
      },
      settings: { getPreferences: () => ({}) },
    });
    const router = createAppRouter();
    useSession().last = by;
    await router.push('/settings');
    expect(router.currentRoute.value.name).toBe('sign-in');
    const page = mount(SignInPage, { global: { plugins: [router] }, attachTo: document.body });
    await flushPromises();
    await page.findAll('input')[0]!.setValue(account);
    await page.findAll('input')[1]!.setValue('secret');
    await page.find('form').trigger('submit');
    await expect.poll(() => router.currentRoute.value.name).not.toBe('sign-in');
    const { name } = router.currentRoute.value;
    page.unmount();
    return name;
  }

  it('the same account goes on where it was', async () => {
    expect(await placeAfter('lin01', 'lin01')).toBe('settings');
  });
  it('another account begins on the workbench', async () => {
    expect(await placeAfter('chen02', 'lin01')).toBe('workbench');
  });
  it('so does everybody where nobody knows who was there', async () => {
    expect(await placeAfter('chen02', null)).toBe('workbench');
  });
});
