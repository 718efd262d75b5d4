/**
 * No file leads back to itself by its imports, types included: whoever reads one need not read in a circle. What
 * dependency-cruiser is told, by `npm run lint` and by the test of this wall.
 */
import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

const forbidden: IForbiddenRuleType[] = [
  {
    name: 'no-circle',
    comment: 'Move what both need, most often a type, to a file below both.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-blind-spot',
    comment: 'An import that cannot be followed could hide a circle.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, path: '^[.#]' },
  },
];

const options: ICruiseOptions = {
  // What could not be found keeps the name by which it was imported.
  includeOnly: { path: '^[.#]|^(src-shared|src-main|src-renderer|test|scripts|build)/' },
  doNotFollow: { path: 'node_modules' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: { extensions: ['.ts', '.vue', '.mjs', '.js'] },
  skipAnalysisNotInRules: true,
};

export default { forbidden, options };
