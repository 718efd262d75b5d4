import { describe, expect, it } from 'vitest';
import { noticeFields, type NoticeFilter } from '#shared/domains/notices/lists.ts';
import { subjectList } from '#shared/domains/inspections/lists.ts';
import { inspectorList } from '#shared/domains/inspectors/lists.ts';
import { filterWords, type NameOf, rangeWords, said } from '#shared/lists/fields.ts';

const names = new Map([
  ['item A02', '网吧'],
  ['department 431', '文旅局'],
]);
const nameOf: NameOf = (list, one) => names.get(`${list} ${one}`) ?? one;

describe('what a filter says', () => {
  it('tells a range by its ends', () => {
    expect(rangeWords({ from: '2026-01-01', to: '2026-01-31' })).toBe('2026-01-01 至 2026-01-31');
    expect(rangeWords({ from: '2026-01-01', to: '2026-01-01' })).toBe('2026-01-01');
    expect(rangeWords({ from: '2026-01-01' })).toBe('2026-01-01 起');
    expect(rangeWords({ to: '2026-01-31' })).toBe('2026-01-31 止');
    expect(rangeWords({})).toBe('');
  });

  it('names every condition that limits, in the order of the list, codes by their names', () => {
    const filter: NoticeFilter = {
      arrivedSince: '2026-03-01T16:00:00.000Z',
      approved: { from: '2026-01-01' },
      department: { code: '431', withUnassigned: true },
      permitItems: ['A02', 'A99'],
      statuses: ['overdue', 'pool'],
      code: '9143',
      name: '恒丰',
    };
    expect(said(noticeFields, filter, nameOf)).toEqual([
      { name: 'name', label: '主体名称', values: ['恒丰'] },
      { name: 'code', label: '统一社会信用代码/注册号', values: ['9143'] },
      { name: 'statuses', label: '状态', values: ['逾期未接收', expect.any(String)] },
      { name: 'permitItems', label: '后置审批事项', values: ['网吧', 'A99'] },
      { name: 'department', label: '后置审批部门', values: ['文旅局（含未明确后置审批部门）'] },
      { name: 'approved', label: '最近业务核准日期', values: ['2026-01-01 起'] },
      { name: 'arrivedSince', label: '收到本机', values: ['2026-03-02 00:00 以后'] },
    ]);
  });

  it('is nothing where nothing limits', () => {
    const nothing: NoticeFilter = { name: ' ', statuses: [], permitItems: [], approved: {}, department: undefined };
    expect(said(noticeFields, nothing, nameOf)).toEqual([]);
    expect(filterWords(noticeFields, nothing, nameOf)).toBe('全部');
  });

  it('stands whole at the head of a sheet', () => {
    const filter = { name: '恒丰', applicationTypes: ['change', 'deregister'] as const };
    expect(filterWords(noticeFields, filter, nameOf)).toMatch(/^主体名称：恒丰；申请类型：\S+、\S+$/);
    const planNames: NameOf = (_, id) => `方案 ${id}`;
    expect(filterWords(subjectList.fields, { planId: 'FA0002', deliveries: ['queued'] }, planNames)).toBe(
      '抽查方案：方案 FA0002；报送状态：待报送',
    );
    expect(filterWords(inspectorList.fields, { state: 'expiring', types: ['专业技术'] }, nameOf)).toBe(
      '人员类型：专业技术；名录状态：执法证 60 天内到期或已到期',
    );
  });
});
