import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { emptyCalendar } from '#shared/trade/working-days.ts';
import { searchEnterprises, searchEnterprisesByScope } from '#core/enterprises/queries.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { noticeListSpec } from '#core/notices/lists.ts';
import { recountLateFeedbacks } from '#core/notices/store.ts';
import { listNotices, noticeChoices, noticeCount } from '#core/notices/queries.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { type Day, dayOf } from '#core/records/day.ts';
import { countRows } from '#core/records/list.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { readCalendar, readShippedCalendars, seedCalendar } from '#core/calendar/calendar.ts';
import { applyMigrations, pendingMigrations } from '#core/database/migrate.ts';
import { asLeftByOlder, knownMigrations } from '../older-clients.ts';
import { openTestWorkspace, resourcesDirectory, type TestWorkspace } from '../support.ts';
import { makeEnterprise, makeFeedback, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

const random = randomNumbers(5);
const write = (data: Notice, revision = 1) => noticesCollection.write(workspace, [{ id: data.id, revision, data }]);
const found = (filter: object) =>
  listNotices(workspace, {
    page: 'query',
    filter,
    sort: { by: 'approvedOn', direction: 'descending' },
    cursor: null,
    limit: 50,
  }).rows.map(({ id }) => id);

describe('the notices collection', () => {
  it('finds a renamed notice by its new name only, and a removed one not at all', () => {
    const notice = makeNotice(1, random, { enterpriseName: '青溪县旧名商贸有限公司' });
    write(notice);
    expect(found({ name: '旧名' })).toEqual([notice.id]);
    write({ ...notice, enterpriseName: '青溪县新名商贸有限公司', businessScope: '花卉种植' }, 2);
    expect(found({ name: '旧名' })).toEqual([]);
    expect(found({ name: '新名' })).toEqual([notice.id]);
    expect(found({ businessScope: '花卉' })).toEqual([notice.id]);
    expect(noticesCollection.read(workspace.database, notice.id)).toMatchObject({ revision: 2 });
    noticesCollection.remove(workspace.database, [notice.id, 'N-none']);
    expect(found({ name: '新名' })).toEqual([]);
    expect(noticesCollection.count(workspace.database)).toBe(0);
    const texts = workspace.database.prepare(
      'SELECT count(*) AS n FROM notice_text WHERE notice_text MATCH \'"n新名"\'',
    );
    expect(texts.get()).toEqual({ n: 0 });
  });

  it('keeps the day on which a record first came', () => {
    const notice = makeNotice(1, random);
    write(notice);
    const first = workspace.correctedNow();
    workspace.environment.clock.advance(86_400_000);
    write({ ...notice, phone: '0745-1' }, 2);
    expect(found({ arrivedSince: first })).toEqual([notice.id]);
    expect(found({ arrivedSince: workspace.correctedNow() })).toEqual([]);
  });

  it('answers revisions of many ids and walks its ids in order', () => {
    for (let index = 0; index < 10; index += 1) write(makeNotice(index, random), index + 1);
    const ids = noticesCollection.ids(workspace.database, null, 4);
    expect(ids).toEqual(['N0000000', 'N0000001', 'N0000002', 'N0000003']);
    expect(noticesCollection.ids(workspace.database, ids.at(-1)!, 100)).toHaveLength(6);
    expect(noticesCollection.revisions(workspace.database, ['N0000003', 'N-none'])).toEqual(new Map([['N0000003', 4]]));
  });

  it('offers the permit items and departments that occurred', () => {
    write(
      makeNotice(1, random, { permitItemCode: 'Z9', permitItemName: '校外培训许可', reviewDepartment: ownDepartment }),
    );
    expect(noticeChoices(workspace.database)).toEqual({
      permitItems: [{ code: 'Z9', name: '校外培训许可' }],
      departments: [ownDepartment],
    });
  });

  it('knows other departments’ records as not its own', () => {
    const notice = makeNotice(1, random, {
      stage: 'pending',
      reviewDepartment: { code: '431299009', name: '别的部门' },
      receipt: null,
      returned: null,
    });
    expect(noticesCollection.belongsTo(notice, ownDepartment.code)).toBe(false);
    expect(noticesCollection.belongsTo({ ...notice, stage: 'pool' }, ownDepartment.code)).toBe(true);
  });

  it('refuses operations that it does not know, and payloads that are none', () => {
    const notice = makeNotice(1, random);
    const operation = { id: 'x', actor: workspace.actor, time: workspace.correctedNow(), payload: {} };
    for (const kind of ['notices.explode', '__proto__', 'notices.return'])
      expect(noticesCollection.replay(notice, { ...operation, kind }, '2026-03-02')).toMatchObject({ ok: false });
  });

  it('counts the days of the reminder by the calendar and the setting of the moment', () => {
    write(
      makeNotice(1, random, {
        stage: 'received',
        closedAt: null,
        receipt: { way: 'receive', department: ownDepartment, person: '林知夏', at: '2026-02-12T02:00:00.000Z' },
      }),
    );
    const remindedOn = (date: string, view: Partial<Day>) =>
      countRows(
        workspace.database,
        noticeListSpec,
        { page: 'feedback', filter: { feedbackDue: { from: date, to: date } } },
        { ...dayOf(workspace), ...view },
      ).value;
    // 春节 2026: off from 15 to 23 February, 14 and 28 February are worked.
    expect(remindedOn('2026-02-28', {})).toBe(1);
    expect(remindedOn('2026-02-23', { calendar: emptyCalendar })).toBe(1);
    expect(remindedOn('2026-02-13', { thresholds: { ...defaultLampThresholds, feedbackReminderWorkingDays: 1 } })).toBe(
      1,
    );
    expect(remindedOn('2026-02-28', { calendar: emptyCalendar })).toBe(0);
  });

  it('tells anew which feedbacks came late when the calendar changes', () => {
    write(
      makeNotice(1, random, {
        stage: 'answered',
        closedAt: null,
        receipt: { way: 'receive', department: ownDepartment, person: '林知夏', at: '2026-02-02T02:00:00.000Z' },
        feedbacks: [makeFeedback(1, '2026-02-27T02:00:00.000Z', { issuedOn: '2026-02-12' })],
      }),
    );
    const late = () => noticeCount(workspace, { page: 'query', filter: { statuses: ['answeredLate'] } }).value;
    // 春节 2026: off from 15 to 23 February, 14 and 28 February are worked.
    expect(late()).toBe(0);
    workspace.database.transaction(() => recountLateFeedbacks(workspace.database, emptyCalendar))();
    expect(late()).toBe(1);
    workspace.database.transaction(() => recountLateFeedbacks(workspace.database, workspace.calendar()))();
    expect(late()).toBe(0);
  });

  it('of an older client are judged at the first start, when nobody had told which feedbacks came late', () => {
    write(
      makeNotice(1, random, {
        stage: 'answered',
        closedAt: null,
        receipt: { way: 'receive', department: ownDepartment, person: '林知夏', at: '2026-03-02T02:00:00.000Z' },
        feedbacks: [makeFeedback(1, '2026-03-30T02:00:00.000Z', { issuedOn: '2026-03-03' })],
      }),
    );
    const shipped = readShippedCalendars(resourcesDirectory);
    seedCalendar(workspace.database, shipped);
    const before = knownMigrations.findIndex(({ tag }) => tag === '0010_late_feedbacks') - 1;
    const older = asLeftByOlder(workspace.database, before);
    const late = () => older.prepare('SELECT answered_late FROM notice').pluck().get();
    applyMigrations(older, pendingMigrations(older, knownMigrations));
    expect(late()).toBe(0);
    // What a start does then: `calendarChanged` of the domains.
    expect(seedCalendar(older, shipped)).toBe(true);
    recountLateFeedbacks(older, readCalendar(older));
    expect(late()).toBe(1);
    expect(seedCalendar(older, shipped), 'once').toBe(false);
    older.close();
  });
});

describe('enterprises', () => {
  const enterprises = Array.from({ length: 300 }, (_, index) => makeEnterprise(index, random));
  const store = (...list: Enterprise[]) =>
    enterprisesCollection.write(
      workspace,
      list.map((data) => ({ id: data.id, revision: 1, data })),
    );
  const names = (text: string, limit = 50) =>
    searchEnterprises(workspace.database, text, limit).map(({ name }) => name);

  it('are found by part of the name, initials and code, the exact name first', () => {
    store(
      ...enterprises,
      makeEnterprise(1000, random, { name: '青溪县恒丰米业有限公司分公司' }),
      makeEnterprise(1001, random, { name: '青溪县恒丰米业有限公司', creditCode: '91431299MAZZZZZZZ9' }),
      makeEnterprise(1002, random, { name: '云朵KTV', creditCode: null, registrationNumber: '431299600099999' }),
    );
    expect(names('恒丰米业')).toHaveLength(2);
    expect(names('青溪县恒丰米业有限公司')[0]).toBe('青溪县恒丰米业有限公司');
    expect(names('hfmy')).toHaveLength(2);
    expect(names('ktv')).toContain('云朵KTV');
    expect(names('91431299mazzzzzzz9')).toEqual(['青溪县恒丰米业有限公司']);
    expect(names('431299600099999')).toEqual(['云朵KTV']);
    expect(names('米业 恒丰')).toHaveLength(2);
    expect(names('有限公司', 7)).toHaveLength(7);
    expect(names('（）')).toEqual([]);
    const expected = enterprises.filter(({ name }) => name.includes('恒')).length;
    expect(names('恒', 500).filter((name) => name.includes('恒')).length).toBe(expected + 2);
  });

  it('are found by 经营范围, not by its set phrases', () => {
    store(...enterprises);
    const expected = enterprises.filter(({ businessScope }) => businessScope.includes('餐饮服务')).length;
    expect(searchEnterprisesByScope(workspace.database, '餐饮服务', 500)).toHaveLength(expected);
    expect(searchEnterprisesByScope(workspace.database, '依法须经批准', 500)).toEqual([]);
  });

  it('keep everything that the platform sent', () => {
    store(enterprises[0]!);
    expect(enterprisesCollection.read(workspace.database, enterprises[0]!.id)).toEqual({
      id: enterprises[0]!.id,
      revision: 1,
      data: enterprises[0],
    });
    const renamed = { ...enterprises[0]!, name: '改名后的工作室', listings: ['defaulter' as const] };
    enterprisesCollection.write(workspace, [{ id: renamed.id, revision: 2, data: renamed }]);
    expect(names('改名后')).toEqual(['改名后的工作室']);
    expect(names(enterprises[0]!.name)).toEqual([]);
    enterprisesCollection.remove(workspace.database, [renamed.id]);
    expect(names('改名后')).toEqual([]);
    expect(enterprisesCollection.count(workspace.database)).toBe(0);
  });

  it('put their lists on the rows of their notices', () => {
    const notice = makeNotice(1, random, { enterpriseId: enterprises[50]!.id });
    write(notice);
    store(enterprises[50]!);
    const { rows } = listNotices(workspace, {
      page: 'query',
      filter: {},
      sort: { by: 'approvedOn', direction: 'descending' },
      cursor: null,
      limit: 1,
    });
    expect(rows[0]!.listings).toEqual(['abnormalOperation']);
  });
});
