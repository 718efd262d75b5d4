/** What somebody looks for in 报送与冲突, beside the tab: as typed, and as it is asked. */
import type { OutboxConditions } from '#shared/contract/outbox.ts';
import { readTypedDate } from '#app/components/typed-dates.ts';

export type OutboxSearch = Pick<OutboxConditions, 'words' | 'from' | 'to'>;
export interface TypedSearch {
  words: string;
  from: string;
  to: string;
}
export type SearchProblems = readonly [from: string | undefined, to: string | undefined];

export const typedOf = ({ words = '', from = '', to = '' }: OutboxSearch): TypedSearch => ({ words, from, to });

/** What is asked, without what limits nothing; null where a date is none or the days are turned round. */
export function readSearch(typed: TypedSearch): { search: OutboxSearch | null; problems: SearchProblems } {
  const [from, to] = [readTypedDate(typed.from), readTypedDate(typed.to)];
  const turned = from.kind === 'date' && to.kind === 'date' && from.date > to.date;
  const problems = [
    from.kind === 'wrong' ? from.message : undefined,
    to.kind === 'wrong' ? to.message : turned ? '止日早于起日' : undefined,
  ] as const;
  if (problems.some(Boolean)) return { search: null, problems };
  const words = typed.words.trim();
  return {
    search: {
      ...(words !== '' && { words }),
      ...(from.kind === 'date' && { from: from.date }),
      ...(to.kind === 'date' && { to: to.date }),
    },
    problems,
  };
}
