/** Trades of the invented county: words of names and phrases of 经营范围 as registers write them. */
import type { EnterpriseKind } from '#shared/domains/enterprises/words.ts';

export type Trade = {
  /** Share among all enterprises. */
  weight: number;
  industryCode: string;
  /** 行业表述 in the name. */
  words: readonly string[];
  /** The first stands in every 经营范围 of the trade, the others by chance. */
  scope: readonly string[];
  kinds: readonly (readonly [EnterpriseKind, number])[];
};

/** 经营范围 closes with these where a permit may be needed, and (less often) where none is. */
export const closings = {
  permit: '（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
  ordinary: '（除依法须经批准的项目外，自主开展法律法规未禁止、未限制的经营活动）',
} as const;

const firms: Trade['kinds'] = [
  ['enterprise', 8],
  ['individual', 2],
];
const shops: Trade['kinds'] = [
  ['individual', 8],
  ['enterprise', 2],
];
const mixed: Trade['kinds'] = [
  ['enterprise', 1],
  ['individual', 1],
];
const farms: Trade['kinds'] = [
  ['cooperative', 6],
  ['enterprise', 2],
  ['individual', 2],
];

export const trades: readonly Trade[] = [
  {
    weight: 14,
    industryCode: 'F5229',
    words: ['副食店', '食品超市', '便利店', '商行', '生鲜超市'],
    scope: [
      '预包装食品零售',
      '散装食品销售（不含冷藏冷冻食品）',
      '日用百货零售',
      '烟草制品零售',
      '水果、蔬菜零售',
      '乳制品（含婴幼儿配方乳粉）零售',
      '酒类零售',
    ],
    kinds: shops,
  },
  {
    weight: 13,
    industryCode: 'H6210',
    words: ['餐饮店', '酒楼', '餐馆', '小吃店', '餐饮管理有限'],
    scope: ['餐饮服务', '小餐饮', '冷热饮品制售', '外卖递送服务', '会议及展览服务', '酒类零售'],
    kinds: shops,
  },
  {
    weight: 4,
    industryCode: 'H6110',
    words: ['宾馆', '酒店', '客栈', '民宿'],
    scope: ['住宿服务', '餐饮服务', '会议服务', '停车场服务', '棋牌室服务', '洗浴服务'],
    kinds: mixed,
  },
  {
    weight: 5,
    industryCode: 'O8040',
    words: ['美容美发店', '造型设计工作室', '养生馆', '足浴店'],
    scope: ['生活美容服务', '美发服务', '沐浴服务', '保健按摩服务（不含医疗服务）', '化妆品零售'],
    kinds: shops,
  },
  {
    weight: 2,
    industryCode: 'Q8425',
    words: ['诊所', '口腔门诊', '中医馆', '医院管理'],
    scope: ['诊所服务', '口腔科医疗服务', '中医养生保健服务（非医疗）', '第二类医疗器械零售', '消毒产品销售'],
    kinds: mixed,
  },
  {
    weight: 4,
    industryCode: 'F5251',
    words: ['大药房', '医药', '医疗器械'],
    scope: ['药品零售', '第二类医疗器械零售', '保健食品零售', '消毒产品销售', '中药饮片零售', '化妆品零售'],
    kinds: mixed,
  },
  {
    weight: 7,
    industryCode: 'G5430',
    words: ['物流', '货运', '运输', '供应链管理'],
    scope: [
      '道路普通货物运输',
      '货物专用运输（集装箱）',
      '道路旅客运输',
      '危险货物道路运输',
      '普通货物仓储服务（不含危险化学品）',
      '装卸搬运服务',
      '快递服务',
    ],
    kinds: firms,
  },
  {
    weight: 4,
    industryCode: 'O8111',
    words: ['汽车维修厂', '汽修', '汽车服务'],
    scope: ['机动车维修', '汽车零配件零售', '洗车服务', '机动车驾驶员培训', '机动车综合性能检测', '旧车收购'],
    kinds: mixed,
  },
  {
    weight: 2,
    industryCode: 'F5265',
    words: ['加油站', '石化', '能源', '燃气'],
    scope: ['汽油、柴油零售', '液化石油气销售', '润滑油销售', '危险化学品经营', '预包装食品零售'],
    kinds: [['enterprise', 1]],
  },
  {
    weight: 2,
    industryCode: 'F5291',
    words: ['烟花爆竹店', '花炮', '烟花销售'],
    scope: ['烟花爆竹零售', '日用百货零售', '烟花爆竹批发'],
    kinds: mixed,
  },
  {
    weight: 5,
    industryCode: 'F5175',
    words: ['建材', '化工', '涂料', '装饰材料'],
    scope: [
      '建筑材料销售',
      '化工产品销售（不含危险化学品及易制毒化学品）',
      '油漆、涂料销售',
      '五金产品零售',
      '非煤矿山矿产品销售',
      '门窗加工',
    ],
    kinds: mixed,
  },
  {
    weight: 2,
    industryCode: 'B1019',
    words: ['矿业', '采石场', '砂石'],
    scope: ['建筑用石料开采', '建筑用石料加工', '砂石销售', '道路普通货物运输', '矿产品（除国家专营专控外）销售'],
    kinds: [['enterprise', 1]],
  },
  {
    weight: 5,
    industryCode: 'R9030',
    words: ['文化传媒', '歌舞厅', '文化娱乐', '网吧', '影城'],
    scope: [
      '歌舞娱乐服务',
      '游艺娱乐服务',
      '互联网上网服务',
      '电影放映',
      '营业性演出经纪',
      '广告设计、制作',
      '文化艺术交流活动组织策划（不含营业性演出）',
    ],
    kinds: mixed,
  },
  {
    weight: 3,
    industryCode: 'F5143',
    words: ['书店', '文具店', '图文广告', '印务'],
    scope: ['图书、报刊零售', '文具用品零售', '打字复印服务', '包装装潢印刷品印刷', '广告设计、制作、发布'],
    kinds: shops,
  },
  {
    weight: 3,
    industryCode: 'R8891',
    words: ['旅行社', '旅游开发', '健身', '游泳馆'],
    scope: ['旅游服务（旅行社业务）', '景区管理', '游泳场馆服务', '健身服务', '体育用品零售', '票务代理'],
    kinds: mixed,
  },
  {
    weight: 7,
    industryCode: 'A0111',
    words: ['种植', '农业发展', '家庭农场', '种业'],
    scope: [
      '水稻、油菜种植',
      '蔬菜、水果种植及销售',
      '农作物种子销售',
      '农药零售（不含危险化学品）',
      '化肥零售',
      '农产品初加工',
      '农业机械租赁',
    ],
    kinds: farms,
  },
  {
    weight: 6,
    industryCode: 'A0321',
    words: ['养殖', '生态养殖', '牧业', '渔业'],
    scope: ['生猪养殖', '家禽养殖及销售', '种畜禽生产经营', '生猪屠宰', '兽药零售', '水产养殖', '饲料销售'],
    kinds: farms,
  },
  {
    weight: 6,
    industryCode: 'I6513',
    words: ['电子商务', '网络科技', '信息技术', '科技'],
    scope: [
      '软件开发及销售',
      '计算机系统集成服务',
      '互联网信息服务',
      '网上销售日用百货、预包装食品（不含冷藏冷冻食品）',
      '广告设计、制作、代理、发布',
      '电子产品销售',
      '企业管理咨询（不含金融、证券、期货）',
    ],
    kinds: firms,
  },
  {
    weight: 4,
    industryCode: 'L7261',
    words: ['人力资源', '劳务', '企业管理咨询', '商务服务'],
    scope: ['劳务派遣服务', '人力资源服务', '家政服务', '企业管理咨询', '会议及展览服务', '物业管理'],
    kinds: firms,
  },
  {
    weight: 4,
    industryCode: 'E5011',
    words: ['建筑', '装饰工程', '市政工程', '建设工程'],
    scope: ['房屋建筑工程施工', '市政公用工程施工', '建筑装修装饰工程', '建筑劳务分包', '防雷工程施工', '园林绿化工程'],
    kinds: firms,
  },
  {
    weight: 4,
    industryCode: 'C1361',
    words: ['食品', '食品加工厂', '饮用水', '酒业'],
    scope: ['食品生产', '饮料生产', '白酒生产', '农产品收购（不含粮食）', '预包装食品批发', '特种设备租赁'],
    kinds: firms,
  },
  {
    weight: 5,
    industryCode: 'F5232',
    words: ['服装店', '鞋服', '家居', '五金店', '手机店'],
    scope: ['服装零售', '鞋帽零售', '家具零售', '五金产品零售', '通讯设备零售', '图书、报刊零售', '化妆品零售'],
    kinds: shops,
  },
];
