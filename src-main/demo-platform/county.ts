/**
 * The invented county of the demo platform: place, departments, accounts. No such county, street or person exists.
 */
import type { Department } from '#shared/platform-api/common.ts';
import type { Role } from '#shared/trade/rights.ts';

/** 4332 is given to no city of Hunan. */
export const county = {
  regionCode: '433221',
  province: '湖南省',
  city: '湘澧市',
  name: '澧安县',
  registrationOrgan: '澧安县市场监督管理局',
} as const;

export const platformName = '湖南省部门协同监管平台（演示）';

export type DemoDepartment = Department & { key: DepartmentKey; shortName: string };
export type DepartmentKey = 'scjg' | 'wsjk' | 'jtys' | 'yjgl' | 'whlg' | 'nync' | 'qxj';

const department = (key: DepartmentKey, number: string, shortName: string): DemoDepartment => ({
  key,
  code: `${county.regionCode}${number}`,
  name: `${county.name}${shortName}`,
  shortName,
});

/** Six departments that notices are pushed to, and one that only ever sees the pool. */
export const departments: readonly DemoDepartment[] = [
  department('scjg', '101', '市场监督管理局'),
  department('wsjk', '102', '卫生健康局'),
  department('jtys', '103', '交通运输局'),
  department('yjgl', '104', '应急管理局'),
  department('whlg', '105', '文化旅游广电体育局'),
  department('nync', '106', '农业农村局'),
  department('qxj', '107', '气象局'),
];

/** 所 of the 市场监督管理局 in two townships: organs below a department, which sees what they do. */
export const lowerOrgans = [
  { key: 'sqs', code: `${county.regionCode}111`, name: `${county.name}市场监督管理局石桥堰所`, above: 'scjg' },
  { key: 'fls', code: `${county.regionCode}112`, name: `${county.name}市场监督管理局枫林渡所`, above: 'scjg' },
] as const satisfies readonly (Department & { key: string; above: DepartmentKey })[];
export type OrganKey = DepartmentKey | (typeof lowerOrgans)[number]['key'];

/** Codes of the organs above these; each once. */
export const organsAbove = (codes: readonly string[]): string[] => [
  ...new Set(lowerOrgans.filter(({ code }) => codes.includes(code)).map(({ above }) => departmentOf(above).code)),
];

/** The department or the organ of that key. */
export function departmentOf(key: OrganKey): Department {
  const found = [...departments, ...lowerOrgans].find((one) => one.key === key);
  if (!found) throw new Error(`unknown department ${key}`);
  return { code: found.code, name: found.name };
}

export type DemoAccount = {
  account: string;
  password: string;
  name: string;
  roles: string[];
  department: Department;
  disabled: boolean;
};

/**
 * A clerk who also keeps the 名录 and the plans, a clerk, a reviewer who is also the administrator of the department and
 * stands in for the keeper, and an inspector; numbers as in the account names, `scjg01` … `scjg04`.
 */
const staff: Record<OrganKey, readonly string[]> = {
  scjg: ['易知远', '简文澜', '宿怀谷', '嵇望舒'],
  wsjk: ['桑若溪', '柯以宁', '阮承泽', '蔺清和'],
  jtys: ['庾行舟', '鹿明川', '戚维岳', '荀致远'],
  yjgl: ['闵守常', '卓如磐', '祁安澜', '晏听雨'],
  whlg: ['花映秋', '乐知书', '屈兰舟', '文砚青'],
  nync: ['禾载阳', '田望岁', '麦秋白', '舒穗安'],
  qxj: ['云初霁'],
  sqs: ['乔松年', '邵采薇', '骆长风', '温如许'],
  fls: ['谢云屏', '纪南枝', '褚怀远', '苏望川'],
};
const rolesByNumber: readonly Role[][] = [
  ['clerk', 'rosterKeeper', 'planKeeper'],
  ['clerk'],
  ['reviewer', 'clerk', 'administrator', 'rosterKeeper', 'planKeeper'],
  ['inspector', 'clerk'],
];

/** Every password follows one scheme, printed at the start: `Demo-` and the account name. */
export const passwordOf = (account: string): string => `Demo-${account}`;

/** All accounts; `scjg09` is disabled on the platform. */
export const accounts: readonly DemoAccount[] = [
  ...[...departments, ...lowerOrgans].flatMap(({ key, code, name }) =>
    staff[key].map((person, index) => {
      const account = `${key}0${index + 1}`;
      return {
        account,
        password: passwordOf(account),
        name: person,
        roles: rolesByNumber[index] ?? ['clerk'],
        department: { code, name },
        disabled: false,
      };
    }),
  ),
  {
    account: 'scjg09',
    password: passwordOf('scjg09'),
    name: '离任人员',
    roles: ['clerk'],
    department: departmentOf('scjg'),
    disabled: true,
  },
];
