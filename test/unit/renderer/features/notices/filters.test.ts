import { expect, test } from 'vitest';
import { noticeFilterSchema } from '#shared/domains/notices/lists.ts';
import { filterFromQuery } from '#app/app/links.ts';
import { noticesLocation } from '#app/features/notices/links.ts';
import { withoutChip } from '#app/lists/filter-chips.ts';
import { sameFilter } from '#app/lists/filter-form.ts';
import { chipsOf } from '#app/features/notices/filter-chips.ts';
import { countMore, emptyForm, filterOfForm, formOfFilter, readFilter } from '#app/features/notices/filter-form.ts';

const everything = {
  name: '恒丰',
  code: '91430',
  permitItemCodes: ['P001', 'P002', 'P003'],
  reviewDepartmentCode: '431001020',
  includeUnassigned: true,
  businessScope: '食品',
  address: '南岭大道',
  enterpriseKinds: ['enterprise' as const],
  applicationTypes: ['establish' as const, 'change' as const],
  approvedFrom: '2026-01-01',
  approvedTo: '2026-01-31',
  receivedFrom: '2026-02-01',
  receivedTo: '2026-02-01',
  statuses: ['overdue' as const, 'pending' as const],
  feedbackDueFrom: '2026-03-01',
  feedbackDueTo: '2026-03-07',
  deliveries: ['queued' as const],
  arrivedSince: '2026-03-01T01:02:03.000Z',
};

test('an untouched bar limits nothing', () => {
  expect(filterOfForm(emptyForm())).toEqual({ filter: {}, problems: null });
});

test('every filter of the contract survives the way into the bar and back', () => {
  expect(filterOfForm(formOfFilter(everything), everything).filter).toEqual(everything);
  expect(Object.keys(everything).sort()).toEqual(Object.keys(noticeFilterSchema.shape).sort());
});

test('editing the bar does not change the filter in force', () => {
  const inForce = { statuses: ['pending' as const] };
  formOfFilter(inForce).statuses.push('pool');
  expect(inForce.statuses).toEqual(['pending']);
});

test('dates may be typed short, codes with spaces, full width or small letters', () => {
  const form = { ...emptyForm(), approvedFrom: '20260105', code: ' ９１43 ma4l ' };
  expect(filterOfForm(form).filter).toEqual({ approvedFrom: '2026-01-05', code: '9143MA4L' });
});

test('those without a department are no condition of their own: without a department they are among the rest', () => {
  expect(filterOfForm({ ...emptyForm(), includeUnassigned: true }).filter).toEqual({});
  const both = { reviewDepartmentCode: '431001020', includeUnassigned: true };
  const [chip] = chipsOf(both);
  expect(withoutChip(both, chip?.key ?? '')).toEqual({});
});

test('a wrong date or a range that runs backwards asks nothing and says where', () => {
  expect(filterOfForm({ ...emptyForm(), approvedFrom: '2026-13-01' })).toEqual({
    filter: null,
    problems: { approvedFrom: '没有 2026-13-01 这一天，请核对' },
  });
  expect(filterOfForm({ ...emptyForm(), receivedFrom: '20260201', receivedTo: '20260131' }).problems).toEqual({
    receivedTo: '止日不能早于起日',
  });
});

test('each condition is one chip in the words of the page, a range included', () => {
  const choices = {
    permitItems: [
      { code: 'P001', name: '食品经营许可' },
      { code: 'P002', name: '广告发布登记' },
    ],
    departments: [{ code: '431001020', name: '某县文旅局' }],
  };
  expect(chipsOf(everything, choices).map((chip) => chip.label)).toEqual([
    '主体名称：恒丰',
    '统一社会信用代码/注册号：91430',
    '状态：超期未接收、未接收',
    '后置审批事项：食品经营许可、广告发布登记 等 3 项',
    '后置审批部门：某县文旅局（含未明确）',
    '经营范围：食品',
    '住所：南岭大道',
    '主体类型：企业',
    '申请类型：设立登记、变更登记',
    '最近业务核准日期：2026-01-01 至 2026-01-31',
    '接收日期：2026-02-01',
    '反馈期限：2026-03-01 至 2026-03-07',
    '报送状态：待报送',
    '新收到：2026-03-01 09:02 以后',
  ]);
});

test('no condition is without a chip, and taking every chip away leaves no condition', () => {
  let filter: object = everything;
  for (const chip of chipsOf(everything)) filter = withoutChip(filter, chip.key);
  expect(filter).toEqual({});
});

test('taking one chip away keeps the others', () => {
  const filter = { name: '恒丰', approvedFrom: '2026-01-01', approvedTo: '2026-01-31' };
  const chip = chipsOf(filter).find((one) => one.label.startsWith('最近'));
  expect(withoutChip(filter, chip?.key ?? '')).toEqual({ name: '恒丰' });
});

test('a folded bar tells how many of its conditions are in force', () => {
  expect(
    countMore('query', { name: '恒丰', approvedFrom: '2026-01-01', approvedTo: '2026-01-31', address: '路' }),
  ).toBe(2);
});

test('a remembered filter of another shape is not used', () => {
  expect(readFilter({ statuses: ['no such status'] })).toBeNull();
  expect(readFilter({ statuses: ['pool'] })).toEqual({ statuses: ['pool'] });
});

test('a link of the workbench arrives as exactly its filter', () => {
  const location = noticesLocation('query', everything) as { query: Record<string, string> };
  expect(filterFromQuery(location.query, readFilter)).toEqual(everything);
});

test('two filters are the same whatever order they were made in', () => {
  expect(sameFilter({ name: '甲', code: '1' }, { code: '1', name: '甲' })).toBe(true);
  expect(sameFilter({ name: '甲' }, { name: '乙' })).toBe(false);
});
