import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NoticeFilter, noticeList, type NoticePage, type NoticeSort } from '#shared/domains/notices/lists.ts';
import { pagesOf } from '#shared/lists/list.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { noticeStages } from '#shared/domains/notices/words.ts';
import { type Notice } from '#shared/domains/notices/record.ts';
import { listNotices, noticeCount } from '#core/notices/queries.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { chinaCalendar, openTestWorkspace, type TestWorkspace } from '../support.ts';
import { expectedIds, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

const noticePages = pagesOf(noticeList);
const noticeSorts = Object.keys(noticeList.orders) as NoticeSort['by'][];
const random = randomNumbers(7);
const notices = Array.from({ length: 1500 }, (_, index) => makeNotice(index, random));
let workspace: TestWorkspace;

beforeAll(() => {
  workspace = openTestWorkspace({ start: '2026-03-02T01:00:00.000Z' });
  store(workspace, notices);
});
afterAll(() => workspace.close());

function store(into: TestWorkspace, records: readonly Notice[]) {
  into.database.transaction(() =>
    noticesCollection.write(
      into,
      records.map((data, index) => ({ id: data.id, revision: index + 1, data })),
    ),
  )();
}

function allPages(page: NoticePage, filter: NoticeFilter, sort: NoticeSort, limit = 50): string[] {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const answer = listNotices(workspace, { page, filter, sort, cursor, limit });
    ids.push(...answer.rows.map(({ id }) => id));
    cursor = answer.nextCursor;
  } while (cursor !== null);
  return ids;
}

const judge = () => ({
  today: workspace.today(),
  calendar: chinaCalendar,
  thresholds: workspace.settings().lamp,
  arrivedAt: workspace.correctedNow(),
});

const newestFirst: NoticeSort = { by: 'approvedOn', direction: 'descending' };

/** Every filter of the manual, in values that match much, little and nothing. */
const filters: Record<string, NoticeFilter> = {
  nothing: {},
  'part of a name': { name: '恒丰' },
  'one character of a name': { name: '瑞' },
  'two parts of a name': { name: '恒 物流' },
  'pinyin initials': { name: 'hfsm' },
  'two initials': { name: 'hf' },
  'Latin letters in a name': { name: 'KTV' },
  'a whole name with full-width brackets and blanks': { name: ' 青溪县 恒丰商贸有限公司 ' },
  'a name that nobody has': { name: '没有这个名字' },
  'signs only': { name: '（）' },
  'head of a code': { code: '91431299' },
  'inner part of a code, lower case': { code: 'ma100123x' },
  'registration number': { code: '431299010' },
  'one character of a code': { code: '7' },
  'one permit item': { permitItems: ['A02'] },
  'two permit items': { permitItems: ['A01', 'A05'] },
  'own department': { department: { code: ownDepartment.code } },
  'own department and unassigned': { department: { code: ownDepartment.code, withUnassigned: true } },
  scope: { businessScope: '餐饮服务' },
  'one character of the scope': { businessScope: '艺' },
  'scope in two parts': { businessScope: '广告 货运' },
  'letters in the scope': { businessScope: 'ktv' },
  'boilerplate of the scope': { businessScope: '依法须经批准' },
  address: { address: '石桥镇' },
  'address with number': { address: '竹溪镇 路1号' },
  kinds: { enterpriseKinds: ['cooperative'] },
  'application types': { applicationTypes: ['change', 'deregister'] },
  approved: { approved: { from: '2025-08-01', to: '2025-08-15' } },
  received: { received: { from: '2025-09-01', to: '2025-09-10' } },
  'received until': { received: { to: '2025-07-01' } },
  'due range': { feedbackDue: { from: '2025-12-01', to: '2025-12-20' } },
  'due until': { feedbackDue: { to: '2025-12-20' } },
  'due from, answered only': { feedbackDue: { from: '2025-12-01' }, statuses: ['answered'] },
  'due and past the reminder': { feedbackDue: { to: '2025-12-20' }, statuses: ['reminded'] },
  overdue: { statuses: ['overdue'] },
  reminded: { statuses: ['reminded'] },
  'answered late': { statuses: ['answeredLate'] },
  'late of every kind': { statuses: ['answeredLate', 'overdue', 'reminded'] },
  'overdue, reminded and in the pool': { statuses: ['overdue', 'reminded', 'pool'] },
  'overdue and answered': { statuses: ['overdue', 'answered'] },
  'pending and overdue': { statuses: ['pending', 'overdue'] },
  'arrived before now': { arrivedSince: '2026-03-02T00:00:00.000Z' },
  'arrived later': { arrivedSince: '2026-03-02T02:00:00.000Z' },
  ...Object.fromEntries(noticeStages.map((stage) => [`stage ${stage}`, { statuses: [stage] }])),
};

describe('lists of 双告知', () => {
  for (const page of noticePages)
    for (const [name, filter] of Object.entries(filters))
      it(`${page}: ${name} shows exactly the rows that match, in order, over all pages`, () => {
        expect(allPages(page, filter, newestFirst)).toEqual(expectedIds(notices, page, filter, newestFirst, judge()));
      });

  for (const by of noticeSorts)
    for (const direction of ['ascending', 'descending'] as const)
      it(`orders by ${by} ${direction}, pages of any size joined without gap or repetition`, () => {
        for (const filter of [
          {},
          { name: '恒' },
          { enterpriseKinds: ['individual' as const], businessScope: '广告' },
        ]) {
          const expected = expectedIds(notices, 'query', filter, { by, direction }, judge());
          expect(allPages('query', filter, { by, direction }, 7)).toEqual(expected);
          expect(allPages('query', filter, { by, direction }, 200)).toEqual(expected);
        }
      });

  it('combines any filters', () => {
    const pick = randomNumbers(99);
    const single = Object.values(filters);
    for (let round = 0; round < 300; round += 1) {
      const filter: NoticeFilter = {};
      for (let part = 0; part < 3; part += 1) Object.assign(filter, single[Math.floor(pick() * single.length)]);
      const page = noticePages[Math.floor(pick() * 3)]!;
      const sort = { by: noticeSorts[Math.floor(pick() * noticeSorts.length)]!, direction: 'descending' } as const;
      const expected = expectedIds(notices, page, filter, sort, judge());
      expect(allPages(page, filter, sort), JSON.stringify({ page, filter, sort })).toEqual(expected);
      expect(noticeCount(workspace, { page, filter }), JSON.stringify({ page, filter })).toEqual({
        value: expected.length,
        capped: false,
      });
    }
  });

  it('counts what it lists', () => {
    for (const page of noticePages)
      for (const filter of Object.values(filters))
        expect(noticeCount(workspace, { page, filter }).value).toBe(
          expectedIds(notices, page, filter, newestFirst, judge()).length,
        );
  });

  it('counts working days for the overdue lamp where the thresholds say so', () => {
    const strict = openTestWorkspace({
      start: '2025-10-09T01:00:00.000Z',
      settings: { lamp: { ...defaultLampThresholds, unit: 'workingDay' } },
    });
    store(strict, notices);
    const filter: NoticeFilter = { statuses: ['overdue'] };
    const { rows } = listNotices(strict, { page: 'receive', filter, sort: newestFirst, cursor: null, limit: 200 });
    expect(rows.map(({ id }) => id)).toEqual(
      expectedIds(notices, 'receive', filter, newestFirst, {
        today: '2025-10-09',
        calendar: chinaCalendar,
        thresholds: strict.settings().lamp,
        arrivedAt: strict.correctedNow(),
      }).slice(0, 200),
    );
    expect(rows.every(({ lamp }) => lamp.lamp === 'overdue')).toBe(true);
    strict.close();
  });

  it('refuses a cursor of another order instead of answering with something else', () => {
    const { nextCursor } = listNotices(workspace, {
      page: 'query',
      filter: {},
      sort: newestFirst,
      cursor: null,
      limit: 10,
    });
    const otherSort: NoticeSort = { by: 'enterpriseName', direction: 'ascending' };
    expect(() =>
      listNotices(workspace, { page: 'query', filter: {}, sort: otherSort, cursor: nextCursor, limit: 10 }),
    ).toThrow();
  });
});
