/**
 * The checks of `npm test` that are no test runner: each passes or fails as one.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { command } from './runtime.mjs';

/** Type-check projects; vue-tsc where `.vue` files take part. */
export const typeProjects = [
  { file: 'tsconfig.shared.json', tool: 'typescript' },
  { file: 'tsconfig.node.json', tool: 'typescript' },
  { file: 'tsconfig.web.json', tool: 'vue-tsc' },
  { file: 'tsconfig.test.json', tool: 'vue-tsc' },
];

/** Arguments for Node. */
export const typeCheckCommand = ({ file, tool }) => [
  command(tool, tool === 'typescript' ? 'tsc' : 'vue-tsc'),
  '-p',
  file,
  '--pretty',
  'false',
];

/** Without the wall against import circles, which a unit test holds. */
export const lintCommand = () => [command('eslint'), '.', '--max-warnings', '0'];
export const formatCommand = () => [command('prettier'), '--check', '.', '--log-level', 'warn'];
