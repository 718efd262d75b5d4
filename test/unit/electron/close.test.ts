import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CloseRules, createClosing } from '../../../src-main/electron/close.ts';
import { eventually } from '../../support/eventually.ts';

const endCore = vi.fn<() => Promise<void>>();
const ask = vi.fn<(window: BrowserWindow, question: MessageBoxOptions) => Promise<number>>();
const reports: string[] = [];

/** A window that asks the rules before it closes, as Electron's does. */
function windowWith(rules: Partial<CloseRules>) {
  const closing = createClosing({
    runningExports: () => Promise.resolve(0),
    ask,
    endCore,
    report: (event) => reports.push(event),
    ...rules,
  });
  let open = true;
  const window = {
    isDestroyed: () => !open,
    close() {
      const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
      closing.windowWantsToClose(event, window as unknown as BrowserWindow);
      if (!event.prevented) open = false;
    },
  };
  return { closing, close: () => window.close(), isOpen: () => open };
}

beforeEach(() => {
  endCore.mockReset().mockResolvedValue();
  ask.mockReset();
  reports.length = 0;
});

describe('closing the window', () => {
  it('asks nothing while no export is being written, unsent work or not', async () => {
    const window = windowWith({});
    window.close();
    await eventually(() => expect(window.isOpen()).toBe(false));
    expect(ask).not.toHaveBeenCalled();
  });

  it('asks once about a running export, says that the work itself is safe, and stays where told so', async () => {
    ask.mockResolvedValue(0);
    const window = windowWith({ runningExports: () => Promise.resolve(2) });
    window.close();
    window.close();
    await eventually(() => expect(ask).toHaveBeenCalledOnce());
    const question = ask.mock.calls[0]![1];
    expect(question.message).toContain('2 个导出');
    expect(question.detail).toContain('都已保存在本机');
    expect(question.cancelId).toBe(0);
    expect(window.isOpen()).toBe(true);
    // And asks again at the next try.
    await eventually(() => {
      window.close();
      expect(ask).toHaveBeenCalledTimes(2);
    });
  });

  it('closes where the person gives the export up', async () => {
    ask.mockResolvedValue(1);
    const window = windowWith({ runningExports: () => Promise.resolve(1) });
    window.close();
    await eventually(() => expect(window.isOpen()).toBe(false));
  });

  it('is not held open by a core that does not answer or has died', async () => {
    const silent = windowWith({ runningExports: () => new Promise(() => undefined), answerMilliseconds: 10 });
    silent.close();
    await eventually(() => expect(silent.isOpen()).toBe(false));
    const dead = windowWith({ runningExports: () => Promise.reject(new Error('port closed')) });
    dead.close();
    await eventually(() => expect(dead.isOpen()).toBe(false));
    expect(reports).toEqual(['close-not-answered', 'close-question-failed']);
  });

  it('asks nothing when the order comes from outside', () => {
    const window = windowWith({ runningExports: () => Promise.resolve(3) });
    window.closing.closeWithoutAsking();
    window.close();
    expect(window.isOpen()).toBe(false);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('quitting', () => {
  it('waits for the core to end in order, once, then goes', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    endCore.mockReturnValue(promise);
    const { closing } = windowWith({});
    const quitNow = vi.fn();
    const preventDefault = vi.fn();
    closing.appWantsToQuit({ preventDefault }, quitNow);
    closing.appWantsToQuit({ preventDefault }, quitNow);
    expect(preventDefault).toHaveBeenCalledTimes(2);
    expect(endCore).toHaveBeenCalledOnce();
    expect(quitNow).not.toHaveBeenCalled();
    resolve(undefined);
    await eventually(() => expect(quitNow).toHaveBeenCalledOnce());
    closing.appWantsToQuit({ preventDefault }, quitNow);
    expect(preventDefault).toHaveBeenCalledTimes(2);
  });

  it('goes even where the core could not be ended', async () => {
    endCore.mockRejectedValue(new Error('worker gone'));
    const { closing } = windowWith({});
    const quitNow = vi.fn();
    closing.appWantsToQuit({ preventDefault: () => undefined }, quitNow);
    await eventually(() => expect(quitNow).toHaveBeenCalledOnce());
    expect(reports).toEqual(['core-end-failed']);
  });
});
