/**
 * One desktop shell per data directory (Electron's lock lies in its profile folder, which is below it). Taken before the
 * core starts. The database has a lock of its own, which also holds against the browser shell.
 */
import type { App, BrowserWindow } from 'electron';

/** @returns false where another one runs; that one then shows its window, and this one must end */
export function becomeSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  windowNow: () => BrowserWindow | null,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = windowNow();
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
