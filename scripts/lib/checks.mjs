/**
 * The one list of what must hold without a browser, for `npm run check` and `npm test`: each passes or fails as one.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { command, root, run } from './runtime.mjs';

/** Type-check projects; vue-tsc where `.vue` files take part. */
export const typeProjects = [
  { file: 'tsconfig.test.json', tool: 'vue-tsc' },
  { file: 'tsconfig.web.json', tool: 'vue-tsc' },
  { file: 'tsconfig.node.json', tool: 'typescript' },
  { file: 'tsconfig.shared.json', tool: 'typescript' },
];

/**
 * Arguments for Node. What a project's last check found out is kept: the compiler goes by the contents of files, so that it
 * can be trusted, and a second check takes a third of the time.
 */
export const typeCheckCommand = ({ file, tool }) => [
  command(tool, tool === 'typescript' ? 'tsc' : 'vue-tsc'),
  '-p',
  file,
  '--pretty',
  'false',
  '--incremental',
  '--tsBuildInfoFile',
  join(root, 'node_modules/.cache/types', `${file}.tsbuildinfo`),
];

/**
 * Without ESLint's cache: it goes by the linted file alone, and rules that ask for types depend on the imported ones too.
 * Without the wall against import circles, which a unit test holds.
 */
const lintCommand = () => [command('eslint'), '.', '--max-warnings', '0'];
const formatCommand = () => [command('prettier'), '--check', '.', '--log-level', 'warn'];

/** Longest first, so that those that run beside each other end together. */
const checks = [
  { name: 'lint', command: lintCommand },
  ...typeProjects.map((project) => ({ name: `types ${project.file}`, command: () => typeCheckCommand(project) })),
  { name: 'format', command: formatCommand },
];

/** Runs the whole list, two at a time where there are two processors, then the unit tests, which take all processors. */
export async function runChecks(tally, env = {}) {
  const waiting = [...checks];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, command: commandOf } = next;
      await tally.check(name, () => run(process.execPath, commandOf(), { capture: true }));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  await tally.vitest('unit', ['test/unit'], env);
}
