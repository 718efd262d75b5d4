/** Binds the choosing of folders: the shell shows the window, the core only asks for it. */
import { open } from '../router.ts';

export const foldersRouter = open.folders.router({
  choose: open.folders.choose.handler(async ({ input, context: { core } }) => ({
    path: await core.chooseFolder(input),
  })),
});
