/** Binds the search part of the contract. */
import { unlocked } from '../router.ts';
import { searchAll } from './search.ts';

export const searchRouter = unlocked.search.router({
  find: unlocked.search.find.handler(async ({ input, signal, context: { workspace, domains } }) => ({
    groups: await searchAll(workspace, domains, input.text, input.limit, signal),
  })),
});
