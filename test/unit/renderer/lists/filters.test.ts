import { describe, expect, test } from 'vitest';
import { type FilterOf, type NameOf } from '#shared/lists/fields.ts';
import type { List } from '#shared/lists/list.ts';
import type { ListSchemas } from '#shared/lists/schema.ts';
import { planListSchemas, subjectListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import { planList, subjectList } from '#shared/domains/inspections/lists.ts';
import { inspectorListSchemas } from '#shared/domains/inspectors/list-schemas.ts';
import { inspectorList } from '#shared/domains/inspectors/lists.ts';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import { noticeList } from '#shared/domains/notices/lists.ts';
import { filterFromQuery } from '#app/app/links.ts';
import { noticesLocation } from '#app/features/notices/links.ts';
import { readKept } from '#app/app/read-kept.ts';
import { chipsOf, countMore, namesIn, withoutChip } from '#app/lists/filter-chips.ts';
import { filterOf, formOf, sameFilter } from '#app/lists/filter-form.ts';

const codes: NameOf = (_list, code) => code;
const notices = noticeList.fields;
const subjects = subjectList.fields;
const everyNotice: FilterOf<typeof notices> = {
  name: '恒丰',
  code: '91430',
  statuses: ['overdue', 'pending'],
  permitItems: ['P001', 'P002', 'P003'],
  department: { code: '431001020', withUnassigned: true },
  businessScope: '食品',
  address: '南岭大道',
  enterpriseKinds: ['enterprise'],
  applicationTypes: ['establish', 'change'],
  approved: { from: '2026-01-01', to: '2026-01-31' },
  received: { from: '2026-02-01', to: '2026-02-01' },
  feedbackDue: { from: '2026-03-01', to: '2026-03-07' },
  deliveries: ['queued'],
  arrivedSince: '2026-03-01T01:02:03.000Z',
};
const everySubject: FilterOf<typeof subjects> = {
  name: '商行',
  code: '9143',
  planId: 'FA-1',
  planName: '食品',
  planNumber: '00014',
  stages: ['waiting'],
  enterpriseKinds: ['individual', 'other'],
  inspectorName: '易知远',
  whose: ['own', 'others'],
  organName: '市场监管所',
  legalRepresentative: '易',
  registrationOrgan: '澧安',
  jurisdiction: '城关',
  drawnUpBy: '市场',
  drawnUp: { from: '2026-01-01' },
  planBegins: { to: '2026-10-31' },
  timesDrawn: ['more'],
  planEnds: { to: '2026-11-30' },
  inspected: { from: '2026-11-01' },
  deliveries: ['conflict'],
};
const plans: FilterOf<typeof planList.fields> = {
  name: '食品',
  number: '00014',
  stages: ['confirming'],
  lead: '市场',
  drawnUpBy: '省局',
  drawnUp: { from: '2026-01-01', to: '2026-01-31' },
  begins: { from: '2026-02-01' },
  ends: { to: '2026-11-30' },
};
const inspectors: FilterOf<typeof inspectorList.fields> = {
  name: '易',
  certificateNumber: '1203',
  organName: '市场监管所',
  types: ['行政执法'],
  lines: ['市场监管', '价格检查'],
  state: 'expiring',
};

interface Case {
  readonly list: List;
  readonly schemas: Pick<ListSchemas<List>, 'filter' | 'sort'>;
  readonly everything: Readonly<Record<string, unknown>>;
}
describe.each<[name: string, of: Case]>([
  ['告知', { list: noticeList, schemas: noticeListSchemas, everything: everyNotice }],
  ['抽查主体', { list: subjectList, schemas: subjectListSchemas, everything: everySubject }],
  ['抽查方案', { list: planList, schemas: planListSchemas, everything: plans }],
  ['执法人员', { list: inspectorList, schemas: inspectorListSchemas, everything: inspectors }],
])('%s', (_name, { list: { fields }, schemas, everything }) => {
  const filter = everything as FilterOf<typeof fields>;
  test('an untouched bar limits nothing', () => {
    expect(filterOf(fields, formOf(fields, {}), {})).toEqual({ filter: {}, problems: null });
  });
  test('every condition survives the way into the bar and back, and into what is remembered', () => {
    expect(Object.keys(everything).sort()).toEqual(Object.keys(fields).sort());
    expect(filterOf(fields, formOf(fields, filter), filter)).toEqual({ filter, problems: null });
    expect(readKept(schemas.filter)(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
  });
  test('no condition is without a chip, and taking every chip away leaves no condition', () => {
    const chips = chipsOf(fields, filter, codes);
    expect(chips.map(({ key }) => key)).toEqual(Object.keys(fields));
    expect(chips.reduce<object>((left, { key }) => withoutChip(left, key), filter)).toEqual({});
  });
  test('something else than a filter is not used', () => {
    expect(readKept(schemas.filter)('old')).toBeNull();
    // The first condition of every list is one in words.
    expect(readKept(schemas.filter)({ [Object.keys(fields)[0]!]: 3 })).toBeNull();
    expect(readKept(schemas.sort)({ by: 'no such order', direction: 'ascending' })).toBeNull();
  });
});

test('editing the bar does not change the filter in force', () => {
  const inForce = { statuses: ['pending' as const], approved: { from: '2026-01-01' } };
  const form = formOf(notices, inForce);
  form.statuses.push('pool');
  form.approved.from = '';
  expect(inForce).toEqual({ statuses: ['pending'], approved: { from: '2026-01-01' } });
});

test('dates may be typed short or long, codes with spaces, full width or small letters, words with spaces around', () => {
  const form = {
    ...formOf(subjects, {}),
    name: ' 商行 ',
    code: ' ９１43 ma4l ',
    planEnds: { from: '20261101', to: '2026年11月30日' },
  };
  expect(filterOf(subjects, form, {}).filter).toEqual({
    name: '商行',
    code: '9143MA4L',
    planEnds: { from: '2026-11-01', to: '2026-11-30' },
  });
});

test('a wrong date or a range that runs backwards asks nothing and says where', () => {
  const typed = (from: string, to: string) => filterOf(notices, { ...formOf(notices, {}), approved: { from, to } }, {});
  expect(typed('2026-13-01', '')).toEqual({
    filter: null,
    problems: { approved: ['没有 2026-13-01 这一天，请核对', undefined] },
  });
  expect(typed('20260201', '20260131').problems).toEqual({ approved: [undefined, '止日不能早于起日'] });
  expect(typed('', '2026').problems).toEqual({ approved: [undefined, '日期请按 20260105 或 2026-01-05 填写'] });
});

test('what a link brought and no control sets stays until its chip is taken away', () => {
  const { arrivedSince } = everyNotice;
  expect(filterOf(notices, { ...formOf(notices, {}), name: '恒丰' }, { arrivedSince }).filter).toEqual({
    name: '恒丰',
    arrivedSince,
  });
});

describe('chips', () => {
  const occurring = {
    item: [
      { code: 'P001', name: '食品经营许可' },
      { code: 'P002', name: '广告发布登记' },
    ],
    department: [{ code: '431001020', name: '某县文旅局' }],
  };
  test('each condition is one chip in the words of the list; of what has occurred two are named', () => {
    expect(chipsOf(notices, everyNotice, namesIn(occurring)).map(({ label }) => label)).toEqual([
      '主体名称：恒丰',
      '统一社会信用代码/注册号：91430',
      '状态：逾期未接收、未接收',
      '后置审批事项：食品经营许可、广告发布登记 等 3 项',
      '后置审批部门：某县文旅局（含未明确后置审批部门）',
      '经营范围：食品',
      '住所：南岭大道',
      '主体类型：企业',
      '申请类型：设立登记、变更登记',
      '最近业务核准日期：2026-01-01 至 2026-01-31',
      '接收日期：2026-02-01',
      '反馈提醒日：2026-03-01 至 2026-03-07',
      '报送状态：待报送',
      '收到本机：2026-03-01 09:02 以后',
    ]);
    expect(chipsOf(subjects, everySubject, codes).map(({ label }) => label)).toContain('截止日期：2026-11-30 止');
  });
  test('taking one away keeps the others, a department goes with its addition', () => {
    expect(withoutChip({ name: '恒丰', approved: { from: '2026-01-01' } }, 'approved')).toEqual({ name: '恒丰' });
    const [chip] = chipsOf(notices, { department: { code: '1', withUnassigned: true } }, codes);
    expect(withoutChip({ department: { code: '1', withUnassigned: true } }, chip?.key ?? '')).toEqual({});
  });
  test('a folded bar tells how many of its conditions are in force', () => {
    const filter = { name: '恒丰', approved: { from: '2026-01-01', to: '2026-01-31' }, address: '路' };
    expect(countMore(['approved', 'address', 'received'], chipsOf(notices, filter, codes))).toBe(2);
  });
});

test('what an older version remembered of a condition that is no more limits nothing', () => {
  expect(readKept(noticeListSchemas.filter)({ name: '恒丰', approvedFrom: '2026-01-01' })).toEqual({ name: '恒丰' });
});

test('a link of the workbench arrives as exactly its filter', () => {
  const location = noticesLocation('query', everyNotice) as { query: Record<string, string> };
  expect(filterFromQuery(location.query, readKept(noticeListSchemas.filter))).toEqual(everyNotice);
});

test('two filters are the same whatever order they were made in', () => {
  const range = { from: '2026-01-01', to: '2026-01-31' };
  expect(
    sameFilter({ name: '甲', approved: range }, { approved: { to: range.to, from: range.from }, name: '甲' }),
  ).toBe(true);
  expect(sameFilter({ name: '甲' }, { name: '乙' })).toBe(false);
  expect(sameFilter({ stages: ['waiting'] }, { stages: ['entered'] })).toBe(false);
});
