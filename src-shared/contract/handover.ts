/** 交接: who left unfinished work on this PC, and giving it to a colleague of the same department. */
import { z } from 'zod';
import { procedure, result, storageReasons } from './base.ts';

export const colleagueSchema = z.object({
  account: z.string(),
  name: z.string(),
  /** Operations done here that the platform has not accepted, of them those that wait for a person. */
  unsent: z.number().int(),
  needPerson: z.number().int(),
  /** Half-filled forms, which only their owner sees. */
  drafts: z.number().int(),
  /** Whether the account has signed in on this PC, so that something can be given to it. */
  known: z.boolean(),
});
export type Colleague = z.infer<typeof colleagueSchema>;

export const handoverContract = {
  /** Everybody of the department who signed in or worked on this PC. */
  overview: procedure.output(
    z.object({
      people: z.array(colleagueSchema),
      /** Only an administrator of the department hands over. */
      mayHandOver: z.boolean(),
    }),
  ),
  /**
   * Gives the drafts of one account to another. Where the other has a draft of the same form already, both stay where
   * they are (`kept`). What was done already keeps the name of who did it; it leaves under whoever is signed in.
   */
  drafts: procedure
    .input(z.object({ from: z.string().min(1).max(64), to: z.string().min(1).max(64) }))
    .output(result({ moved: z.number().int(), kept: z.number().int() }, ['notFound', 'refused', ...storageReasons])),
};
