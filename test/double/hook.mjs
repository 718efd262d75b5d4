/**
 * `node --import ./test/double/hook.mjs out/main/index.js`: runs the built main process with the double in the place of
 * Electron. Catches `import` and `require` alike.
 */
import { registerHooks } from 'node:module';

const double = new URL('./electron.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, format: 'module', shortCircuit: true } : next(specifier, context),
});
