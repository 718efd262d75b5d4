/** What axe finds serious on a page as it stands. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest } from './steps.ts';

/** Serious and critical violations, each with the elements that break it. */
export async function violations(page: Page): Promise<string[]> {
  // A page that still fades in has contrasts that nobody sees.
  await atRest(page);
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`));
}
