/**
 * The database of the list, search, export and backup benches: encrypted as in the product, 1,000,000 enterprises and
 * 200,000 notices, all invented, written by the product's own code. Made once and kept, because it takes minutes.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect, openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { Day } from '#core/records/day.ts';
import type { WritingPlace } from '#core/sync/collection.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Feedback, Notice } from '#shared/domains/notices/record.ts';
import type { NoticeStage } from '#shared/domains/notices/words.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import { chinaCalendar, migrationsDirectory } from '../integration/core/support.ts';
import type { BenchContext } from './measure.ts';

/** Part of the file's name: count up when the data or the tables change. */
const version = 3;
export const provinceKey = Uint8Array.from({ length: 32 }, (_, index) => (index * 31 + 7) % 256);
export const provinceToday = '2026-03-02';
export const provinceNow = '2026-03-02T01:00:00.000Z';
/** What lists are asked with. */
export const provinceDay: Day = {
  now: provinceNow,
  today: provinceToday,
  calendar: chinaCalendar,
  thresholds: defaultLampThresholds,
  account: 'lin01',
  department: '430000001',
};
export const provinceDepartment = { code: '430000001', name: '某省文化广电厅' };

/** Where its records are written: always at the same hour. */
export const provincePlace = (database: Database): WritingPlace => ({
  database,
  correctedNow: () => provinceNow,
  calendar: () => chinaCalendar,
});

export interface Province {
  readonly file: string;
  readonly notices: number;
  readonly enterprises: number;
  open(): Database;
}

/** The database of this scale, made if it is not there yet. */
export function province({ directory, scale, log }: BenchContext): Province {
  const enterprises = Math.round(1_000_000 * scale);
  const notices = Math.round(200_000 * scale);
  const file = join(directory, `province-${version}-${enterprises}.db`);
  if (!existsSync(file)) {
    log(`making ${file} (${enterprises} enterprises, ${notices} notices) …`);
    const start = performance.now();
    const unfinished = `${file}.making`;
    rmSync(unfinished, { force: true });
    make(unfinished, enterprises, notices);
    // A rename would leave -wal and -shm behind; the copy is whole and compact.
    const database = connect(unfinished, provinceKey);
    database.prepare('VACUUM INTO ?').run(file);
    database.close();
    for (const end of ['', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
    log(`made in ${Math.round((performance.now() - start) / 1000)} s, ${Math.round(statSync(file).size / 1e6)} MB`);
  }
  return { file, notices, enterprises, open: () => connect(file, provinceKey) };
}

function make(file: string, enterprises: number, notices: number): void {
  const database = openDatabase({ file, key: provinceKey, migrationsDirectory });
  const random = randomNumbers(20_260_302);
  const batch = 5000;
  for (let from = 0; from < enterprises; from += batch) {
    const records = Array.from({ length: Math.min(batch, enterprises - from) }, (_, index) =>
      makeEnterprise(from + index, random),
    );
    database.transaction(() =>
      enterprisesCollection.write(
        provincePlace(database),
        records.map((data) => ({ id: data.id, revision: 1, data })),
      ),
    )();
  }
  for (let from = 0; from < notices; from += batch) {
    const records = Array.from({ length: Math.min(batch, notices - from) }, (_, index) =>
      makeNotice(from + index, enterprises, random),
    );
    database.transaction(() =>
      noticesCollection.write(
        provincePlace(database),
        records.map((data) => ({ id: data.id, revision: 1, data })),
      ),
    )();
  }
  database.exec("INSERT INTO notice_text (notice_text) VALUES ('optimize')");
  database.exec("INSERT INTO enterprise_text (enterprise_text) VALUES ('optimize')");
  database.exec('ANALYZE');
  database.close();
}

export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const cities = '星沙,云湖,青溪,竹山,枫林,石门,清江,白鹤,龙潭,金盆,安仁,永和,雁峰,桃源,双峰'.split(',');
const nameCharacters =
  '恒丰瑞嘉禾云竹星海安华盛金源鑫达宏泰兴隆康祥永昌明德博雅天翔光正大同创新通力科信远景长城湘江岳麓诚润顺福民益利佳美优品尚和家园乐居智慧蓝绿红黄白鸿运宝发财旺聚亿万千百森林木水火土山川河湖';
const trades =
  '商贸,科技,文化传媒,餐饮管理,物流,建材,建筑工程,装饰设计,农业发展,生物科技,电子商务,教育咨询,医疗器械,汽车服务,酒店管理,旅游开发,环保科技,信息技术,网络科技,食品,服饰,化妆品,五金机电,广告,印务'.split(
    ',',
  );
const forms = { enterprise: '有限公司', individual: '经营部', cooperative: '农民专业合作社', other: '工作室' } as const;
const phrases =
  '广告设计,广告制作,广告发布,文化活动的组织与策划,食品销售,餐饮服务,美容服务,美发服务,住宿服务,沐浴服务,普通货物运输,汽油零售,柴油零售,歌舞娱乐活动,图书报刊零售,劳务派遣,农作物种子销售,软件开发,电子产品批发,企业管理咨询服务,健康管理,化妆品零售,建筑装饰工程设计,水电安装,园林绿化工程施工,物业管理,五金交电销售,日用百货销售,服装鞋帽零售,家用电器维修,花卉种植,牲畜养殖,水产养殖,农业机械服务,仓储服务,货物进出口,技术推广服务,会议及展览服务,摄影扩印服务,打字复印,机械设备租赁,医疗器械经营,药品零售,烟草制品零售,网吧活动,游艺厅,体育场馆经营,健身服务,校外培训,托育服务,养老服务,保洁服务,停车场服务,汽车修理与维护,汽车租赁,二手车经销,再生资源回收,危险化学品经营,烟花爆竹零售,民用爆炸物品销售'.split(
    ',',
  );
const items = Array.from({ length: 40 }, (_, index) => ({
  code: `X${String(index).padStart(3, '0')}`,
  name: `${phrases[index]!.slice(0, 6)}许可`,
}));
const boilerplate = '（依法须经批准的项目，经相关部门批准后方可开展经营活动）';

type Random = () => number;
const pick = <Item>(list: readonly Item[] | string, random: Random): Item =>
  list[Math.floor(random() * list.length)] as Item;
/** The first of the list are much more frequent than the last. */
const pickSkewed = <Item>(list: readonly Item[], random: Random): Item =>
  list[Math.floor(random() ** 2 * list.length)]!;

const kindOf = (share: number) =>
  share < 0.55 ? 'enterprise' : share < 0.97 ? 'individual' : share < 0.995 ? 'cooperative' : 'other';

function nameOf(kind: keyof typeof forms, random: Random): string {
  const word = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick<string>(nameCharacters, random)).join(
    '',
  );
  return `${pick(cities, random)}${random() < 0.5 ? '市' : '县'}${word}${pickSkewed(trades, random)}${forms[kind]}`;
}
function scopeOf(random: Random): string {
  const words = Array.from({ length: 4 + Math.floor(random() * 10) }, () => pickSkewed(phrases, random));
  return `${words.join('；')}。${random() < 0.8 ? boilerplate : ''}`;
}
const addressOf = (random: Random): string =>
  `某省${pick(cities, random)}市${pick(cities, random)}区${pick<string>(nameCharacters, random)}${pick<string>(nameCharacters, random)}街道${pick<string>(nameCharacters, random)}${pick<string>(nameCharacters, random)}路${1 + Math.floor(random() * 900)}号`;
const codeOf = (index: number, random: Random): string =>
  `9143${String(Math.floor(random() * 9999)).padStart(4, '0')}MA${(index + 1_000_000).toString(36).toUpperCase().padStart(7, '4')}${index % 10}`;

export function makeEnterprise(index: number, random: Random): Enterprise {
  const kind = kindOf(random());
  return {
    id: `E${String(index).padStart(8, '0')}`,
    name: nameOf(kind, random),
    creditCode: random() < 0.9 ? codeOf(index, random) : null,
    registrationNumber: random() < 0.2 ? String(430_000_000_000_000 + index) : null,
    kind,
    typeCode: '1130',
    legalRepresentative: `周${pick<string>(nameCharacters, random)}`,
    phone: `0731-8${String(100_000 + (index % 900_000))}`,
    establishedOn: addDays('2005-01-01', Math.floor(random() * 7000)),
    address: addressOf(random),
    regionCode: '430101',
    registrationOrgan: '某市市场监督管理局',
    registeredCapital: Math.floor(random() * 1000),
    industryCode: 'F5191',
    registrationState: random() < 0.85 ? '1' : '4',
    businessScope: scopeOf(random),
    listings: random() < 0.01 ? ['abnormalOperation'] : [],
  };
}

function stageOf(share: number): NoticeStage {
  return share < 0.08
    ? 'pending'
    : share < 0.1
      ? 'pool'
      : share < 0.2
        ? 'received'
        : share < 0.95
          ? 'answered'
          : 'returned';
}

export function makeNotice(index: number, enterprises: number, random: Random): Notice {
  const kind = kindOf(random());
  const stage = stageOf(random());
  const recent = stage === 'pending' || stage === 'pool' || stage === 'received';
  const approvedOn = addDays(provinceToday, -1 - Math.floor(random() * (recent ? 60 : 1095)));
  const instant = (days: number) =>
    `${addDays(approvedOn, days)}T0${Math.floor(random() * 9)}:${10 + Math.floor(random() * 49)}:00.000Z`;
  const receivedAt = instant(2);
  const item = pickSkewed(items, random);
  const own = provinceDepartment;
  const received = stage === 'received' || stage === 'answered';
  const feedback: Feedback = {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    departmentCode: own.code,
    departmentName: own.name,
    person: '林知夏',
    at: instant(6),
    result: 'issued',
    feedbackOn: chinaDate(instant(6)),
    certificateNumber: `许可第${String(index).padStart(8, '0')}号`,
    certificateName: `${item.name}证`,
    issuingOrgan: own.name,
    issuedOn: approvedOn,
    validFrom: approvedOn,
    validTo: null,
    longTerm: true,
    permitContent: '准予经营',
    remark: '',
  };
  return {
    id: `N${String(index).padStart(8, '0')}`,
    enterpriseId: `E${String(Math.floor(random() * enterprises)).padStart(8, '0')}`,
    enterpriseName: nameOf(kind, random),
    creditCode: random() < 0.9 ? codeOf(index, random) : null,
    registrationNumber: random() < 0.2 ? String(430_000_000_000_000 + index) : null,
    enterpriseKind: kind,
    enterpriseTypeCode: '1130',
    legalRepresentative: `周${pick<string>(nameCharacters, random)}`,
    phone: `0731-8${String(100_000 + (index % 900_000))}`,
    establishedOn: approvedOn,
    businessTermFrom: approvedOn,
    businessTermTo: null,
    approvedOn,
    address: addressOf(random),
    street: '',
    regionCode: '430101',
    registrationOrgan: '某市市场监督管理局',
    jurisdictionOrgan: '某市市场监督管理局',
    registeredCapital: 100,
    industryCode: 'F5191',
    businessScope: scopeOf(random),
    applicationType: random() < 0.6 ? 'establish' : random() < 0.9 ? 'change' : 'deregister',
    permitItemCode: item.code,
    permitItemName: item.name,
    matchedKeywords: [item.name.slice(0, 2)],
    reviewDepartment: stage === 'pool' ? null : own,
    pushedAt: instant(1),
    stage,
    receipt: received ? { way: 'receive', department: own, person: '林知夏', at: receivedAt } : null,
    returned:
      stage === 'returned'
        ? { reason: 'notOurArea', words: '地址在邻县', department: own, person: '林知夏', at: receivedAt }
        : null,
    feedbacks: stage === 'answered' ? [feedback] : [],
    closedAt: stage === 'answered' && random() < 0.8 ? instant(40) : null,
  };
}
