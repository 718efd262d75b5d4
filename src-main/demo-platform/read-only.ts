/** Collections that departments only read. */
import { type Refused, refuse } from '#shared/records/applied.ts';

/** What they have in common, to be spread into each. `words`: who keeps it, said to whoever tries all the same. */
export const readOnly = (words: string) => ({
  isOpen: () => false,
  knows: () => false,
  apply: (): Refused => refuse('readOnly', words),
});
