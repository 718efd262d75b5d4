/** Makes notices for enterprises: when they were pushed, to whom, and how far the department has come with them. */
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { ApplicationType, NoticeStage } from '#shared/domains/notices/words.ts';
import type { Feedback, Notice } from '#shared/domains/notices/record.ts';
import type { Department } from '#shared/platform-api/common.ts';
import { accounts, county, departmentOf, type DepartmentKey } from '../county.ts';
import { streets } from '../enterprises/names.ts';
import type { Random } from '../random.ts';
import type { CatalogueItem, CatalogueMatch } from './catalogue.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Share of all notices that were pushed in the last ten days; the others lie in the 530 days before. */
const recentShare = 0.15;

/**
 * When the notice at `share` (0 the oldest, 1 the newest) of all was pushed: rises with `share`, lies in office hours of
 * China as far as the last day allows.
 */
export function pushTime(share: number, now: number): number {
  const daysAgo =
    share < 1 - recentShare
      ? 10 + (530 * (1 - recentShare - share)) / (1 - recentShare)
      : (10 * (1 - share)) / recentShare;
  const exact = now - daysAgo * day;
  const office = inOffice(exact, 0, Number.MAX_SAFE_INTEGER);
  // Today's office hours may not be over: what would lie ahead of now is packed into the time until now.
  return Math.round(office <= now - 5 * 60_000 ? office : Math.min(exact, now - 5 * 60_000));
}

/** Chances of each stage by the age in days: fresh ones wait, old ones are mostly done. */
function stageFor(random: Random, ageDays: number): NoticeStage {
  const chances: readonly (readonly [NoticeStage, number])[] =
    ageDays < 3
      ? [
          ['pending', 80],
          ['received', 12],
          ['answered', 5],
          ['returned', 3],
        ]
      : ageDays < 10
        ? [
            ['pending', 38],
            ['received', 36],
            ['answered', 20],
            ['returned', 6],
          ]
        : ageDays < 40
          ? [
              ['pending', 7],
              ['received', 15],
              ['answered', 70],
              ['returned', 8],
            ]
          : [
              ['pending', 0.8],
              ['received', 2.5],
              ['answered', 91],
              ['returned', 5.7],
            ];
  return random.weighted(chances);
}

/** The same day's office hours, not before `earliest` and not after `latest`. */
function inOffice(at: number, earliest: number, latest: number): number {
  const midnight = Math.floor((at + 8 * hour) / day) * day - 8 * hour;
  const office = midnight + 8.5 * hour + ((at - midnight) / day) * 9 * hour;
  return Math.round(Math.min(Math.max(office, earliest), latest));
}

const clerksOf = (code: string) => accounts.filter((one) => one.department.code === code && !one.disabled);
const instant = (at: number): string => new Date(at).toISOString();

const returnWords = {
  noSuchItem: ['经营范围写明不含该项，关键词误配', '经营范围中无需办理该许可的内容', '仅销售日用品，不涉及该审批事项'],
  notOurBusiness: ['该事项由市级部门审批，请推送市局', '不属于我局审批职责', '该类经营由其他部门审批'],
  notOurArea: ['住所不在我县辖区，请核对', '经营地址属工业园区管委会审批范围'],
} as const;

function makeFeedback(
  random: Random,
  item: CatalogueItem,
  enterprise: Enterprise,
  department: Department,
  at: number,
): Feedback {
  const today = chinaDate(at);
  const base = {
    id: random.uuid(),
    feedbackOn: today,
    departmentCode: department.code,
    departmentName: department.name,
    person: random.pick(clerksOf(department.code)).name,
    at: instant(at),
    certificateNumber: '',
    certificateName: '',
    issuingOrgan: '',
    issuedOn: null,
    validFrom: null,
    validTo: null,
    longTerm: false,
    permitContent: '',
    remark: '',
  };
  const result = random.weighted([
    ['issued', 76],
    ['otherLevel', 9],
    ['refused', 15],
  ] as const);
  if (result === 'otherLevel') return { ...base, result, issuingOrgan: `${county.city}行政审批服务局` };
  if (result === 'refused')
    return {
      ...base,
      result,
      remark: random.pick([
        '现场核查不符合条件，已告知整改',
        '申请材料不齐，申请人已撤回',
        '企业表示暂不开展该项经营',
        '经营场所不符合要求',
      ]),
    };
  const issuedOn = addDays(today, -random.between(0, 6));
  const longTerm = random.chance(0.15);
  return {
    ...base,
    result,
    certificateNumber: `${item.certificate.prefix}${issuedOn.slice(0, 4)}${String(random.between(1, 9_999_999)).padStart(7, '0')}`,
    certificateName: item.certificate.name,
    issuingOrgan: department.name,
    issuedOn,
    validFrom: issuedOn,
    validTo: longTerm ? null : addDays(issuedOn, 5 * 365),
    longTerm,
    permitContent: `${item.name.replace(/许可$|备案$|登记$/, '')}（${enterprise.businessScope.split(/[；，。]/, 1)[0] ?? ''}）`,
  };
}

/** What a department has done with a notice that was pushed at `pushed`, as seen at `now`. */
function progress(
  random: Random,
  notice: Notice,
  item: CatalogueItem,
  enterprise: Enterprise,
  pushed: number,
  now: number,
): Notice {
  const department = notice.reviewDepartment;
  if (!department) return notice;
  const stage = stageFor(random, (now - pushed) / day);
  if (stage === 'pending') return notice;
  const span = Math.max(2, now - pushed);
  const receivedAt = inOffice(pushed + Math.min(span * 0.5, hour + random.next() * 4 * day), pushed + 60_000, now);
  const person = random.pick(clerksOf(department.code)).name;
  if (stage === 'returned') {
    const reason = random.pick(['noSuchItem', 'noSuchItem', 'notOurBusiness', 'notOurArea'] as const);
    return {
      ...notice,
      stage,
      returned: { reason, words: random.pick(returnWords[reason]), department, person, at: instant(receivedAt) },
    };
  }
  const received: Notice = {
    ...notice,
    stage: 'received',
    receipt: { way: 'receive', department, person, at: instant(receivedAt) },
  };
  if (stage === 'received') return received;
  const answeredAt = inOffice(
    receivedAt + Math.min((now - receivedAt) * 0.8, hour + random.next() * 12 * day),
    receivedAt,
    now,
  );
  const feedbacks = [makeFeedback(random, item, enterprise, department, answeredAt)];
  if (feedbacks[0]?.result === 'issued' && random.chance(0.06))
    feedbacks.push({
      ...makeFeedback(random, item, enterprise, department, answeredAt),
      result: 'otherLevel',
      issuingOrgan: `${county.city}行政审批服务局`,
    });
  const closed = now - answeredAt > 90 * day && random.chance(0.6);
  return { ...received, stage, feedbacks, closedAt: closed ? instant(answeredAt + 60 * day) : null };
}

/** A notice of one item, as pushed; `department: null` puts it into the pool. */
export function pushedNotice(
  enterprise: Enterprise,
  match: CatalogueMatch,
  details: { id: string; at: number; applicationType: ApplicationType; department: DepartmentKey | null },
): Notice {
  const approvedOn = addDays(chinaDate(details.at), -1);
  const department = details.department === null ? null : departmentOf(details.department);
  return {
    id: details.id,
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    creditCode: enterprise.creditCode,
    registrationNumber: enterprise.registrationNumber,
    enterpriseKind: enterprise.kind,
    enterpriseTypeCode: enterprise.typeCode,
    legalRepresentative: enterprise.legalRepresentative,
    phone: enterprise.phone,
    establishedOn: enterprise.establishedOn,
    businessTermFrom: enterprise.establishedOn,
    businessTermTo:
      enterprise.kind === 'enterprise' && enterprise.id.endsWith('7')
        ? addDays(enterprise.establishedOn, 20 * 365)
        : null,
    approvedOn,
    address: enterprise.address,
    street: streets.find((street) => enterprise.address.includes(street)) ?? '',
    regionCode: enterprise.regionCode,
    registrationOrgan: enterprise.registrationOrgan,
    jurisdictionOrgan: county.registrationOrgan,
    registeredCapital: enterprise.registeredCapital,
    industryCode: enterprise.industryCode,
    businessScope: enterprise.businessScope,
    applicationType: details.applicationType,
    permitItemCode: match.item.code,
    permitItemName: match.item.name,
    matchedKeywords: match.keywords,
    reviewDepartment: department,
    pushedAt: instant(details.at),
    stage: department ? 'pending' : 'pool',
    receipt: null,
    returned: null,
    feedbacks: [],
    closedAt: null,
  };
}

/** A notice from the past with what has become of it since. */
export function historicNotice(
  random: Random,
  enterprise: Enterprise,
  match: CatalogueMatch,
  details: { id: string; at: number; applicationType: ApplicationType },
  now: number,
): Notice {
  // Now and then the registration organ cannot tell who is competent, although the catalogue could. What lay in the
  // pool for long was claimed or assigned, so that the pool stays short.
  const old = now - details.at > 30 * day;
  const unclear = match.item.department === null || random.chance(0.03);
  const claimant: DepartmentKey = match.item.department ?? random.pick(['scjg', 'jtys', 'yjgl'] as const);
  const department = unclear && !(old && random.chance(0.95)) ? null : claimant;
  const notice = pushedNotice(enterprise, match, { ...details, department });
  const moved = progress(random, notice, match.item, enterprise, details.at, now);
  return unclear && moved.receipt ? { ...moved, receipt: { ...moved.receipt, way: 'claim' } } : moved;
}
