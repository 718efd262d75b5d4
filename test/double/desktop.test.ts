/**
 * The built main process and preload with a real Chromium page, over a stand-in for Electron: that the parts fit together.
 * It is no proof of how they behave in Electron; see fixtures.ts for running the same tests there.
 */
import { openModule, signIn } from '../e2e/fixtures.ts';
import { expect, test } from './fixtures.ts';

test('a clerk signs in and sees the notices of the department', async ({ desktop, platform }) => {
  await signIn(desktop.page, platform);
  await openModule(desktop.page, '告知接收');
  await expect(desktop.page.getByRole('row').nth(1)).toBeVisible();
  await expect.poll(() => desktop.log()).not.toContain('message-refused');
});
