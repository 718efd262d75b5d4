/** 退出登录, from the menu of the account and from the search. */
import { core } from './core-client.ts';
import { showDone, showFailure } from './show-failure.ts';
import type { useSession } from './stores/session.ts';

/** What has not been taken in stays on this PC, and is told. */
export async function signOut(session: ReturnType<typeof useSession>): Promise<void> {
  const answer = await core().session.signOut();
  if (!answer.ok) {
    showFailure(answer);
    return;
  }
  if (answer.unsent > 0) showDone(`已退出登录。还有 ${answer.unsent} 条没有受理，都保存在本机，下次登录后继续。`);
  await session.refresh();
}
