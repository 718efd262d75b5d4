/** Binds the 工作台 part of the contract. */
import { unlocked } from '../router.ts';
import { workbenchSummary } from './summary.ts';

export const workbenchRouter = unlocked.workbench.router({
  summary: unlocked.workbench.summary.handler(({ context: { workspace, domains } }) =>
    workbenchSummary(workspace, domains),
  ),
});
