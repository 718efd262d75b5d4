/** Notifications of the system: one at a time, the newest; a press on it brings the client's window to the front. */
import { type BrowserWindow, Notification } from 'electron';

/** @param above the window to show; null while there is none */
export function systemNotifications(
  above: () => BrowserWindow | null,
): (told: { title: string; body: string }) => Promise<boolean> {
  /** Held, or it would be collected with its listeners while it is in sight. */
  let shown: { notification: Notification; end: (pressed: boolean) => void } | null = null;
  return ({ title, body }) => {
    shown?.notification.close();
    shown?.end(false);
    shown = null;
    if (!Notification.isSupported()) return Promise.resolve(false);
    const notification = new Notification({ title, body });
    return new Promise((resolve) => {
      shown = { notification, end: resolve };
      notification.on('close', () => resolve(false));
      notification.on('click', () => {
        const window = above();
        if (window && !window.isDestroyed()) {
          if (window.isMinimized()) window.restore();
          window.show();
          window.focus();
        }
        resolve(true);
      });
      notification.show();
    });
  };
}
