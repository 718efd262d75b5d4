/** 用户账号 and 执法检查人员名录 of the invented county. */
import { addDays } from '#shared/trade/working-days.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { Department } from '#shared/platform-api/common.ts';
import { accounts, county, departments, lowerOrgans, type OrganKey, organsAbove } from '../county.ts';
import type { Random } from '../random.ts';

/** Further people without a demo account to sign in with; two of them have the same name in one organ. */
const further = ['封锦书', '荆若谷', '荆若谷', '聂云舟', '舒怀瑾'];

/** Everybody who has an account on the platform. */
export function seedStaff(): Staff[] {
  return [...departments, ...lowerOrgans].flatMap(({ key, code, name, ...organ }) => {
    const department = { code, name };
    const known = accounts
      .filter((one) => one.department.code === code)
      .map((one) => ({
        id: one.account,
        name: one.name,
        department,
        unit: 'above' in organ ? '' : '执法大队',
        active: !one.disabled,
      }));
    const others = key === 'qxj' || 'above' in organ ? [] : further;
    return [
      ...known,
      ...others.map((person, index) => ({
        id: `${key}1${index + 1}`,
        name: person,
        department,
        unit: index % 2 === 0 ? '执法大队' : '办公室',
        active: true,
      })),
    ];
  });
}

const lineOf: Record<string, Inspector['lines']> = {
  scjg: ['市场监管', '食品药品监督'],
  wsjk: ['其他'],
  jtys: ['其他'],
  yjgl: ['其他'],
  whlg: ['其他'],
  nync: ['质量技术监督', '其他'],
};

/**
 * Inspectors, and two clerks of each department or organ, who hold certificates too. One certificate ends soon, one has
 * ended.
 */
export const seedInspectors = (
  random: Random,
  today: string,
  organs: readonly (Department & { readonly key: OrganKey })[],
): Inspector[] =>
  organs
    .filter(({ key }) => key !== 'qxj')
    .flatMap(({ key, code, name }) => {
      const above = organsAbove([code]);
      return ['04', '01', '02', '03'].map((number, index): Inspector => {
        const account = `${key}${number}`;
        const from = addDays(today, -random.between(400, 1400));
        const to =
          index === 2 ? addDays(today, key === 'scjg' ? -5 : above.length > 0 ? 900 : 20) : addDays(from, 5 * 365);
        return {
          id: `ZF-${account}`,
          account,
          name: accounts.find((one) => one.account === account)?.name ?? account,
          gender: random.pick(['male', 'female'] as const),
          age: random.between(26, 56),
          education: random.pick(['大学专科', '大学本科', '研究生']),
          types: index === 0 ? ['行政执法'] : ['综合管理', '行政执法'],
          lines: lineOf[key] ?? ['其他'],
          area: county.name,
          skills: random.some(['文书制作', '现场勘验', '财务审计', '食品检验', '电子取证'], 2),
          certificateNumber: `湘澧执${code.slice(-3)}${String(random.between(1, 9999)).padStart(4, '0')}`,
          certificateFrom: from,
          certificateTo: to,
          certificateOrgan: '湘澧市人民政府',
          phone: `1990000${String(random.between(0, 9999)).padStart(4, '0')}`,
          mobile: `1990000${String(1357 + index * 1111)}`,
          unit: '执法大队',
          onDuty: true,
          remark: '',
          department: { code, name },
          ...(above.length > 0 && { seenBy: above }),
          // A reviewer who no longer inspects: withdrawn from the 名录, to be restored.
          revoked: number === '03',
        };
      });
    });
