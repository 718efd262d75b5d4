/**
 * 后置审批目录 of the invented county: the demonstration items and some of its own, which department each goes to, and
 * what its certificate is called. The registration organ looks for the bare words, so phrases as 「不含危险化学品」 push notices
 * that nobody needs: a trap that is meant.
 */
import { certificateNameOf } from '#shared/domains/notices/certificates.ts';
import {
  matchPermitItems,
  type PermitItem,
  permitItems,
  type ReviewerKind,
} from '#shared/domains/notices/permit-items.ts';
import type { DepartmentKey } from '../county.ts';

export type CatalogueItem = PermitItem & {
  /** null: the county names no department for it, the notice goes to the pool. */
  department: DepartmentKey | null;
  /** 证件名称 of the permit, and the letters that its numbers begin with. */
  certificate: { name: string; prefix: string };
};
export type CatalogueMatch = { item: CatalogueItem; keywords: string[] };

const reviewers: Partial<Record<ReviewerKind, DepartmentKey>> = {
  marketSupervision: 'scjg',
  health: 'wsjk',
  transport: 'jtys',
  emergency: 'yjgl',
  culture: 'whlg',
  agriculture: 'nync',
};

const item = (code: string, name: string, reviewer: ReviewerKind, ...keywords: string[]): PermitItem => ({
  code,
  name,
  reviewer,
  keywords,
});

/** What this county's catalogue holds beyond the common items; a client must show items that it does not know. */
const countyItems: readonly PermitItem[] = [
  item('HZ0104', '第二类医疗器械经营备案', 'marketSupervision', '医疗器械'),
  item('HZ0203', '消毒产品生产企业卫生许可', 'health', '消毒产品'),
  item('HZ0303', '机动车维修经营备案', 'transport', '机动车维修'),
  item('HZ0304', '机动车驾驶员培训备案', 'transport', '驾驶员培训'),
  item('HZ0403', '非煤矿矿山企业安全生产许可', 'emergency', '石料开采', '非煤矿山'),
  item('HZ0502', '互联网上网服务营业场所经营许可', 'culture', '互联网上网服务'),
  item('HZ0504', '营业性演出许可', 'culture', '营业性演出'),
  item('HZ0506', '高危险性体育项目经营许可', 'culture', '游泳场馆'),
  item('HZ0603', '兽药经营许可', 'agriculture', '兽药零售'),
  item('HZ0604', '种畜禽生产经营许可', 'agriculture', '种畜禽'),
  item('HZ0605', '生猪定点屠宰许可', 'agriculture', '生猪屠宰'),
];

/** How a certificate's number begins, where it is not the item's code. */
const prefixes: Record<string, string> = {
  HZ0101: 'JY14332',
  HZ0102: 'SC14332',
  HZ0103: '湘CB',
  HZ0104: '湘澧食药监械经营备',
  HZ0105: '澧广登',
  HZ0201: '澧卫公证字',
  HZ0202: 'PDY433221',
  HZ0203: '湘卫消证字',
  HZ0301: '湘交运管许可澧字4332',
  HZ0302: '湘交运管许可澧字4333',
  HZ0303: '澧维备',
  HZ0304: '澧驾备',
  HZ0401: '湘危化经许证字',
  HZ0402: '湘LS4332',
  HZ0403: '湘FM',
  HZ0501: '澧文娱',
  HZ0502: '澧网文',
  HZ0503: '新出发澧零字第',
  HZ0602: '农药经许（湘）433221',
  HZ0603: '兽药经营证字18',
  HZ0605: 'A433221',
};

export const catalogue: readonly CatalogueItem[] = [...permitItems, ...countyItems].map((one) => ({
  ...one,
  department: reviewers[one.reviewer] ?? null,
  certificate: {
    name: certificateNameOf(one.name) ?? `${one.name}证`,
    prefix: prefixes[one.code] ?? `${one.code}-`,
  },
}));
const byCode = new Map(catalogue.map((one) => [one.code, one]));

/** Items whose bare words stand in the 经营范围, each with those words. */
export function matchedItems(businessScope: string): CatalogueMatch[] {
  return matchPermitItems(businessScope, catalogue).flatMap(({ item: found, keywords }) => {
    const known = byCode.get(found.code);
    return known ? [{ item: known, keywords }] : [];
  });
}
