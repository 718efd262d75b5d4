/** Which entries of the outbox a page or a sheet asks for, in SQL. */
import type { OutboxConditions } from '#shared/contract/outbox.ts';
import { addDays, startOfChinaDay } from '#shared/trade/working-days.ts';

/** A handful of thousands of short titles are looked through; an index would be for nothing. */
export const outboxCondition = `
  (json_array_length(@states) = 0 OR state IN (SELECT value FROM json_each(@states)))
  AND (@record IS NULL OR record_id = @record)
  AND (@words = '' OR instr(lower(record_title), @words) > 0 OR instr(lower(coalesce(receipt_number, '')), @words) > 0)
  AND (@since IS NULL OR time >= @since) AND (@before IS NULL OR time < @before)`;

export const conditionParameters = ({ states, recordId, words, from, to }: OutboxConditions) => ({
  states: JSON.stringify(states),
  record: recordId ?? null,
  words: words?.trim().toLowerCase() ?? '',
  since: from ? startOfChinaDay(from) : null,
  before: to ? startOfChinaDay(addDays(to, 1)) : null,
});
export type ConditionParameters = ReturnType<typeof conditionParameters>;
