/** What lists, rows and sheets depend on beside the database: the day, how days are counted, and whose list it is. */
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import type { Calendar } from '#shared/trade/working-days.ts';
import type { Workspace } from '../workspace.ts';

/** Plain values, so that a thread may be given them: what it writes is then what the screen showed. */
export interface Day {
  /** Corrected time, ISO instant. */
  readonly now: string;
  /** Calendar date in China. */
  readonly today: string;
  readonly calendar: Calendar;
  readonly thresholds: LampThresholds;
  /** Whose tasks and drafts they are. */
  readonly account: string;
  /** Code of the own department. */
  readonly department: string;
}

/** As the workspace has it now. */
export const dayOf = (workspace: Workspace): Day => ({
  now: workspace.correctedNow(),
  today: workspace.today(),
  calendar: workspace.calendar(),
  thresholds: workspace.settings().lamp,
  account: workspace.actor.account,
  department: workspace.department.code,
});
