/** Invented notices and enterprises for tests of 双告知, and plain-JavaScript answers to compare the lists with. */
import type { NoticeFilter, NoticePage, NoticeSort } from '#shared/domains/notices/lists.ts';
import { feedbackReminderOn, receiptDueOn } from '#shared/domains/notices/deadlines.ts';
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { applicationTypes, noticeStages } from '#shared/domains/notices/words.ts';
import { enterpriseKinds } from '#shared/domains/enterprises/words.ts';
import { type Feedback, type Notice } from '#shared/domains/notices/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import type { Range } from '#shared/lists/fields.ts';
import { normalizeSearchText, searchableScope, searchTerms } from '#shared/trade/text-search.ts';
import { addDays, addWorkingDays, type Calendar, chinaDate } from '#shared/trade/working-days.ts';

export const ownDepartment = { code: '431299001', name: '青溪县文化广电局' };

const items = [
  { code: 'A01', name: '广告发布登记', words: ['广告设计', '广告发布'] },
  { code: 'A02', name: '食品经营许可', words: ['食品销售', '餐饮服务'] },
  { code: 'A03', name: '公共场所卫生许可', words: ['美容服务', '住宿服务'] },
  { code: 'A04', name: '道路货物运输经营许可', words: ['普通货运'] },
  { code: 'A05', name: '娱乐场所经营许可', words: ['歌舞娱乐（KTV）', '游艺娱乐'] },
];
const places = ['城关镇', '石桥镇', '云雾乡', '竹溪镇', '枫林乡'];
const firsts = ['恒', '丰', '瑞', '嘉', '禾', '云', '竹', '星', '海', '安'];
const trades = ['商贸', '文化传媒', '餐饮管理', '物流', '建材', 'KTV娱乐'];
const forms = { enterprise: '有限公司', individual: '经营部', cooperative: '专业合作社', other: '工作室' } as const;
const boilerplate = '（依法须经批准的项目，经相关部门批准后方可开展经营活动）';

/** Numbers in [0, 1) that repeat from the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function makeNotice(index: number, random: () => number, change: Partial<Notice> = {}): Notice {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
  const kind = pick(enterpriseKinds);
  const item = pick(items);
  const stage = pick(noticeStages);
  const approvedOn = addDays('2025-06-01', Math.floor(random() * 270));
  const pushedAt = instant(addDays(approvedOn, 1), random);
  const receivedAt = instant(addDays(approvedOn, 2 + Math.floor(random() * 6)), random);
  const received = stage === 'received' || stage === 'answered' || (stage === 'returned' && random() < 0.5);
  const person = '林知夏';
  const digits = String(100000 + index);
  return {
    id: `N${String(index).padStart(7, '0')}`,
    enterpriseId: `E${String(Math.floor(index / 2)).padStart(7, '0')}`,
    enterpriseName: `青溪县${pick(firsts)}${pick(firsts)}${pick(trades)}${forms[kind]}`,
    creditCode: random() < 0.9 ? `91431299MA${digits}X${index % 10}` : null,
    registrationNumber: random() < 0.3 ? `4312990${digits}00` : null,
    enterpriseKind: kind,
    enterpriseTypeCode: '1130',
    legalRepresentative: '周晓禾',
    phone: `0745-8${digits}`,
    establishedOn: addDays(approvedOn, -30),
    businessTermFrom: addDays(approvedOn, -30),
    businessTermTo: null,
    approvedOn,
    address: `青溪县${pick(places)}${pick(firsts)}${pick(firsts)}路${1 + Math.floor(random() * 200)}号`,
    street: '',
    regionCode: '431299',
    registrationOrgan: '青溪县市场监督管理局',
    jurisdictionOrgan: '青溪县市场监督管理局',
    registeredCapital: 50,
    industryCode: 'L7251',
    businessScope: `${pick(item.words)}；${pick(items).words[0]}；日用百货销售；软件开发。${random() < 0.7 ? boilerplate : ''}`,
    applicationType: pick(applicationTypes),
    permitItemCode: item.code,
    permitItemName: item.name,
    matchedKeywords: [item.words[0]!],
    reviewDepartment: stage === 'pool' ? null : ownDepartment,
    pushedAt,
    stage,
    receipt: received ? { way: 'receive', department: ownDepartment, person, at: receivedAt } : null,
    returned:
      stage === 'returned'
        ? { reason: 'notOurArea', words: '地址在邻县', department: ownDepartment, person, at: receivedAt }
        : null,
    // Every fourth permit was issued at the receipt and told three weeks later.
    feedbacks:
      stage === 'answered'
        ? [
            index % 4 === 0
              ? makeFeedback(index, instant(addDays(chinaDate(receivedAt), 21), random), {
                  issuedOn: chinaDate(receivedAt),
                })
              : makeFeedback(index, instant(addDays(chinaDate(receivedAt), 3), random)),
          ]
        : [],
    closedAt: stage === 'answered' && random() < 0.5 ? instant(addDays(approvedOn, 30), random) : null,
    ...change,
  };
}

export function makeFeedback(index: number, at: string, change: Partial<Feedback> = {}): Feedback {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    departmentCode: ownDepartment.code,
    departmentName: ownDepartment.name,
    person: '林知夏',
    at,
    result: 'issued',
    feedbackOn: chinaDate(at),
    certificateNumber: `青文许字第${String(index).padStart(5, '0')}号`,
    certificateName: '经营许可证',
    issuingOrgan: ownDepartment.name,
    issuedOn: chinaDate(at),
    validFrom: chinaDate(at),
    validTo: null,
    longTerm: true,
    permitContent: '准予经营',
    remark: '',
    ...change,
  };
}

export function makeEnterprise(index: number, random: () => number, change: Partial<Enterprise> = {}): Enterprise {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
  const kind = pick(enterpriseKinds);
  return {
    id: `E${String(index).padStart(7, '0')}`,
    name: `青溪县${pick(firsts)}${pick(firsts)}${pick(trades)}${forms[kind]}`,
    creditCode: `91431299MA${String(100000 + index)}Y${index % 10}`,
    registrationNumber: null,
    kind,
    typeCode: '1130',
    legalRepresentative: '周晓禾',
    phone: '0745-8123456',
    establishedOn: '2020-05-06',
    address: `青溪县${pick(places)}`,
    regionCode: '431299',
    registrationOrgan: '青溪县市场监督管理局',
    registeredCapital: 50,
    industryCode: 'L7251',
    registrationState: '1',
    businessScope: `${pick(items).words[0]}；${pick(items).words.at(-1)}。${boilerplate}`,
    listings: index % 50 === 0 ? ['abnormalOperation'] : [],
    ...change,
  };
}

const instant = (date: string, random: () => number): string =>
  `${date}T0${Math.floor(random() * 9)}:${10 + Math.floor(random() * 49)}:00.000Z`;

interface Judge {
  today: string;
  calendar: Calendar;
  thresholds: LampThresholds;
  arrivedAt: string;
}

/** 接收 before 反馈 before 认领 before what waits for nobody, and of each what has waited longest. */
function urgencyOf({ stage, closedAt, pushedAt, receipt, feedbacks }: Notice): string[] {
  const isOpen = closedAt === null && stage !== 'returned';
  const place = isOpen ? ['pending', 'received', 'pool'].indexOf(stage) : -1;
  const first = feedbacks.map(({ at }) => at).sort()[0];
  const since = stage === 'received' || stage === 'answered' ? receipt!.at : pushedAt;
  return [String(place < 0 ? 3 : place), stage === 'answered' ? (first ?? since) : since];
}

/** The list as plain JavaScript says it: every rule of the filter written a second time, without SQL or indexes. */
export function expectedIds(
  notices: readonly Notice[],
  page: NoticePage,
  filter: NoticeFilter,
  sort: NoticeSort,
  judge: Judge,
): string[] {
  const holds = (text: string, input: string | undefined) =>
    searchTerms(input ?? '').every((term) => normalizeSearchText(text).includes(term));
  const holdsName = (name: string, input: string | undefined) =>
    searchTerms(input ?? '').every((term) =>
      /^[a-z0-9]+$/.test(term) ? pinyinInitials(name).includes(term) : normalizeSearchText(name).includes(term),
    );
  const within = (value: string | null, { from, to }: Range = {}) =>
    (from === undefined && to === undefined) ||
    (value !== null && (from === undefined || value >= from) && (to === undefined || value <= to));
  const oneOf = <Item>(value: Item, list: readonly Item[] | undefined) => !list?.length || list.includes(value);
  const matches = (notice: Notice): boolean => {
    const receivedOn = notice.receipt ? chinaDate(notice.receipt.at) : null;
    const overdue =
      notice.stage === 'pending' &&
      receiptDueOn(chinaDate(notice.pushedAt), judge.calendar, judge.thresholds).date < judge.today;
    const due =
      notice.stage === 'received' && notice.receipt && !notice.closedAt
        ? feedbackReminderOn(chinaDate(notice.receipt.at), judge.calendar, judge.thresholds).date
        : null;
    const reminded = due !== null && due < judge.today;
    const answeredLate = notice.feedbacks.some(
      ({ issuedOn, at }) =>
        addWorkingDays(judge.calendar, issuedOn! < receivedOn! ? receivedOn! : issuedOn!, 7).date < chinaDate(at),
    );
    const onPage =
      page === 'query' ||
      (notice.closedAt === null &&
        (page === 'receive'
          ? notice.stage === 'pending' || notice.stage === 'pool'
          : notice.stage === 'received' || notice.stage === 'answered'));
    const codes = [notice.creditCode, notice.registrationNumber].filter(Boolean).join(' ');
    return (
      onPage &&
      holdsName(notice.enterpriseName, filter.name) &&
      holds(codes, filter.code) &&
      holds(`${notice.address} ${notice.street}`, filter.address) &&
      holds(searchableScope(notice.businessScope), filter.businessScope) &&
      oneOf(notice.enterpriseKind, filter.enterpriseKinds) &&
      oneOf(notice.applicationType, filter.applicationTypes) &&
      oneOf(notice.permitItemCode, filter.permitItems) &&
      (filter.department === undefined ||
        notice.reviewDepartment?.code === filter.department.code ||
        (filter.department.withUnassigned === true && notice.reviewDepartment === null)) &&
      within(notice.approvedOn, filter.approved) &&
      within(receivedOn, filter.received) &&
      within(due, filter.feedbackDue) &&
      (!filter.statuses?.length ||
        filter.statuses.includes(notice.stage) ||
        (overdue && filter.statuses.includes('overdue')) ||
        (reminded && filter.statuses.includes('reminded')) ||
        (answeredLate && filter.statuses.includes('answeredLate'))) &&
      (filter.arrivedSince === undefined || judge.arrivedAt >= filter.arrivedSince)
    );
  };
  const orderOf = (notice: Notice): string[] => {
    switch (sort.by) {
      case 'approvedOn':
        return [notice.approvedOn];
      case 'pushedAt':
        return [notice.pushedAt];
      case 'receivedAt':
        return [notice.receipt?.at ?? ''];
      case 'enterpriseName':
        return [pinyinInitials(notice.enterpriseName), normalizeSearchText(notice.enterpriseName)];
      case 'urgent':
        return urgencyOf(notice);
    }
  };
  const compare = (a: string[], b: string[]): number => {
    for (const [index, value] of a.entries()) {
      const order = Buffer.compare(Buffer.from(value), Buffer.from(b[index]!));
      if (order !== 0) return order;
    }
    return 0;
  };
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return notices
    .map((notice, index) => ({ notice, index }))
    .filter(({ notice }) => matches(notice))
    .sort((a, b) => sign * (compare(orderOf(a.notice), orderOf(b.notice)) || a.index - b.index))
    .map(({ notice }) => notice.id);
}
