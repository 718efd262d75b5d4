/** Waiting for what must come, however slow the machine: fails only where it never does. */
import { vi } from 'vitest';

/** Longer than anything takes that comes at all; ms. */
const patience = 60_000;

/** Asks again and again until `check` neither throws nor rejects; returns what it then returns. */
export const eventually = <Found>(check: () => Found | Promise<Found>): Promise<Found> =>
  vi.waitFor(check, { timeout: patience, interval: 20 });

/** Waits until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (!(await isSo())) throw new Error('it never came to that');
  });
}
