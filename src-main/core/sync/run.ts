/** One running round, as the phases see it: when to stop, and whom to tell that something moved. */

import type { ExchangeFailure } from './line/classify.ts';

/** A round was stopped or given up by the watchdog: whatever it still holds must not be written. */
export class RoundAbandoned extends Error {
  constructor() {
    super('the round was abandoned');
    this.name = 'RoundAbandoned';
  }
}

export interface Progress {
  readonly phase: 'push' | 'pull' | 'attachments';
  readonly title: string;
  readonly done: number;
  readonly total: number | null;
}

/** One running round. */
export interface Run {
  readonly signal: AbortSignal;
  /** Throws `RoundAbandoned` where the round is no longer the current one. To be called after every await, before writing. */
  check(): void;
  /** Something moved: tells the watchdog, and the screens where a line is given. */
  progress(line?: Progress): void;
  /** What the round will end with is known and waits for a person, who is told now, not only when the files are through. */
  waitsForPerson(failure: ExchangeFailure): void;
  /** True once since the last call if new work was queued meanwhile. */
  takePushWanted(): boolean;
}
