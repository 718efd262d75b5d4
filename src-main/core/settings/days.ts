/** When the calendar or a threshold changes: what domains count by them. */
import type { EventTopic } from '#shared/domains/collections.ts';
import type { Workspace } from '../workspace.ts';

/** What the room asks of a domain. */
export interface DayCounting {
  calendarChanged?(workspace: Workspace): void;
  readonly countsDays?: readonly EventTopic[];
}

/** Counts again what was stored by the old calendar. Inside the caller's transaction, after the new one was stored. */
export function countDaysAgain(workspace: Workspace, domains: readonly DayCounting[]): void {
  // The workspace reads its calendar again first.
  workspace.changed('settings');
  for (const domain of domains) domain.calendarChanged?.(workspace);
}

/** Tells the screens that count days or show lamps. After the transaction. */
export function tellDayCounters(workspace: Workspace, domains: readonly DayCounting[]): void {
  for (const topic of domains.flatMap(({ countsDays }) => countsDays ?? [])) workspace.changed(topic);
}
