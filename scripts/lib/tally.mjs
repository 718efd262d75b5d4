/**
 * Counts what passed and what failed over everything that a script runs, and says it in the form `N passed, N failed`.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { command, root, run } from './runtime.mjs';

const tell = (text) => process.stdout.write(`${text}\n`);
const secondsSince = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

const firstLine = (text) =>
  String(text ?? '')
    .split('\n')[0]
    .slice(0, 300);

/** Of one file of Vitest's report: its failed tests; the file itself where it broke down before or between them. */
function namesOfFailed({ name, status, message, assertionResults }) {
  if (status !== 'failed') return [];
  const file = relative(root, name);
  const failed = assertionResults.filter((one) => one.status === 'failed');
  const tests = failed.map((one) => `${file} › ${one.fullName}: ${firstLine(one.failureMessages[0])}`);
  const unfinished = assertionResults.filter((one) => !['passed', 'failed'].includes(one.status)).length;
  if (failed.length > 0 && unfinished === 0) return tests;
  return [
    ...tests,
    `${file}: ${unfinished} tests did not come to an end; ${firstLine(message) || 'its process ended'}`,
  ];
}

/** Of one suite of Playwright's report, with all below it. */
function namesOfUnexpected({ title, specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map((spec) => `${title} › ${spec.title}`);
  return [...own, ...suites.flatMap(namesOfUnexpected)];
}

/** Everything that runs below it leaves its files in a folder of its own, which goes in the end. */
export function createTally() {
  const began = Date.now();
  const total = { passed: 0, failed: 0 };
  const failures = [];
  const scratch = mkdtempSync(join(tmpdir(), 'test-'));
  process.env.TMPDIR = process.env.TEMP = process.env.TMP = scratch;

  /** `which`: the failed ones by name. They are said again at the very end, since the end is what is kept of a long run. */
  function count(name, passed, failed, since, which = []) {
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failures.push([`${name}: ${failed}`, ...which.map((one) => `  ${one}`)].join('\n'));
    tell(`--- ${name}: ${passed} passed, ${failed} failed (${secondsSince(since)})`);
  }

  /**
   * A test runner that writes a JSON report. A run that ends badly without a failed test (it broke down, found no test)
   * counts as one failure; so does every test that was left out, since a test that does not run proves nothing.
   */
  async function runner(name, commandArguments, { env, report, read }) {
    const since = Date.now();
    tell(`=== ${name}`);
    const { code } = await run(process.execPath, commandArguments, { env });
    let counted = { passed: 0, failed: 0, left: 0, which: [] };
    try {
      counted = read(JSON.parse(readFileSync(report, 'utf8')));
    } catch (error) {
      tell(`no report of ${name}: ${error.message}`);
    }
    if (counted.left > 0) tell(`${counted.left} tests of ${name} were left out; they count as failed.`);
    let failed = counted.failed + counted.left;
    const which = [...counted.which];
    if (failed === 0 && (code !== 0 || counted.passed === 0)) {
      failed = 1;
      which.push(`the run ended with ${code} beside its tests: its words stand above`);
    }
    count(name, counted.passed, failed, since, which);
  }

  return {
    tell,
    /** Counts something as one failure without running it. */
    fail(name, words) {
      tell(`=== ${name}\n${words}`);
      count(name, 0, 1, Date.now());
    },

    /** A check that passes or fails as one; its words are shown only where it fails. */
    async check(name, work) {
      const since = Date.now();
      const { code, output } = await work();
      if (code !== 0) tell(`=== ${name}\n${output.trimEnd()}`);
      count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1, since);
      return code === 0;
    },

    /** Vitest on these files or folders. */
    vitest(name, paths, env = {}) {
      const report = join(scratch, `vitest-${name}.json`);
      return runner(
        name,
        [command('vitest'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...paths],
        {
          env: { ...env, NO_COLOR: '1' },
          report,
          read: (found) => ({
            passed: found.numPassedTests,
            failed:
              found.numFailedTests +
              found.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
            left: found.numPendingTests + found.numTodoTests,
            which: found.testResults.flatMap(namesOfFailed),
          }),
        },
      );
    },

    /** Playwright on everything that it finds. */
    playwright(name, env = {}) {
      const report = join(scratch, 'playwright.json');
      return runner(name, [command('playwright', 'playwright'), 'test', '--reporter=list,json'], {
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        report,
        read: ({ stats, errors, suites }) => ({
          passed: stats.expected,
          failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
          left: stats.skipped,
          which: [...suites.flatMap(namesOfUnexpected), ...errors.map(({ message }) => firstLine(message))],
        }),
      });
    },

    /** Says what failed and ends the process; the last line is `N passed, N failed`. */
    end() {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      tell(`took ${secondsSince(began)} in ${root}`);
      if (failures.length > 0) tell(`failed:\n${failures.join('\n')}`);
      tell(`${total.passed} passed, ${total.failed} failed`);
      process.exit(total.failed > 0 ? 1 : 0);
    },
  };
}
