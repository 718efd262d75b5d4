import { deadlineWords, dueDayWords } from '#shared/records/deadlines.ts';
import type { Deadline } from '#shared/records/parts.ts';

/** Of a 更正 that the platform has not dealt with: whether the report of it was in time. */
export const correctionTitle = (deadline: Deadline): string =>
  `${deadline.name} ${dueDayWords(deadline)}，${deadlineWords(deadline)}；平台尚未办结`;
