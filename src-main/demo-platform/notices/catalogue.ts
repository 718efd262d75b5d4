/**
 * 后置审批目录 of the invented county: which words of 经营范围 push a notice, and to which department. The registration
 * organ looks for the bare words, so phrases as 「不含危险化学品」 push notices that nobody needs: a trap that is meant.
 */
import type { DepartmentKey } from '../county.ts';

export type CatalogueItem = {
  code: string;
  name: string;
  /** null: the catalogue of this county names no department, the notice goes to the pool. */
  department: DepartmentKey | null;
  keywords: readonly string[];
  /** 证件名称 of the permit, and the letters that its numbers begin with. */
  certificate: { name: string; prefix: string };
};

const item = (
  code: string,
  name: string,
  department: DepartmentKey | null,
  keywords: readonly string[],
  certificate: string,
  prefix: string,
): CatalogueItem => ({ code, name, department, keywords, certificate: { name: certificate, prefix } });

export const catalogue: readonly CatalogueItem[] = [
  item(
    'HZ0101',
    '食品经营许可',
    'scjg',
    ['食品零售', '食品销售', '食品批发', '餐饮服务', '饮品制售', '预包装食品'],
    '食品经营许可证',
    'JY14332',
  ),
  item('HZ0102', '食品生产许可', 'scjg', ['食品生产', '饮料生产', '白酒生产'], '食品生产许可证', 'SC14332'),
  item('HZ0103', '药品零售许可', 'scjg', ['药品零售', '中药饮片零售'], '药品经营许可证', '湘CB'),
  item('HZ0104', '第二类医疗器械经营备案', 'scjg', ['医疗器械'], '第二类医疗器械经营备案凭证', '湘澧食药监械经营备'),
  item('HZ0105', '广告发布登记', 'scjg', ['广告设计', '广告制作', '广告发布'], '广告发布登记通知书', '澧广登'),
  item(
    'HZ0201',
    '公共场所卫生许可',
    'wsjk',
    ['住宿服务', '美容服务', '美发服务', '沐浴服务', '洗浴服务', '游泳场馆'],
    '公共场所卫生许可证',
    '澧卫公证字',
  ),
  item('HZ0202', '医疗机构执业登记', 'wsjk', ['诊所服务', '医疗服务'], '医疗机构执业许可证', 'PDY433221'),
  item('HZ0203', '消毒产品生产企业卫生许可', 'wsjk', ['消毒产品'], '消毒产品生产企业卫生许可证', '湘卫消证字'),
  item(
    'HZ0301',
    '道路货物运输经营许可',
    'jtys',
    ['普通货物运输', '货物专用运输', '普通货物'],
    '道路运输经营许可证',
    '湘交运管许可澧字4332',
  ),
  item('HZ0302', '道路旅客运输经营许可', 'jtys', ['旅客运输'], '道路运输经营许可证', '湘交运管许可澧字4333'),
  item('HZ0303', '机动车维修经营备案', 'jtys', ['机动车维修'], '机动车维修经营备案证明', '澧维备'),
  item('HZ0304', '机动车驾驶员培训备案', 'jtys', ['驾驶员培训'], '机动车驾驶员培训备案证明', '澧驾备'),
  item(
    'HZ0401',
    '危险化学品经营许可',
    'yjgl',
    ['危险化学品', '汽油', '柴油'],
    '危险化学品经营许可证',
    '湘危化经许证字',
  ),
  item('HZ0402', '烟花爆竹经营（零售）许可', 'yjgl', ['烟花爆竹'], '烟花爆竹经营（零售）许可证', '湘LS4332'),
  item('HZ0403', '非煤矿矿山企业安全生产许可', 'yjgl', ['石料开采', '非煤矿山'], '安全生产许可证', '湘FM'),
  item('HZ0501', '娱乐场所经营许可', 'whlg', ['歌舞娱乐', '游艺娱乐'], '娱乐经营许可证', '澧文娱'),
  item('HZ0502', '互联网上网服务营业场所经营许可', 'whlg', ['互联网上网服务'], '网络文化经营许可证', '澧网文'),
  item('HZ0503', '出版物零售许可', 'whlg', ['图书、报刊零售'], '出版物经营许可证', '新出发澧零字第'),
  item('HZ0504', '营业性演出许可', 'whlg', ['营业性演出'], '营业性演出许可证', '澧演'),
  item('HZ0505', '旅行社业务经营许可', 'whlg', ['旅行社业务'], '旅行社业务经营许可证', 'L-HUN'),
  item('HZ0506', '高危险性体育项目经营许可', 'whlg', ['游泳场馆'], '高危险性体育项目经营许可证', '澧体高'),
  item('HZ0601', '农作物种子生产经营许可', 'nync', ['农作物种子'], '农作物种子生产经营许可证', 'D（湘澧）农种许字'),
  item('HZ0602', '农药经营许可', 'nync', ['农药零售'], '农药经营许可证', '农药经许（湘）433221'),
  item('HZ0603', '兽药经营许可', 'nync', ['兽药零售'], '兽药经营许可证', '兽药经营证字18'),
  item('HZ0604', '种畜禽生产经营许可', 'nync', ['种畜禽'], '种畜禽生产经营许可证', '（2025）编号湘4332'),
  item('HZ0605', '生猪定点屠宰许可', 'nync', ['生猪屠宰'], '生猪定点屠宰证书', 'A433221'),
  item('HZ0901', '劳务派遣经营许可', null, ['劳务派遣'], '劳务派遣经营许可证', '4332'),
  item('HZ0902', '燃气经营许可', null, ['液化石油气'], '燃气经营许可证', '湘4332'),
  item('HZ0903', '快递业务经营许可', null, ['快递服务'], '快递业务经营许可证', '湘邮'),
];

/** Items whose bare words stand in the 经营范围, each with those words. */
export function matchedItems(businessScope: string): { item: CatalogueItem; keywords: string[] }[] {
  const found: { item: CatalogueItem; keywords: string[] }[] = [];
  for (const one of catalogue) {
    const keywords = one.keywords.filter((keyword) => businessScope.includes(keyword));
    if (keywords.length > 0) found.push({ item: one, keywords });
  }
  return found;
}
