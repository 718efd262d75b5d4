/**
 * 后置审批事项 for demonstration: names as they are in daily use, codes invented. The province's own 目录 and its annex of
 * keywords (《试行办法》第七条第二款) are not public; a real platform sends its own items, and the client shows those.
 */

/** The kind of department that reviews an item; which office that is differs from county to county. */
export const reviewerKinds = [
  'marketSupervision',
  'health',
  'transport',
  'emergency',
  'culture',
  'agriculture',
  'labour',
  'housing',
  'post',
] as const;
export type ReviewerKind = (typeof reviewerKinds)[number];

export interface PermitItem {
  code: string;
  name: string;
  reviewer: ReviewerKind;
  /** Any of these words in a 经营范围 pushes a notice. */
  keywords: readonly string[];
}

const item = (code: string, name: string, reviewer: ReviewerKind, ...keywords: string[]): PermitItem => ({
  code,
  name,
  reviewer,
  keywords,
});

export const permitItems: readonly PermitItem[] = [
  item('HZ0101', '食品经营许可', 'marketSupervision', '食品零售', '食品销售', '食品批发', '餐饮服务', '饮品制售'),
  item('HZ0102', '食品生产许可', 'marketSupervision', '食品生产', '饮料生产', '白酒生产'),
  item('HZ0103', '药品零售许可', 'marketSupervision', '药品零售', '中药饮片零售'),
  item('HZ0105', '广告发布登记', 'marketSupervision', '广告设计', '广告制作', '广告发布'),
  item('HZ0201', '公共场所卫生许可', 'health', '住宿服务', '美容服务', '美发服务', '沐浴服务', '游泳场馆'),
  item('HZ0202', '医疗机构执业登记', 'health', '诊所服务', '医疗服务'),
  item('HZ0301', '道路货物运输经营许可', 'transport', '普通货运', '普通货物运输', '货物专用运输'),
  item('HZ0302', '道路旅客运输经营许可', 'transport', '旅客运输'),
  item('HZ0401', '危险化学品经营许可', 'emergency', '危险化学品', '汽油', '柴油'),
  item('HZ0402', '烟花爆竹经营（零售）许可', 'emergency', '烟花爆竹'),
  item('HZ0501', '娱乐场所经营许可', 'culture', '歌舞娱乐', '游艺娱乐'),
  item('HZ0503', '出版物零售许可', 'culture', '图书、报刊零售', '图书零售', '报刊零售'),
  item('HZ0505', '旅行社业务经营许可', 'culture', '旅行社业务'),
  item('HZ0601', '农作物种子生产经营许可', 'agriculture', '农作物种子'),
  item('HZ0602', '农药经营许可', 'agriculture', '农药零售'),
  item('HZ0901', '劳务派遣经营许可', 'labour', '劳务派遣'),
  item('HZ0902', '燃气经营许可', 'housing', '液化石油气'),
  item('HZ0903', '快递业务经营许可', 'post', '快递服务'),
];

export interface PermitItemMatch {
  item: PermitItem;
  /** The words found, in the order of the item's list. */
  keywords: string[];
}

/**
 * Items whose words stand in a 经营范围, found as the registration organ finds them: by the bare words. It pushes notices for
 * 「不含危险化学品」 too; `onlyNegated` in `keywords.ts` tells those.
 */
export function matchPermitItems(
  businessScope: string,
  catalogue: readonly PermitItem[] = permitItems,
): PermitItemMatch[] {
  return catalogue
    .map((one) => ({ item: one, keywords: one.keywords.filter((keyword) => businessScope.includes(keyword)) }))
    .filter((match) => match.keywords.length > 0);
}
