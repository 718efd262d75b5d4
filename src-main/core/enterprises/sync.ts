/** 市场主体 for the sync room: read-only here, so there is nothing to replay and never a conflict. */
import { type Enterprise, enterpriseSchema } from '#shared/domains/enterprises/record.ts';
import { readOnly } from '../records/json-table.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import { enterpriseStore } from './store.ts';

export const enterprisesCollection: SyncedCollection<Enterprise> = {
  collection: 'enterprises',
  // Last: notices carry what a clerk needs of their enterprise.
  priority: 90,
  hasOpenView: false,
  schema: enterpriseSchema,
  fieldLabels: {},
  belongsTo: () => true,
  titleOf: (enterprise) => enterprise.name,
  isFinal: () => false,
  ...readOnly('市场主体信息由登记机关维护，不能在此修改'),
  ...enterpriseStore,
};
