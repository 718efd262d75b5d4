/** 专业技能字典: the same for every department, kept by the platform. */
import type { Skill } from '#shared/domains/inspectors/skills.ts';
import type { Collection } from '../collection.ts';
import { readOnly } from '../read-only.ts';
import { everyone } from '../store.ts';

export const skillCollection: Collection<Skill> = {
  name: 'skills',
  shared: true,
  audience: () => [everyone],
  ...readOnly('专业技能字典由平台维护，部门不能修改'),
};

const names = [
  '文书制作',
  '现场勘验',
  '财务审计',
  '食品检验',
  '药品检验',
  '特种设备检验',
  '计量检定',
  '危险化学品管理',
  '消防安全',
  '公共卫生',
  '农产品检测',
  '电子取证',
];

/** The dictionary of the demo county; the last entry is no longer in use. */
export const seedSkills = (): Skill[] => [
  ...names.map((name, index) => ({
    id: `JN${String(index + 1).padStart(2, '0')}`,
    name,
    order: index + 1,
    inUse: true,
  })),
  { id: 'JN90', name: '手工账审核', order: 90, inUse: false },
];
