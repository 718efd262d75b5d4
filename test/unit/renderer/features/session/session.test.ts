import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DemoAccount } from '#shared/platform-api/demonstration.ts';
import type { BackupInfo, RecoveryState } from '#shared/contract/backups.ts';
import RecoveryPanel from '#app/features/session/RecoveryPanel.vue';
import SignInForm from '#app/features/session/SignInForm.vue';
import { useSession } from '#app/app/stores/session.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { sessionStatus } from '../../support/statuses.ts';

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
let demo: DemoAccount[];

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
  demo = [];
  signIn.mockReset();
  installFakeCore({
    session: {
      demonstration: () => ({ accounts: demo }),
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

  it('lists the accounts of a platform for trying out, and fills in the one that is clicked', async () => {
    const real = await form();
    expect(real.text()).not.toContain('演示平台');
    real.unmount();
    demo = [{ account: 'try01', password: 'Try-01', name: '易知远', department, roles: ['clerk', 'inspector'] }];
    const wrapper = await form();
    expect(wrapper.text()).toContain('这是演示平台，数据都是虚构的');
    const offered = wrapper.find('.demo button');
    expect(offered.text()).toContain('经办、检查');
    await offered.trigger('click');
    expect(wrapper.findAll('input').map((one) => one.element.value)).toEqual(['try01', 'Try-01']);
    wrapper.unmount();
  });

  it('leaves the button where it was when the password is wrong', async () => {
    answers = [{ ok: false, reason: 'wrongPassword' as never }];
    const wrapper = await form();
    await type(wrapper, 1, 'wrong');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    const said = wrapper.get('[role=alert]').element;
    const button = wrapper.get('button[type=submit]').element;
    expect(button.compareDocumentPosition(said)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
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

  it('takes the password of before, after it was changed on the platform', async () => {
    answers = [
      { ok: false, reason: 'passwordChanged' as never },
      { ok: true, mode: 'online', newRecoveryCode: null },
    ];
    const wrapper = await form();
    await type(wrapper, 1, 'new secret');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(wrapper.text()).toContain('改之前的密码');
    await type(wrapper, 2, 'old secret');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(signIn).toHaveBeenLastCalledWith({
      account: 'recent',
      password: 'new secret',
      previousPassword: 'old secret',
    });
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

describe('data that could not be opened', () => {
  const backup = (folder: string, change: Partial<BackupInfo> = {}): BackupInfo => ({
    folder,
    readable: true,
    at: '2026-11-19T02:00:00.000Z',
    reason: 'schedule',
    bytes: 1_572_864,
    department,
    platformName: '演示平台',
    counts: { notices: 5000, inspectionSubjects: 40, inspectionPlans: 0, unsettled: 3, audit: 40 },
    ...change,
  });
  const recovery: RecoveryState = {
    platformId: 'p',
    department,
    reason: 'databaseDamaged',
    detail: '第 12 页校验不符',
    backups: [backup('/newest'), backup('/unreadable', { readable: false }), backup('/older')],
    journalEntries: 15,
    keyHeld: true,
  };
  const asked = vi.fn();
  const panel = (change: Partial<RecoveryState> = {}) => {
    asked.mockReset();
    installFakeCore({
      backups: {
        restore: (input) => {
          asked(input);
          return { ok: true, department };
        },
      },
    });
    return mount(RecoveryPanel, { props: { recovery: { ...recovery, ...change } }, attachTo: document.body });
  };
  const confirm = async (words: string) => {
    await flushPromises();
    const button = [...document.querySelectorAll<HTMLButtonElement>('.el-message-box button')].find(
      (one) => one.textContent.trim() === words,
    );
    button!.click();
    await flushPromises();
  };

  it('says what was found and offers the readable backups, the newest first, and the way without one', () => {
    const wrapper = panel();
    expect(wrapper.text()).toContain('第 12 页校验不符');
    expect(wrapper.text()).toContain('15 项本机操作');
    expect(wrapper.findAll('input[type=radio]').map((one) => one.attributes('value'))).toEqual([
      '/newest',
      '/older',
      'download',
    ]);
    expect(wrapper.text()).toContain(
      '2026-11-19 10:00 自动备份，双告知 5000 条，双随机抽查 40 条，待报送 3 条，1.5 MB',
    );
    wrapper.unmount();
  });
  it('restores the chosen one after a confirmation, without a code where the password was just proved', async () => {
    const wrapper = panel();
    await wrapper.find('form').trigger('submit');
    expect(asked).not.toHaveBeenCalled();
    await confirm('恢复');
    expect(asked).toHaveBeenCalledWith({ folder: '/newest' });
    expect(wrapper.emitted('restored')).toHaveLength(1);
    wrapper.unmount();
  });
  it('never offers to throw away data of a newer client', () => {
    const wrapper = panel({ reason: 'databaseNewer', backups: [] });
    expect(wrapper.findAll('input[type=radio]')).toHaveLength(0);
    expect(wrapper.find('button[type=submit]').attributes('disabled')).toBeDefined();
    wrapper.unmount();
  });
});
