/**
 * `npm test`: everything that must hold: the list of `npm run check`, then build, packing, integration tests and
 * simulation, end-to-end tests in a real browser. Goes on after a failure, so that one run tells all. The last line is
 * `N passed, N failed`.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { join } from 'node:path';
import { buildIfStale } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { findLibreOffice, prepareMachine } from './lib/machine.mjs';
import { ensureProjectNode, root, run } from './lib/runtime.mjs';
import { createTally } from './lib/tally.mjs';

await ensureProjectNode();
const tally = createTally();

await tally.check('machine', async () => {
  const missing = await prepareMachine(tally.tell);
  return { code: missing.length, output: `缺少：\n${missing.map((line) => `  ${line}`).join('\n')}` };
});
const env = { SOFFICE_PATH: findLibreOffice() ?? '' };

await runChecks(tally, env);
const built = await tally.check('build', () => buildIfStale());
// What would be shipped, over a stand-in for Electron: which files, which fuses.
if (built) {
  const packing = [join(root, 'build/check-pack.mjs'), '--stub'];
  await tally.check('packing', () => run(process.execPath, packing, { capture: true }));
}
await tally.vitest('integration and simulation', ['test/integration', 'test/simulation'], env);
if (built) await tally.playwright('end to end', env);
else tally.fail('end to end', 'nothing to test without a build');
tally.end();
