/**
 * The desktop shell as a test sees it: its page, what it asked of the system, and how it ended. Two drivers: the Electron
 * double with a real Chromium page, and, with E2E_SHELL=electron where the binary is present, Electron itself.
 */
import type { Page } from '@playwright/test';

export interface DesktopOptions {
  readonly dataDirectory: string;
  readonly platformUrl: string;
  /** For what the driver itself needs: profiles, notes. */
  readonly scratch: string;
}

/** Something that the shell asked of the system, for example `['openExternal', 'https://…']`. */
export type Deed = readonly [what: string, ...facts: unknown[]];

export interface Desktop {
  readonly page: Page;
  /** Origin of the page as Chromium sees it. */
  readonly origin: string;
  /** What it asked of the system until now, oldest first. */
  deeds(what: string): Promise<Deed[]>;
  /** Which button the next dialog's person presses. */
  press(button: number): Promise<void>;
  /** Which folder the next window's person chooses; without it they cancel. */
  choose(folder: string): Promise<void>;
  /** As the person does with the window's ✕. */
  closeWindow(): Promise<void>;
  /** Starts another one, on the same data where no other directory is given; resolves when that has ended. */
  startAgain(dataDirectory?: string): Promise<{ readonly code: number; readonly said: string }>;
  /** Exit code, once it has ended. */
  readonly ended: Promise<number>;
  /** What it wrote for support until now. */
  log(): string;
  /** Ends what is left. */
  stop(): Promise<void>;
}
