/**
 * Closing. Unsent work is safe on this PC and goes out after the next start, so it is no reason to ask; an export that is
 * being written would be lost, so that is asked about, and nothing else. Then the core ends in order before the process.
 */
import type { BrowserWindow, MessageBoxOptions } from 'electron';

export interface CloseRules {
  /** How many exports are being written now. */
  readonly runningExports: () => Promise<number>;
  /** Shows a question; resolves with the index of the button. */
  readonly ask: (window: BrowserWindow, question: MessageBoxOptions) => Promise<number>;
  /** Ends the core in order; has a time limit of its own. */
  readonly endCore: () => Promise<void>;
  readonly report: (event: string, facts: Record<string, unknown>) => void;
  /** A core that does not answer for so long must not hold the window open. */
  readonly answerMilliseconds?: number;
}

type Preventable = Pick<Electron.Event, 'preventDefault'>;

export interface Closing {
  /** For the window's `close`. */
  windowWantsToClose(event: Preventable, window: BrowserWindow): void;
  /** For the app's `will-quit`: holds it until the core has ended, then calls `quitNow`. */
  appWantsToQuit(event: Preventable, quitNow: () => void): void;
  /** Whoever asks to end from outside (the system shuts down, the parent is gone) is not kept waiting by a question. */
  closeWithoutAsking(): void;
}

export function createClosing(rules: CloseRules): Closing {
  let mayClose = false;
  let asking = false;
  let coreEnded = false;
  let coreEnding = false;

  const wouldLose = async (): Promise<number> => {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<number>((resolve) => {
      timer = setTimeout(() => {
        rules.report('close-not-answered', {});
        resolve(0);
      }, rules.answerMilliseconds ?? 3_000);
    });
    try {
      return await Promise.race([rules.runningExports(), tooLate]);
    } catch (error) {
      rules.report('close-question-failed', { error: String(error) });
      return 0;
    } finally {
      clearTimeout(timer);
    }
  };

  const decide = async (window: BrowserWindow): Promise<void> => {
    const exports = await wouldLose();
    if (exports > 0 && !mayClose && (await rules.ask(window, questionFor(exports))) !== closeButton) return;
    mayClose = true;
    if (!window.isDestroyed()) window.close();
  };

  return {
    windowWantsToClose(event, window) {
      if (mayClose) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      decide(window)
        .catch((error: unknown) => rules.report('close-failed', { error: String(error) }))
        .finally(() => (asking = false));
    },
    appWantsToQuit(event, quitNow) {
      if (coreEnded) return;
      event.preventDefault();
      if (coreEnding) return;
      coreEnding = true;
      rules
        .endCore()
        .catch((error: unknown) => rules.report('core-end-failed', { error: String(error) }))
        .finally(() => {
          coreEnded = true;
          quitNow();
        });
    },
    closeWithoutAsking() {
      mayClose = true;
    },
  };
}

const closeButton = 1;

function questionFor(exports: number): MessageBoxOptions {
  return {
    type: 'question',
    title: '关闭客户端',
    message:
      exports === 1
        ? '有一个导出还没有写完，现在关闭会中断它。'
        : `有 ${exports} 个导出还没有写完，现在关闭会中断它们。`,
    detail:
      '写到一半的文件不会保留，下次可以重新导出。\n您办理的内容都已保存在本机；还没有报送的，下次打开客户端并登录后自动报送。',
    buttons: ['继续导出', '中断导出并关闭'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}
