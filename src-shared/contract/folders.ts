/** Choosing a folder in the system's own window, where the shell has one (the desktop shell). */
import { z } from 'zod';
import { openProcedure } from './base.ts';

/** A Windows path, long ones included, is no longer. */
const path = z.string().max(2000);

export const chooseFolderRequestSchema = z.object({
  /** What the folder is for: title of the window. */
  title: z.string().min(1).max(100),
  /** Where to begin; empty: wherever the system likes. */
  from: path,
});
export type ChooseFolderRequest = z.infer<typeof chooseFolderRequestSchema>;

/** Absolute; null: the person chose none, or the shell has no such window. */
export const chosenFolderSchema = z.object({ path: path.min(1).nullable() });

export const foldersContract = {
  /** Also before the sign-in: a backup is looked for there. Answers when the person has decided. */
  choose: openProcedure.input(chooseFolderRequestSchema).output(chosenFolderSchema),
};
