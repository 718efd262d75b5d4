/** How changed inspectors and accounts land, and which operations the 名录 knows. */
import { inspectorOperations } from '#shared/domains/inspectors/operations.ts';
import { type Inspector, inspectorSchema, inspectorVisibleTo } from '#shared/domains/inspectors/record.ts';
import { type Skill, skillSchema } from '#shared/domains/inspectors/skills.ts';
import { type Staff, staffSchema } from '#shared/domains/inspectors/staff.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import { jsonTable, readOnly } from '../records/json-table.ts';

export const inspectorsCollection: SyncedCollection<Inspector> = {
  collection: 'inspectors',
  priority: 14,
  hasOpenView: false,
  schema: inspectorSchema,
  fieldLabels: {
    account: '用户账号',
    name: '姓名',
    gender: '性别',
    age: '年龄',
    education: '学历',
    types: '人员类型',
    lines: '监督检查（执法）种类',
    area: '监督检查（执法）区域',
    skills: '专业技能',
    certificateNumber: '执法证号',
    certificateFrom: '执法证有效期起',
    certificateTo: '执法证有效期止',
    certificateOrgan: '发证机关',
    phone: '电话',
    mobile: '手机号码',
    unit: '部门',
    onDuty: '人员在岗状态',
    remark: '备注',
    revoked: '已撤销',
    department: '单位',
    seenBy: '可查看的上级机关',
  },
  belongsTo: inspectorVisibleTo,
  titleOf: (inspector) => inspector.name,
  isFinal: () => false,
  ...inspectorOperations.forSync,
  ...jsonTable<Inspector>('inspector', {
    account: ({ account }) => account,
    name: ({ name }) => name,
    certificate_number: ({ certificateNumber }) => certificateNumber,
    certificate_to: ({ certificateTo }) => certificateTo ?? '',
    revoked: ({ revoked }) => (revoked ? 1 : 0),
  }),
};

export const staffCollection: SyncedCollection<Staff> = {
  collection: 'staff',
  priority: 15,
  hasOpenView: false,
  schema: staffSchema,
  fieldLabels: {},
  belongsTo: (person, departmentCode) => person.department.code === departmentCode,
  titleOf: (person) => person.name,
  isFinal: () => false,
  ...readOnly('用户账号由平台管理员维护，不能在此修改'),
  ...jsonTable<Staff>('staff', { name: ({ name }) => name }),
};

export const skillsCollection: SyncedCollection<Skill> = {
  collection: 'skills',
  priority: 16,
  hasOpenView: false,
  schema: skillSchema,
  fieldLabels: {},
  belongsTo: () => true,
  titleOf: (skill) => skill.name,
  isFinal: () => false,
  ...readOnly('专业技能字典由平台维护，不能在此修改'),
  ...jsonTable<Skill>('skill', {}),
};
