import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import type { SessionStatus } from '#shared/contract/session.ts';
import { useSession } from '#app/app/stores/session.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { sessionStatus } from '../support/statuses.ts';

beforeEach(() => void setActivePinia(createPinia()));

it('does not lock a session that was just opened because an older answer comes late', async () => {
  const answers: ((status: SessionStatus) => void)[] = [];
  installFakeCore({ session: { status: () => new Promise<SessionStatus>((resolve) => answers.push(resolve)) } });
  const session = useSession();
  const before = session.refresh();
  const after = session.refresh();
  await flushPromises();
  answers[1]!(sessionStatus({ state: 'unlocked' }));
  await after;
  answers[0]!(sessionStatus({ state: 'locked' }));
  await before;
  expect(session.unlocked).toBe(true);
});
