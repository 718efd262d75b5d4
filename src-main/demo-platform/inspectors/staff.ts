/** 用户账号: a department sees its own people; they are kept by the platform's administrators. */
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { Collection } from '../collection.ts';
import { readOnly } from '../read-only.ts';

export const staffCollection: Collection<Staff> = {
  name: 'staff',
  shared: false,
  audience: (person) => [person.department.code],
  ...readOnly('用户账号由平台管理员维护，部门不能修改'),
};
