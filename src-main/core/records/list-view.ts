/** On what a list depends beside the database. */
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import type { Calendar } from '#shared/trade/working-days.ts';
import type { Workspace } from '../workspace.ts';

/** The day, and by what deadlines are counted. */
export interface ListClock {
  readonly today: string;
  readonly calendar: Calendar;
  readonly thresholds: LampThresholds;
}

export interface ListView extends ListClock {
  /** Whose list it is, where a list is one person's. */
  readonly account: string;
}

/** As the workspace has it now. */
export const listView = (workspace: Workspace): ListView => ({
  today: workspace.today(),
  calendar: workspace.calendar(),
  thresholds: workspace.settings().lamp,
  account: workspace.actor.account,
});
