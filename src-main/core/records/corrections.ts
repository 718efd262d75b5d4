/** What screens are told of the term of a 更正. */
import { type Correction, correctionDeadline, openCorrection } from '#shared/records/corrections.ts';
import { clockOf, deadlineToday } from '#shared/records/deadlines.ts';
import type { Deadline } from '#shared/records/parts.ts';
import type { Calendar } from '#shared/trade/working-days.ts';

/** The term of one: kept or missed, it is over with the report. */
export function deadlineOfCorrection(correction: Correction, calendar: Calendar): Deadline {
  const term = correctionDeadline(correction, calendar);
  return deadlineToday(clockOf(term, term.doneOn), term.doneOn, calendar, 0);
}

/** The term of the one that the platform has not dealt with; null: there is none. */
export function openCorrectionDeadline(corrections: readonly Correction[], calendar: Calendar): Deadline | null {
  const open = openCorrection(corrections);
  return open ? deadlineOfCorrection(open, calendar) : null;
}
