/** 证件名称 that usually belongs to a 后置审批事项, by the item's name: a word to offer, never a rule. */

/** Where the certificate is not simply the item's name with 证. */
const otherNames: Readonly<Record<string, string>> = {
  药品零售许可: '药品经营许可证',
  第二类医疗器械经营备案: '第二类医疗器械经营备案凭证',
  广告发布登记: '广告发布登记通知书',
  医疗机构执业登记: '医疗机构执业许可证',
  道路货物运输经营许可: '道路运输经营许可证',
  道路旅客运输经营许可: '道路运输经营许可证',
  机动车维修经营备案: '机动车维修经营备案证明',
  机动车驾驶员培训备案: '机动车驾驶员培训备案证明',
  非煤矿矿山企业安全生产许可: '安全生产许可证',
  娱乐场所经营许可: '娱乐经营许可证',
  互联网上网服务营业场所经营许可: '网络文化经营许可证',
  出版物零售许可: '出版物经营许可证',
  生猪定点屠宰许可: '生猪定点屠宰证书',
};

/** Null where the item's name tells no certificate. */
export const certificateNameOf = (permitItemName: string): string | null =>
  otherNames[permitItemName] ?? (permitItemName.endsWith('许可') ? `${permitItemName}证` : null);
