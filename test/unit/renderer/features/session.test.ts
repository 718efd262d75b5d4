import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import RecoveryCodeSheet from '../../../../src-renderer/features/session/RecoveryCodeSheet.vue';
import SignInForm from '../../../../src-renderer/features/session/SignInForm.vue';
import { useSession } from '../../../../src-renderer/stores/session.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { sessionStatus } from '../support/statuses.ts';

const department = { code: '430999101', name: '青禾县卫生健康局' };
const account = (name: string, lastUsedAt: string) => ({
  account: name,
  name: `姓名${name}`,
  department,
  platformId: 'p',
  lastUsedAt,
});
let answers: (
  { ok: true; mode: 'online' | 'offline'; newRecoveryCode: string | null } | { ok: false; reason: never }
)[];
const signIn = vi.fn();

async function form(again = false) {
  const wrapper = mount(SignInForm, { props: { again }, attachTo: document.body });
  await flushPromises();
  return wrapper;
}
const type = (wrapper: Awaited<ReturnType<typeof form>>, index: number, text: string) =>
  wrapper.findAll('input')[index]!.setValue(text);

beforeEach(async () => {
  setActivePinia(createPinia());
  answers = [];
  signIn.mockReset();
  installFakeCore({
    session: {
      status: () =>
        sessionStatus({
          knownAccounts: [account('old', '2026-01-01T00:00:00.000Z'), account('recent', '2026-11-01T00:00:00.000Z')],
        }),
      signIn: (input) => {
        signIn(input);
        return answers.shift()!;
      },
    },
  });
  await useSession().refresh();
});

describe('signing in', () => {
  it('offers the accounts of this PC, the latest first and chosen', async () => {
    const wrapper = await form();
    expect(wrapper.findAll('.known button').map((one) => one.text())).toEqual([
      '姓名recent青禾县卫生健康局',
      '姓名old青禾县卫生健康局',
    ]);
    expect(wrapper.find('input').element.value).toBe('recent');
    await wrapper.findAll('.known button')[1]!.trigger('click');
    expect(wrapper.find('input').element.value).toBe('old');
    wrapper.unmount();
  });

  it('asks for the recovery code only when the core needs it, and then sends it along', async () => {
    answers = [
      { ok: false, reason: 'recoveryCodeNeeded' as never },
      { ok: true, mode: 'online', newRecoveryCode: null },
    ];
    const wrapper = await form();
    await type(wrapper, 1, 'secret');
    expect(wrapper.text()).not.toContain('科室恢复码');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(signIn).toHaveBeenLastCalledWith({ account: 'recent', password: 'secret' });
    expect(wrapper.text()).toContain('需要科室恢复码');
    await type(wrapper, 2, ' abcd-efgh ');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(signIn).toHaveBeenLastCalledWith({ account: 'recent', password: 'secret', recoveryCode: 'abcd-efgh' });
    expect(wrapper.emitted('signedIn')).toEqual([['online', null]]);
    wrapper.unmount();
  });

  it('keeps what was typed after a wrong password and says what to do', async () => {
    answers = [{ ok: false, reason: 'wrongPassword' as never }];
    const wrapper = await form();
    await type(wrapper, 1, 'typo');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(wrapper.findAll('input')[1]!.element.value).toBe('typo');
    expect(wrapper.find('[role=alert]').text()).toContain('请核对账号和密码后再试');
    expect(wrapper.emitted('signedIn')).toBeUndefined();
    wrapper.unmount();
  });

  it('sends nothing without a password', async () => {
    const wrapper = await form();
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(signIn).not.toHaveBeenCalled();
    wrapper.unmount();
  });
});

describe('a new recovery code', () => {
  it('lets nobody go on before it is said to be written down', async () => {
    const sheet = mount(RecoveryCodeSheet, {
      props: { code: '7KQ2-M9XD', department: department.name, action: '进入工作台' },
    });
    const goOn = () => sheet.findAll('button').find((one) => one.text() === '进入工作台')!;
    expect(sheet.text()).toContain('7KQ2-M9XD');
    expect(goOn().attributes('disabled')).toBeDefined();
    const closing = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
    await sheet.find('input[type=checkbox]').setValue(true);
    expect(goOn().attributes('disabled')).toBeUndefined();
    await goOn().trigger('click');
    expect(sheet.emitted('confirmed')).toHaveLength(1);
    sheet.unmount();
  });
});
