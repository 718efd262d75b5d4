/**
 * `npm test`: everything that must hold: types, lint, format, build, unit and integration tests, end-to-end tests in a
 * real browser. Goes on after a failure, so that one run tells all. The last line is `N passed, N failed`.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './lib/build.mjs';
import { formatCommand, lintCommand, typeCheckCommand, typeProjects } from './lib/checks.mjs';
import { findLibreOffice, prepareMachine } from './lib/machine.mjs';
import { command, ensureProjectNode, root, run } from './lib/runtime.mjs';

await ensureProjectNode();

const tell = (text) => process.stdout.write(`${text}\n`);
const began = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
const total = { passed: 0, failed: 0 };
const failures = [];
// One folder for the reports and for everything that the tests leave behind, so that a run leaves nothing.
const scratch = mkdtempSync(join(tmpdir(), 'test-'));
process.env.TMPDIR = process.env.TEMP = process.env.TMP = scratch;
const reports = scratch;

function count(name, passed, failed, since) {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(`${name}: ${failed}`);
  tell(`--- ${name}: ${passed} passed, ${failed} failed (${seconds(since)})\n`);
}

/** A check that passes or fails as one; its words are shown only where it fails. */
async function check(name, work) {
  const since = Date.now();
  tell(`=== ${name}`);
  const { code, output } = await work();
  if (code !== 0) tell(output.trimEnd());
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1, since);
  return code === 0;
}

const node = (commandArguments) => run(process.execPath, commandArguments, { capture: true });

/**
 * A test runner that writes a JSON report. A run that ends badly without a failed test (it broke down, found no test)
 * counts as one failure; so does every test that was left out, since a test that does not run proves nothing.
 */
async function runner(name, commandArguments, { env, report, read }) {
  const since = Date.now();
  tell(`=== ${name}`);
  const { code } = await run(process.execPath, commandArguments, { env });
  let counted = { passed: 0, failed: 0, left: 0 };
  try {
    counted = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    tell(`no report of ${name}: ${error.message}`);
  }
  if (counted.left > 0) tell(`${counted.left} tests of ${name} were left out; they count as failed.`);
  let failed = counted.failed + counted.left;
  if (failed === 0 && (code !== 0 || counted.passed === 0)) failed = 1;
  count(name, counted.passed, failed, since);
}

await check('machine', async () => {
  const missing = await prepareMachine(tell);
  return { code: missing.length, output: `缺少：\n${missing.map((line) => `  ${line}`).join('\n')}` };
});
for (const project of typeProjects) await check(`types ${project.file}`, () => node(typeCheckCommand(project)));
await check('lint', () => node(lintCommand()));
await check('format', () => node(formatCommand()));
const built = await check('build', () => buildIfStale());
// What would be shipped, over a stand-in for Electron: which files, which fuses.
if (built) await check('packing', () => node([join(root, 'build/check-pack.mjs'), '--stub']));

const env = { SOFFICE_PATH: findLibreOffice() ?? '' };
const vitestReport = join(reports, 'vitest.json');
await runner(
  'unit and integration',
  [command('vitest'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`],
  {
    env: { ...env, NO_COLOR: '1' },
    report: vitestReport,
    read: (found) => ({
      passed: found.numPassedTests,
      failed:
        found.numFailedTests +
        found.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
      left: found.numPendingTests + found.numTodoTests,
    }),
  },
);

if (built) {
  const playwrightReport = join(reports, 'playwright.json');
  await runner('end to end', [command('playwright', 'playwright'), 'test', '--reporter=list,json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
    report: playwrightReport,
    read: ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
      left: stats.skipped,
    }),
  });
} else {
  tell('=== end to end\nnothing to test without a build');
  count('end to end', 0, 1, Date.now());
}

rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
tell(`took ${seconds(began)} in ${root}`);
if (failures.length > 0) tell(`failed: ${failures.join('; ')}`);
tell(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
