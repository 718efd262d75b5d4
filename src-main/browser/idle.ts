/**
 * Ends a shell that nobody looks at any more: its last page is closed and has not come back for a while, nothing is being
 * sent or written. A shell whose page never opened is left alone: its user may still be on the way.
 */
import type { Traffic } from './server.ts';

export interface IdleWatch {
  /** To be told of each change of traffic. */
  note(traffic: Traffic): void;
  stop(): void;
}

export interface IdleOptions {
  readonly milliseconds: number;
  /** True while the core sends work or writes a file; asked when the time is up. A rejection counts as busy. */
  readonly isBusy: () => Promise<boolean>;
  /** Called once. */
  readonly onIdle: () => void;
}

export function watchIdle(options: IdleOptions): IdleWatch {
  let seenPage = false;
  let traffic: Traffic = { streams: 0, calls: 0 };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const isQuiet = (): boolean => seenPage && traffic.streams === 0 && traffic.calls === 0;

  const wait = (): void => {
    clearTimeout(timer);
    if (stopped || !isQuiet()) return;
    timer = setTimeout(() => {
      options
        .isBusy()
        .catch(() => true)
        .then((busy) => {
          if (stopped || !isQuiet()) return;
          if (busy) wait();
          else {
            stopped = true;
            options.onIdle();
          }
        }, wait);
    }, options.milliseconds);
  };

  return {
    note(now) {
      traffic = now;
      if (now.streams > 0) seenPage = true;
      wait();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
