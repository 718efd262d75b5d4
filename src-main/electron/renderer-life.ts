/** A page whose process has died is loaded again: the core lives on, nothing is lost. But not for ever. */
import type { WebContents } from 'electron';

export interface RendererLifeOptions {
  readonly report: (event: string, facts: Record<string, unknown>) => void;
  /** Called when the page dies again and again. */
  readonly giveUp: () => void;
  /** Monotonic ms. */
  readonly now?: () => number;
}

const maximumReloads = 3;
const windowMilliseconds = 600_000;

export function watchRenderer(contents: Pick<WebContents, 'on' | 'reload'>, options: RendererLifeOptions): void {
  const now = options.now ?? (() => performance.now());
  const deaths: number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    options.report('page-gone', { reason, exitCode });
    if (reason === 'clean-exit') return;
    const at = now();
    deaths.push(at);
    while ((deaths[0] ?? at) < at - windowMilliseconds) deaths.shift();
    if (deaths.length > maximumReloads) options.giveUp();
    else contents.reload();
  });
  contents.on('preload-error', (_event, _path, error) => options.report('preload-error', { error: error.message }));
  contents.on('did-fail-load', (_event, code, description, url) => {
    // -3: another navigation took its place.
    if (code !== -3) options.report('page-not-loaded', { code, description, url });
  });
}
