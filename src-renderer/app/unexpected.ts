/** What nobody expected is a bug: it is logged and shown as one, never swallowed. */
import { type App, readonly, ref } from 'vue';
import { isToldElsewhere } from './core-client.ts';

export interface UnexpectedError {
  readonly at: string;
  readonly text: string;
}

const latest = ref<UnexpectedError | null>(null);
export const latestUnexpected = readonly(latest);

/** Logs and shows an unexpected error, unless a page-wide screen tells it already. */
export function reportUnexpected(error: unknown): void {
  if (isToldElsewhere(error)) return;
  console.error(error);
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  latest.value = { at: new Date().toISOString(), text };
}

export function dismissUnexpected(): void {
  latest.value = null;
}

/** Catches what components and promises let through. */
export function catchUnexpected(app: App): void {
  app.config.errorHandler = (error) => reportUnexpected(error);
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    reportUnexpected(event.reason);
  });
  window.addEventListener('error', (event) => {
    // Chromium reports a harmless layout notice through the same channel, without an error object.
    if (event.error) reportUnexpected(event.error);
  });
}
