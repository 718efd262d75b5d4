import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { createAppRouter } from '#app/app/router.ts';
import { useSession } from '#app/app/stores/session.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { sessionStatus } from '../support/statuses.ts';

beforeEach(() => {
  setActivePinia(createPinia());
  location.hash = '';
});
const actor = {
  account: 'a',
  name: '林晓',
  departmentCode: '430999101',
  departmentName: '青禾县卫生健康局',
  roles: [],
};
async function go(state: 'locked' | 'unlocked', path: string) {
  installFakeCore({
    session: { status: () => sessionStatus({ state, actor: state === 'unlocked' ? actor : null }) },
    settings: { getPreferences: () => ({}) },
  });
  const router = createAppRouter();
  await router.push(path);
  return router.currentRoute.value;
}

it('leads to the sign-in page while nobody is signed in, and remembers where to', async () => {
  const route = await go('locked', '/outbox?states=conflict');
  expect(route.name).toBe('sign-in');
  expect(route.query.to).toBe('/outbox?states=conflict');
  expect(route.query.by).toBeUndefined();
  useSession().last = 'lin01';
  expect((await go('locked', '/settings')).query).toEqual({ to: '/settings', by: 'lin01' });
});

it('opens the page once somebody is, and the workbench for an address that does not exist', async () => {
  expect((await go('unlocked', '/settings')).name).toBe('settings');
  expect((await go('unlocked', '/no/such/page')).name).toBe('workbench');
});

it('shows the sign-in page to somebody signed in only when the platform wants the password again', async () => {
  expect((await go('unlocked', '/sign-in')).name).toBe('workbench');
  expect((await go('unlocked', '/sign-in?again=1&to=/outbox')).name).toBe('sign-in');
});

it('shows nothing else before a new recovery code is written down', async () => {
  useSession().newRecoveryCode = '7KQ2-M9XD';
  expect((await go('unlocked', '/workbench')).name).toBe('sign-in');
});
