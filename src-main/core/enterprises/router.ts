/** Binds the 企业 part of the contract. */
import { unlocked } from '../router.ts';
import { readEnterprise, searchEnterprises } from './queries.ts';

export const enterprisesRouter = unlocked.enterprises.router({
  get: unlocked.enterprises.get.handler(({ input, context: { workspace } }) => {
    const stored = readEnterprise(workspace.database, input.id);
    return stored ? ({ ok: true, enterprise: stored.data } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),
  search: unlocked.enterprises.search.handler(({ input, context: { workspace } }) =>
    searchEnterprises(workspace.database, input.text, input.limit),
  ),
});
