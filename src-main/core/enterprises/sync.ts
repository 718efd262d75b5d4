/** 市场主体 for the sync room: read-only here, so there is nothing to replay and never a conflict. */
import { type Enterprise, enterpriseSchema } from '#shared/domains/enterprises/record.ts';
import type { Database } from '../database/types.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import { readOnly } from '../records/json-table.ts';
import { statement } from '../database/statements.ts';
import { readEnterprise } from './queries.ts';
import { removeEnterprises, writeEnterprises } from './store.ts';

export const enterprisesCollection: SyncedCollection<Enterprise> = {
  collection: 'enterprises',
  // Last: notices carry what a clerk needs of their enterprise.
  priority: 90,
  hasOpenView: false,
  schema: enterpriseSchema,
  operationNames: {},
  fieldLabels: {},
  belongsTo: () => true,
  titleOf: (enterprise) => enterprise.name,
  isFinal: () => false,
  write: writeEnterprises,
  remove: removeEnterprises,
  read: readEnterprise,
  revisions(database, ids) {
    const rows = statement<[string], { id: string; revision: number }>(
      database,
      'SELECT e.id, e.revision FROM json_each(?) asked CROSS JOIN enterprise e ON e.id = asked.value',
    ).all(JSON.stringify(ids));
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  },
  ids: enterpriseIds,
  replay: readOnly('市场主体信息由登记机关维护，不能在此修改'),
  count: (database) => statement<[], { n: number }>(database, 'SELECT count(*) AS n FROM enterprise').get()!.n,
};

function enterpriseIds(database: Database, after: string | null, limit: number): string[] {
  return statement<[string, number], { id: string }>(
    database,
    'SELECT id FROM enterprise WHERE id > ? ORDER BY id LIMIT ?',
  )
    .all(after ?? '', limit)
    .map(({ id }) => id);
}
