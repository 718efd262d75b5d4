import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import ConflictPage from '#app/features/outbox/ConflictPage.vue';
import type { ConflictDetail, ConflictField } from '#shared/contract/conflicts.ts';
import type { SubjectDetail } from '#shared/domains/inspections/contract.ts';
import { installFakeCore } from '../../support/fake-core.ts';
import { operationEntry } from '../../support/statuses.ts';

const field = (path: string, change: Partial<ConflictField>): ConflictField => ({
  path,
  label: path,
  changedBy: 'both',
  base: null,
  mine: null,
  theirs: null,
  preselected: null,
  together: null,
  ...change,
});
const detail = (change: Partial<ConflictDetail> = {}): ConflictDetail => ({
  id: '0a1b2c3d-0000-4000-8000-00000000000c',
  collection: 'notices',
  collectionTitle: '双告知',
  recordId: 'n1',
  recordTitle: '青禾县云岭餐饮管理有限公司',
  operation: operationEntry({ state: 'conflict' }),
  foundAt: '2026-11-20T03:00:00.000Z',
  theirsState: 'changed',
  decidedAt: null,
  baseRevision: 3,
  theirsRevision: 5,
  mayResend: true,
  theirsBy: null,
  fields: [
    field('stage', { changedBy: 'both', base: 'received', mine: 'answered', theirs: 'returned' }),
    field('receipt.person', { changedBy: 'mine', mine: '林晓', preselected: 'mine' }),
    field('address', { changedBy: 'theirs', theirs: '溪口镇', preselected: 'theirs' }),
    field('phone', { changedBy: 'equal', mine: '1', theirs: '1', preselected: 'theirs' }),
  ],
  base: {},
  mine: {},
  theirs: {},
  decision: null,
  ...change,
});
/** As much of one as the page reads. */
const checklist = { groups: [{ items: [{ points: [{ id: 'gs-1', title: '执照是否悬挂' }] }] }] };
const decide = vi.fn();
async function show(conflict: ConflictDetail) {
  decide.mockReset();
  installFakeCore({
    conflicts: {
      list: () => ({ rows: [conflict], nextCursor: null, count: { value: 1, capped: false } }),
      get: () => ({ ok: true, conflict }),
      decide: (input) => {
        decide(input);
        return { ok: true, operationId: null };
      },
    },
    inspections: {
      get: () => ({ ok: true, detail: { checklist } as unknown as SubjectDetail }),
    },
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'outbox', meta: { title: '' }, component: { render: () => null } }],
  });
  const wrapper = mount(ConflictPage, { props: { recordId: 'n1' }, global: { plugins: [router] } });
  // The words of a collection are fetched with its first conflict.
  await expect.poll(() => wrapper.text()).not.toContain('正在读取');
  return wrapper;
}
type Page = Awaited<ReturnType<typeof show>>;
const rowsOf = (page: Page) => page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
const button = (page: Page, words: string) => page.findAll('button').find((one) => one.text() === words)!;
beforeEach(() => void setActivePinia(createPinia()));

describe('deciding a conflict', () => {
  it('lets nobody decide before every open choice is made and a reason is given', async () => {
    const page = await show(detail());
    expect(page.text()).toContain('还有 1 项没有选择');
    await page.find('textarea').setValue('以现场核实为准');
    expect(button(page, '确定').attributes('disabled')).toBeDefined();
    await button(page, '全部选本机').trigger('click');
    expect(button(page, '确定').attributes('disabled')).toBeUndefined();
    await button(page, '确定').trigger('click');
    await flushPromises();
    expect(decide).toHaveBeenCalledWith({
      id: detail().id,
      theirsRevision: 5,
      choices: { stage: 'mine', 'receipt.person': 'mine', address: 'theirs', phone: 'theirs' },
      reason: '以现场核实为准',
    });
    page.unmount();
  });
  it('offers a choice only where this side changed something', async () => {
    const page = await show(detail());
    expect(page.findAll('[role=radiogroup]')).toHaveLength(2);
    expect(page.text()).toContain('两边相同');
    page.unmount();
  });
  it.each(['gone', 'final', 'overtaken'] as const)(
    'leaves only the platform side once it is %s there',
    async (theirsState) => {
      const page = await show(detail({ theirsState }));
      expect(button(page, '全部选本机')).toBeUndefined();
      await page.find('textarea').setValue('平台已办结');
      await button(page, '确定').trigger('click');
      await flushPromises();
      const { choices } = decide.mock.calls[0]![0] as { choices: Record<string, string> };
      expect(new Set(Object.values(choices))).toEqual(new Set(['theirs']));
      page.unmount();
    },
  );
});

it('leaves only the platform side to whoever lacks the right, and says who can keep the other', async () => {
  const page = await show(detail({ mayResend: false }));
  expect(button(page, '全部选本机')).toBeUndefined();
  expect(page.text()).toContain('请有权限的同事在本机登录后决定');
  await page.find('textarea').setValue('没有权限');
  await button(page, '确定').trigger('click');
  await flushPromises();
  const { choices } = decide.mock.calls[0]![0] as { choices: Record<string, string> };
  expect(new Set(Object.values(choices))).toEqual(new Set(['theirs']));
  page.unmount();
});

describe('several fields that are one decision', () => {
  const deed = (person: string, title: string, words: string) => ({
    at: '2026-11-20T02:30:00.000Z',
    person,
    title,
    detail: words,
  });
  const together = {
    mine: deed('林晓', '反馈', '不予发证'),
    theirs: deed('苏禾', '反馈', '已发证，许可证 JY-01'),
    sides: [
      { side: 'mine', refused: null },
      { side: 'theirs', refused: null },
      { side: 'both', refused: '已经反馈“已发证”' },
    ],
  } satisfies ConflictField['together'];
  const opposed = () =>
    detail({ theirsBy: together.theirs, fields: [field('feedbacks', { label: '反馈', together })] });

  it('are two cards: who did what and when, and whom to ask', async () => {
    const page = await show(opposed());
    expect(page.findAll('tbody tr')).toHaveLength(0);
    const cards = page.findAll('.card').map((card) => card.text().replace(/\s+/g, ' '));
    expect(cards[0]).toContain('本机林晓 2026-11-20 10:30 反馈');
    expect(cards[0]).toContain('不予发证');
    expect(cards[1]).toContain('平台苏禾 2026-11-20 10:30 反馈');
    expect(page.text()).toContain('平台上：苏禾 2026-11-20 10:30 反馈');
    expect(page.text()).not.toMatch(/feedbacks|mine|theirs/);
    page.unmount();
  });
  it('one is chosen; what the rules refuse cannot be, and says why', async () => {
    const page = await show(opposed());
    const [mine, , both] = page.findAll<HTMLInputElement>('.card input[type=radio]');
    expect(both!.element.disabled).toBe(true);
    expect(page.text()).toContain('不能选：已经反馈“已发证”');
    expect(page.text()).toContain('还有 1 项没有选择');
    await mine!.setValue();
    await page.find('textarea').setValue('已和苏禾核实');
    await button(page, '确定').trigger('click');
    await flushPromises();
    expect(decide).toHaveBeenCalledWith(expect.objectContaining({ choices: { feedbacks: 'mine' } }));
    page.unmount();
  });
});

describe('a record that the platform took back', () => {
  const feedback = {
    id: '0a1b2c3d-0000-4000-8000-0000000000f1',
    result: 'refused',
    feedbackOn: '2026-11-20',
    certificateNumber: '',
    certificateName: '',
    issuingOrgan: '',
    issuedOn: null,
    validFrom: null,
    validTo: null,
    longTerm: false,
    permitContent: '',
    remark: '场所面积不足。',
    departmentCode: '433221101',
    departmentName: '某县市场监督管理局',
    person: '林晓',
    at: '2026-11-20T02:00:00.000Z',
  };
  const notice = { id: 'n1', enterpriseId: 'E00019970', stage: 'received', feedbacks: [] };
  it('shows what was done here, and not the whole record in codes', async () => {
    const page = await show(
      detail({
        theirsState: 'gone',
        base: notice,
        mine: { ...notice, stage: 'answered', feedbacks: [feedback] },
        theirs: null,
        fields: [field('', { label: '', base: notice, mine: { ...notice, feedbacks: [feedback] } })],
      }),
    );
    expect(rowsOf(page)).toEqual([
      ['状态', '已接收未反馈', '已反馈'],
      ['反馈', '（空）', '不予发证；反馈日期：2026-11-20；备注：场所面积不足。　林晓（2026-11-20 10:00）'],
    ]);
    expect(page.text()).not.toContain('E00019970');
    await button(page, '确定').trigger('click');
    await flushPromises();
    expect(decide).toHaveBeenCalledWith(
      expect.objectContaining({ choices: { '': 'theirs' }, reason: '平台已收回或改派这条记录' }),
    );
    page.unmount();
  });
});

describe('two results of one subject', () => {
  const id = '0a1b2c3d-0000-4000-8000-0000000000e1';
  const signature = {
    id,
    role: 'inspector',
    name: '邓一川',
    sha256: 'a'.repeat(64),
    refused: false,
    refusalWords: '',
    at: '2026-11-20T02:00:00.000Z',
  };
  const answer = (value: string, issue = '') => ({ pointId: 'gs-1', state: 'answered', value, issue });
  const results = () =>
    detail({
      collection: 'inspectionSubjects',
      fields: [
        field('result.handling', { mine: '已责令改正', theirs: '无需处理' }),
        field('result.remark', { changedBy: 'equal', mine: '', theirs: '', preselected: 'theirs' }),
        field('result.answers', { mine: [answer('no', '未公示')], theirs: [answer('yes')] }),
        field(`result.signatures[${id}]`, { changedBy: 'theirs', theirs: signature, preselected: 'theirs' }),
      ],
    });
  const sent = () => (decide.mock.calls[0]![0] as { choices: Record<string, string> }).choices;

  it('are told in the words of the 检查表, and a signature by who signed', async () => {
    const page = await show(results());
    expect(page.text()).toContain('执照是否悬挂：否，问题：未公示');
    expect(page.text()).toContain('执照是否悬挂：是');
    expect(page.text()).toContain('检查人员 邓一川，已签名（2026-11-20 10:00）');
    expect(page.text()).not.toContain('gs-1');
    expect(page.text(), 'what neither side filled in').not.toContain('result.remark');
    page.unmount();
  });
  it('leave the signatures of the other out when all of mine is taken, and can be mixed', async () => {
    const page = await show(results());
    await page.find('textarea').setValue('以现场核实为准');
    await button(page, '全部选本机').trigger('click');
    await button(page, '确定').trigger('click');
    await flushPromises();
    expect(sent()).toEqual({
      'result.handling': 'mine',
      'result.answers': 'mine',
      'result.remark': 'theirs',
      [`result.signatures[${id}]`]: 'mine',
    });
    page.unmount();

    const mixed = await show(results());
    await mixed.find('textarea').setValue('以现场核实为准');
    await button(mixed, '全部选平台').trigger('click');
    await mixed.findAll('input[type=radio][value=mine]')[0]!.setValue(true);
    await button(mixed, '确定').trigger('click');
    await flushPromises();
    expect(sent()).toEqual({
      'result.handling': 'mine',
      'result.answers': 'theirs',
      'result.remark': 'theirs',
      [`result.signatures[${id}]`]: 'theirs',
    });
    mixed.unmount();
  });
  it('keep the platform’s photos and signatures where nothing of mine is taken', async () => {
    const page = await show(results());
    await page.find('textarea').setValue('采用同事的结果');
    await button(page, '全部选本机').trigger('click');
    for (const index of [0, 1]) await page.findAll('input[type=radio][value=theirs]')[index]!.setValue(true);
    await flushPromises();
    await button(page, '确定').trigger('click');
    await flushPromises();
    expect(new Set(Object.values(sent()))).toEqual(new Set(['theirs']));
    page.unmount();
  });
});

describe('every collection reads in its own words', () => {
  const department = { code: '433221101', name: '某县市场监督管理局' };
  const words = async (change: Partial<ConflictDetail>) => {
    const page = await show(detail(change));
    const rows = rowsOf(page).map((cells) => cells.slice(0, 4));
    page.unmount();
    return rows;
  };
  it('two versions of a plan', async () => {
    const plan = { departments: [department, { code: '433221102', name: '某县农业农村局' }] };
    const rows = await words({
      collection: 'inspectionPlans',
      base: plan,
      mine: plan,
      theirs: plan,
      fields: [
        field('stage', { base: 'confirming', mine: 'confirming', theirs: 'assigning' }),
        field('confirmedBy', { base: [], mine: ['433221101'], theirs: ['433221102'] }),
      ],
    });
    expect(rows).toEqual([
      ['stage', '名单确认', '名单确认', '人员选派'],
      ['confirmedBy', '（空）', '某县市场监督管理局', '某县农业农村局'],
    ]);
  });
  it('two versions of a person of the 名录', async () => {
    const rows = await words({
      collection: 'inspectors',
      fields: [
        field('gender', { base: null, mine: 'male', theirs: 'female' }),
        field('lines', { base: ['价格检查'], mine: ['价格检查', '市场监管'], theirs: ['市场监管'] }),
        field('revoked', { base: false, mine: false, theirs: true }),
      ],
    });
    expect(rows).toEqual([
      ['gender', '（空）', '男', '女'],
      ['lines', '价格检查', '价格检查、市场监管', '市场监管'],
      ['revoked', '否', '否', '是'],
    ]);
  });
  it.each([
    ['inspectionPlans', { stage: 'confirming' }, { stage: 'assigning' }, [['环节', '名单确认', '人员选派']]],
    ['inspectors', { onDuty: true, age: 40 }, { onDuty: false, age: 40 }, [['人员在岗状态', '在岗', '不在岗']]],
    ['inspectionSubjects', { stage: 'unconfirmed' }, { stage: 'waiting' }, [['状态', '未确认', '待录入']]],
  ])('what was done here on one of %s that the platform took back', async (collection, base, mine, told) => {
    expect(await words({ collection, theirsState: 'gone', base, mine, theirs: null, fields: [] })).toEqual(told);
  });
});
