/**
 * `npm run typecheck`: every project of the checkout, `.vue` files included.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { ensureProjectNode, run } from './lib/runtime.mjs';
import { typeProjects, typeCheckCommand } from './lib/checks.mjs';

await ensureProjectNode();
let failed = false;
for (const project of typeProjects) {
  const { code } = await run(process.execPath, typeCheckCommand(project));
  if (code !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
