import type { BrowserWindow } from 'electron';
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';

const made: FakeNotification[] = [];
let supported = true;
class FakeNotification extends EventEmitter {
  static readonly isSupported = () => supported;
  readonly told: { title: string; body: string };
  constructor(told: { title: string; body: string }) {
    super();
    this.told = told;
    made.push(this);
  }
  readonly show = vi.fn();
  readonly close = vi.fn();
}
vi.mock('electron', () => ({ Notification: FakeNotification }));
const { systemNotifications } = await import('../../../src-main/electron/notifications.ts');

const window = {
  isDestroyed: () => false,
  isMinimized: () => true,
  restore: vi.fn(),
  show: vi.fn(),
  focus: vi.fn(),
};
const above = () => window as unknown as BrowserWindow;
beforeEach(() => {
  made.length = 0;
  supported = true;
  vi.clearAllMocks();
});

test('a press brings the window to the front and is told', async () => {
  const pressed = systemNotifications(above)({ title: '3 件新情况', body: '甲店；乙店' });
  expect(made[0]?.told).toEqual({ title: '3 件新情况', body: '甲店；乙店' });
  expect(made[0]?.show).toHaveBeenCalledOnce();
  made[0]?.emit('click');
  expect(await pressed).toBe(true);
  for (const deed of [window.restore, window.show, window.focus]) expect(deed).toHaveBeenCalledOnce();
});

test('there is one at a time: a newer one takes its place, and nobody has pressed on the older', async () => {
  const notify = systemNotifications(above);
  const first = notify({ title: '一', body: '' });
  const second = notify({ title: '二', body: '' });
  expect(await first).toBe(false);
  expect(made[0]?.close).toHaveBeenCalledOnce();
  made[1]?.emit('close');
  expect(await second).toBe(false);
  expect(window.show).not.toHaveBeenCalled();
});

test('a system without notifications shows none', async () => {
  supported = false;
  expect(await systemNotifications(above)({ title: '一', body: '' })).toBe(false);
  expect(made).toEqual([]);
});
