/**
 * `npm run check`: what must hold at every commit and needs no browser: types, lint, format, unit tests. Goes on after a
 * failure. The last line is `N passed, N failed`.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { runChecks } from './lib/checks.mjs';
import { ensureProjectNode } from './lib/runtime.mjs';
import { createTally } from './lib/tally.mjs';

await ensureProjectNode();
const tally = createTally();
await runChecks(tally);
tally.end();
