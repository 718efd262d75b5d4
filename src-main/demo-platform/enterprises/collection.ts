/** 市场主体 base data: the same for every department, read-only. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Collection } from '../collection.ts';
import { readOnly } from '../read-only.ts';
import { everyone } from '../store.ts';

export const enterpriseCollection: Collection<Enterprise> = {
  name: 'enterprises',
  shared: true,
  audience: () => [everyone],
  ...readOnly('市场主体信息由登记机关维护，部门不能修改'),
};
