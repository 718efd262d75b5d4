/** Binds the 工作台 part of the contract. */
import { unlocked } from '../router.ts';
import { workbenchSummary } from './summary.ts';
import { workbenchToday } from './today.ts';

export const workbenchRouter = unlocked.workbench.router({
  today: unlocked.workbench.today.handler(({ input, context: { workspace, domains } }) =>
    workbenchToday(workspace, domains, input.limit),
  ),
  summary: unlocked.workbench.summary.handler(({ context: { workspace, domains } }) =>
    workbenchSummary(workspace, domains),
  ),
});
