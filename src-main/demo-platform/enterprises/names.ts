/** Invented words: streets, persons, shop names, telephone numbers that nobody has. */
import type { Random } from '../random.ts';

export const streets = [
  '望澧街道',
  '桐溪街道',
  '白鹭街道',
  '青篱镇',
  '石桥堰镇',
  '云板桥镇',
  '枫林渡镇',
  '大泉湾镇',
  '落雁坪镇',
  '松茅岭镇',
  '竹节滩镇',
  '金鸡埠镇',
  '黄栌乡',
  '三叠水乡',
  '鹿耳冲乡',
  '月形山乡',
] as const;

const roads = [
  '澧水北路',
  '望江大道',
  '桐溪路',
  '白鹭大道',
  '青篱街',
  '兴安路',
  '临津巷',
  '东升路',
  '古渡街',
  '文昌阁路',
  '迎宾大道',
  '工业二路',
  '湖滨路',
  '建材市场路',
  '学府路',
  '南门口街',
] as const;
const villages = [
  '清水塘',
  '杨柳坪',
  '石板冲',
  '铜锣湾',
  '新塘',
  '马鞍',
  '梧桐',
  '双凤',
  '龙泉',
  '高峰',
  '红岩',
  '沙洲',
] as const;
const blocks = ['锦绣澧安', '滨江一号', '望澧新城', '桐溪花园', '白鹭国际', '青篱家园', '商贸城', '农贸市场'] as const;

const surnames = Array.from(
  '王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
const given = Array.from(
  '安柏昌辰诚川春达德东恩帆芳枫福刚光国海浩禾恒弘华慧吉佳坚建健江杰金锦景静军君俊凯康可宽兰乐磊立丽良林玲凌龙梅美民敏明沐宁鹏平萍琪谦青清庆秋荣蓉瑞森山珊胜诗石书淑舒思松泰涛天庭婷彤巍维伟文武希溪霞祥翔晓欣新星秀雪雅岩阳瑶怡义艺毅英永勇友宇雨玉远月云允泽哲珍振正志智忠竹卓子',
);
const brand = Array.from(
  '恒丰鼎盛瑞泰祥和顺达裕隆嘉禾锦绣华茂宏远博雅德润康宁福源金穗银杉青禾绿源澧泉桐荫白鹭望江云峰松涛竹韵枫桥星河晨曦旭日朗月聚贤汇鑫万通百川千帆九州长乐永兴安居天成地宝同心大和小满谷雨清风明珠玉兰紫薇丹桂翠微碧湖南岭北辰东篱西溪',
);

export const personName = (random: Random): string =>
  random.pick(surnames) + random.pick(given) + (random.chance(0.7) ? random.pick(given) : '');

/** 199-0000-xxxx: a number that no carrier has given out. */
export const phoneNumber = (random: Random): string => `1990000${String(random.between(0, 9999)).padStart(4, '0')}`;

/** The distinctive part of a name: two characters, a third where there are very many enterprises. */
export function brandName(random: Random, long: boolean): string {
  return random.pick(brand) + random.pick(brand) + (long || random.chance(0.15) ? random.pick(brand) : '');
}

/** 住所 inside the county, without the name of the county before it, and its street. */
export function dwelling(random: Random): { street: string; place: string } {
  const street = random.pick(streets);
  if (street.endsWith('街道')) {
    const road = `${random.pick(roads)}${random.between(1, 398)}号`;
    const inside = random.weighted<string>([
      ['', 4],
      [`${random.pick(blocks)}${random.between(1, 22)}栋${random.between(1, 30)}0${random.between(1, 6)}室`, 3],
      [`${random.pick(blocks)}一楼${random.between(1, 88)}号门面`, 3],
      [`（集群注册）`, 0.2],
    ]);
    return { street, place: `${street}${road}${inside}` };
  }
  const village = `${random.pick(villages)}${random.chance(0.8) ? '村' : '社区'}${random.between(1, 24)}组`;
  return { street, place: `${street}${village}${random.chance(0.4) ? `${random.between(1, 120)}号` : ''}` };
}
