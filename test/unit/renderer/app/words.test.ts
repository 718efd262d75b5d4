import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatInstant, formatSpan } from '#app/app/format.ts';
import { connectionWords } from '#app/app/frame/connection-words.ts';
import { partWords, timeLeftWords } from '#app/app/frame/download-words.ts';
import { workbenchLocation } from '#app/app/features.ts';
import { filterFromQuery, listLocation, outboxLocation, statesFromQuery } from '#app/app/links.ts';
import { readKept } from '#app/app/read-kept.ts';
import type { ConnectionStatus, DownloadPart } from '#shared/contract/connection.ts';
import { subjectListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import type { SubjectFilter } from '#shared/domains/inspections/lists.ts';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import { connectionStatus } from '../support/statuses.ts';

const now = Date.parse('2026-11-20T02:02:00.000Z');

describe('the connection in words', () => {
  it('says when it last synchronised', () => {
    expect(connectionWords(connectionStatus(), now).text).toBe('已连接 · 2 分钟前同步 · 全部已同步');
  });
  it('says what is owed while offline', () => {
    expect(connectionWords(connectionStatus({ state: 'offline', unsettled: 12, allDelivered: false }), now).text).toBe(
      '离线 · 12 条待报送',
    );
  });
  it('does not call 待报送 what waits for a person', () => {
    const words = (unsettled: number, needPerson: number) =>
      connectionWords(connectionStatus({ unsettled, needPerson, allDelivered: false }), now).text;
    expect(words(1, 1)).toBe('1 条请您处理 · 已连接 · 2 分钟前同步');
    expect(words(3, 1)).toBe('1 条请您处理 · 2 条待报送 · 已连接 · 2 分钟前同步');
  });
  it('is not green while something waits for a person, nor while a round runs', () => {
    const tone = (change: Partial<ConnectionStatus>) => connectionWords(connectionStatus(change), now).tone;
    const waits = { unsettled: 1, needPerson: 1, allDelivered: false };
    expect(tone({})).toBe('good');
    expect(tone(waits)).toBe('person');
    expect(tone({ ...waits, running: true })).toBe('person');
    expect(tone({ ...waits, state: 'offline' })).toBe('off');
    expect(tone({ unsettled: 1, needPerson: 0, allDelivered: false })).toBe('good');
  });
  it.each(['unknown', 'connected', 'offline', 'paused'] as const)(
    'never says that all is delivered while the core does not (%s)',
    (state) => {
      for (const unsettled of [0, 3]) {
        const words = connectionWords(connectionStatus({ state, unsettled, allDelivered: false }), now);
        expect(words.text).not.toContain('全部已同步');
      }
    },
  );
  it('shows the progress of a round', () => {
    const status = connectionStatus({
      running: true,
      unsettled: 2,
      allDelivered: false,
      progress: { phase: 'pull', title: '下载告知', done: 1200, total: 5000 },
    });
    expect(connectionWords(status, now).text).toBe('正在同步 · 下载告知 1200/5000 · 2 条待报送');
  });
  it('asks for the person where a person must act', () => {
    expect(connectionWords(connectionStatus({ state: 'paused' }), now).text).toContain('请您确认');
    const problem = { class: 'signInNeeded', text: '', next: '', remedy: 'person', detail: '' } as const;
    expect(connectionWords(connectionStatus({ state: 'offline', problem }), now).text).toContain('重新登录平台');
  });
});

describe('times and numbers', () => {
  it('shows the time of China wherever the PC believes to be', () => {
    expect(formatInstant('2026-01-05T16:30:00.000Z')).toBe('2026-01-06 00:30');
    expect(formatInstant(null)).toBe('—');
  });
  it('tells how long ago', () => {
    expect(formatAgo('2026-11-20T02:01:50.000Z', now)).toBe('刚刚');
    expect(formatAgo('2026-11-20T00:02:00.000Z', now)).toBe('2 小时前');
    expect(formatAgo('2026-11-10T00:00:00.000Z', now)).toBe('2026-11-10 08:00');
    expect(formatAgo(null, now)).toBe('从未');
    // The platform's clock may be ahead of this PC's.
    expect(formatAgo('2026-11-20T02:05:00.000Z', now)).toBe('刚刚');
  });
  it('writes counts, sizes and spans', () => {
    expect(formatCount({ value: 10000, capped: true })).toBe('约 10000+');
    expect(formatCount({ value: 31, capped: false })).toBe('31');
    expect(formatBytes(900)).toBe('900 字节');
    expect(formatBytes(1_572_864)).toBe('1.5 MB');
    expect(formatSpan(-300_000)).toBe('5 分钟');
    expect(formatSpan(8 * 3_600_000)).toBe('8 小时 0 分钟');
  });
});

describe('addresses', () => {
  const readNoticeFilter = readKept(noticeListSchemas.filter);
  const readSubjectFilter = readKept(subjectListSchemas.filter);
  const query = (location: unknown) => (location as { query: Record<string, string> }).query;
  it('carries a filter there and back', () => {
    const filter = { statuses: ['overdue' as const], name: '云岭 & 溪口', approved: { from: '2026-01-05' } };
    expect(filterFromQuery(query(listLocation('notices-receive', filter)), readNoticeFilter)).toEqual(filter);
  });
  it('takes an address that somebody spoilt for none', () => {
    expect(filterFromQuery({ filter: '{"statuses":' }, readNoticeFilter)).toBeNull();
    expect(filterFromQuery({ filter: '{"statuses":["no such"]}' }, readNoticeFilter)).toBeNull();
    expect(filterFromQuery({}, readNoticeFilter)).toBeNull();
  });
  it('carries outbox states there and back, leaving out what is none', () => {
    expect(statesFromQuery(query(outboxLocation(['conflict', 'rejected'])))).toEqual(['rejected', 'conflict']);
    expect(statesFromQuery({ states: 'queued,nonsense' })).toEqual(['queued']);
  });
  it('leads a number of the workbench to exactly its rows', () => {
    const filter = { feedbackDue: { from: '2026-11-20', to: '2026-11-20' } };
    const location = workbenchLocation({ to: 'notices', page: 'feedback', filter });
    expect(location).toMatchObject({ name: 'notices-feedback' });
    expect(filterFromQuery(query(location), readNoticeFilter)).toEqual(filter);
  });
  it('leads a number of 双随机 to its tab and its rows, also where it limits nothing', () => {
    const leads = (page: 'mine' | 'review' | 'query', filter: SubjectFilter) => {
      const location = workbenchLocation({ to: 'inspections', page, filter });
      const { name } = location as { name: string };
      return { name, tab: query(location).tab, filter: filterFromQuery(query(location), readSubjectFilter) };
    };
    const due = { planEnds: { from: '2026-03-02', to: '2026-03-08' } };
    expect(leads('mine', { stages: ['sentBack'] })).toEqual({
      name: 'inspection-entry',
      tab: 'sentBack',
      filter: {},
    });
    expect(leads('mine', due)).toEqual({ name: 'inspection-entry', tab: 'all', filter: due });
    expect(leads('review', {})).toEqual({ name: 'inspection-review', tab: undefined, filter: {} });
    expect(leads('query', { name: '云岭' })).toMatchObject({ name: 'inspection-subjects', filter: { name: '云岭' } });
  });
});

describe('the first download', () => {
  const part = (change: Partial<DownloadPart>): DownloadPart => ({
    collection: 'notices',
    done: 0,
    total: null,
    open: null,
    complete: false,
    ...change,
  });
  it('says of each collection what can be used already', () => {
    const open = { done: 40, total: 134, complete: false };
    expect(partWords(part({})).text).toBe('等待下载');
    expect(partWords(part({ open })).text).toBe('先下载待办的，40/134 条');
    expect(partWords(part({ open: { ...open, done: 134, complete: true }, done: 1200, total: 5000 })).text).toBe(
      '待办的 134 条已到，可以开始办；全部 1200/5000 条',
    );
    expect(partWords(part({ collection: 'enterprises', done: 4000, total: 20_000 }))).toMatchObject({
      title: '市场主体',
      text: '正在下载，4000/20000 条',
    });
    expect(partWords(part({ done: 5000, complete: true })).text).toBe('已下载完，5000 条');
  });
  it('tells the time left only where it can be known', () => {
    const rest = [part({ done: 4000, total: 20_000 }), part({ done: 10, total: 10, complete: true })];
    const samples = [
      { at: 0, done: 2010 },
      { at: 20_000, done: 4010 },
    ];
    expect(timeLeftWords(rest, samples)).toBe('约还要 3 分钟');
    expect(timeLeftWords(rest, [samples[0]!, { at: 20_000, done: 18_010 }])).toBe('不到 1 分钟');
    expect(timeLeftWords(rest, samples.slice(0, 1)), 'one look shows no pace').toBeNull();
    expect(timeLeftWords(rest, [samples[0]!, { at: 20_000, done: 2010 }]), 'nothing moves').toBeNull();
    expect(timeLeftWords([...rest, part({})], samples), 'one was not asked for yet').toBeNull();
  });
});
