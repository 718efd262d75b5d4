/** The invented 抽查事项清单 of the demo platform: all four content types, two versions of one, and one with 120 points. */
import type { Checklist, CheckPoint } from '#shared/domains/inspections/checklist.ts';
import { checklistRecordId } from './checklists.ts';

type Item = Checklist['groups'][number]['items'][number];
type Group = Checklist['groups'][number];

const yesNo = (id: string, title: string, sound: 'yes' | 'no'): CheckPoint => ({
  id,
  type: 'yesNo',
  title,
  required: true,
  sound,
});
const choice = (id: string, title: string, options: string[]): CheckPoint => ({
  id,
  type: 'choice',
  title,
  required: true,
  options,
});
const number = (
  id: string,
  title: string,
  unit: string,
  usualFrom: number | null,
  usualTo: number | null,
): CheckPoint => ({
  id,
  type: 'number',
  title,
  required: true,
  unit,
  usualFrom,
  usualTo,
});
const words = (id: string, title: string, maximumLength = 500): CheckPoint => ({
  id,
  type: 'text',
  title,
  required: false,
  maximumLength,
});
const item = (id: string, name: string, method: string, basis: string, points: CheckPoint[]): Item => ({
  id,
  name,
  method,
  basis,
  points,
});

const agreement = ['完全一致', '基本一致', '相差较大'];

/** 公示信息与登记事项; version 2 adds two points and an option, and takes one point out. */
function publication(version: 1 | 2): Checklist {
  const second = version === 2;
  const groups: Group[] = [
    {
      name: '公示信息检查',
      line: '市场监管',
      items: [
        item('gs', '即时信息公示情况', '查阅公示系统，与企业提供的材料逐项核对', '《企业信息公示暂行条例》第十条', [
          yesNo('gs-1', '是否按规定公示应当公示的即时信息', 'yes'),
          choice('gs-2', '公示信息与实际情况', second ? [...agreement, '无法核对'] : agreement),
          ...(second
            ? [yesNo('gs-3', '是否公示行政许可取得、变更、延续信息', 'yes')]
            : [words('gs-4', '未公示的事项')]),
        ]),
        item('nb', '年度报告公示情况', '抽查最近一个年度的年度报告', '《企业信息公示暂行条例》第八条、第九条', [
          yesNo('nb-1', '年度报告是否隐瞒真实情况、弄虚作假', 'no'),
          number('nb-2', '营业总收入与账面相差数', '万元', 0, 10),
          words('nb-3', '相差原因'),
        ]),
      ],
    },
    {
      name: '登记事项检查',
      line: '市场监管',
      items: [
        item('dj', '住所与经营场所', '实地查看，必要时拍照固定', '《市场主体登记管理条例》第三十八条', [
          yesNo('dj-1', '通过登记的住所能否取得联系', 'yes'),
          choice('dj-2', '实际经营场所与登记住所', agreement),
          ...(second ? [number('dj-3', '现场从业人数', '人', 1, 500)] : []),
          words('dj-4', '现场情况记录', 2000),
        ]),
      ],
    },
  ];
  return {
    id: checklistRecordId('CL001', version),
    checklistId: 'CL001',
    version,
    name: '公示信息与登记事项抽查',
    groups,
    materials: ['营业执照', '行政许可证件', ...(second ? ['最近一个年度的资产负债表'] : [])],
  };
}

const safetyItems = [
  ['消防通道与安全出口', '《中华人民共和国消防法》第十六条'],
  ['消防设施维护', '《中华人民共和国消防法》第十六条'],
  ['电气线路与用电', '《中华人民共和国安全生产法》第三十六条'],
  ['安全生产责任制', '《中华人民共和国安全生产法》第二十一条'],
  ['从业人员培训', '《中华人民共和国安全生产法》第二十八条'],
  ['应急预案与演练', '《中华人民共和国安全生产法》第八十一条'],
  ['从业人员健康证明', '《公共场所卫生管理条例》第七条'],
  ['通风与空气质量', '《公共场所卫生管理条例》第三条'],
  ['饮用水卫生', '《公共场所卫生管理条例》第三条'],
  ['清洗消毒记录', '《公共场所卫生管理条例实施细则》第十四条'],
  ['卫生管理档案', '《公共场所卫生管理条例实施细则》第八条'],
  ['经营许可持证', '《娱乐场所管理条例》第九条'],
  ['营业时间', '《娱乐场所管理条例》第二十八条'],
  ['未成年人保护', '《娱乐场所管理条例》第二十三条'],
  ['从业人员名簿与日志', '《娱乐场所管理条例》第二十五条'],
  ['监控设备', '《娱乐场所管理条例》第十五条'],
  ['计量器具', '《中华人民共和国计量法》第九条'],
  ['明码标价', '《中华人民共和国价格法》第十三条'],
  ['广告用语', '《中华人民共和国广告法》第九条'],
  ['消费者投诉处理', '《中华人民共和国消费者权益保护法》第十七条'],
] as const;

/** 20 items of six points each: what a thorough joint inspection of one place asks. */
const thorough = (): Checklist => ({
  id: checklistRecordId('CL002', 1),
  checklistId: 'CL002',
  version: 1,
  name: '公共娱乐场所综合抽查',
  groups: [0, 5, 10, 15].map((from, group) => ({
    name: ['安全条件', '卫生条件', '经营行为', '公平交易'][group] ?? '',
    line: ['应急管理', '卫生健康', '文化旅游', '市场监管'][group] ?? '',
    items: safetyItems.slice(from, from + 5).map(([name, basis], index) => {
      const id = `zh${from + index + 1}`;
      return item(id, name, `现场查看并查阅有关记录，核对${name}的落实情况`, basis, [
        yesNo(`${id}-1`, `${name}是否符合要求`, 'yes'),
        yesNo(`${id}-2`, `${name}是否有被责令改正而未改正的情形`, 'no'),
        choice(`${id}-3`, `${name}的记录`, ['齐全', '基本齐全', '不齐全', '没有']),
        number(`${id}-4`, `${name}抽查数量`, '处', 1, 50),
        number(`${id}-5`, `其中不符合数量`, '处', 0, 5),
        words(`${id}-6`, `${name}情况说明`),
      ]);
    }),
  })),
  materials: ['营业执照', '娱乐经营许可证', '公共场所卫生许可证', '消防安全检查合格证', '从业人员健康证明'],
});

const farmSupplies = (): Checklist => ({
  id: checklistRecordId('CL003', 1),
  checklistId: 'CL003',
  version: 1,
  name: '农资经营与产品质量抽查',
  groups: [
    {
      name: '农资经营',
      line: '农业农村',
      items: [
        item('nz', '经营资质与台账', '查验证照、进销货台账', '《农药管理条例》第二十四条', [
          yesNo('nz-1', '是否销售国家明令淘汰或者禁止使用的农药', 'no'),
          yesNo('nz-2', '是否建立进货查验和销售台账', 'yes'),
          number('nz-3', '抽查品种数', '个', 1, 100),
          choice('nz-4', '标签与登记内容', agreement),
          words('nz-5', '抽检样品名称及批号'),
        ]),
      ],
    },
  ],
  materials: ['营业执照', '农药经营许可证', '进销货台账'],
});

/** All versions, oldest first. */
export const seedChecklists = (): Checklist[] => [publication(1), publication(2), thorough(), farmSupplies()];
