/** `npm run simulate -- --seeds=N --from=K [--trace]`: runs seeds of the fault campaign and prints those that fail. */
import { runCampaign } from './campaign.ts';

const option = (name: string, otherwise: number): number => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};

const seeds = option('seeds', 1000);
const from = option('from', 1);
const began = performance.now();
let failed = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const result = await runCampaign({ seed });
  if (result.problems.length === 0) continue;
  failed += 1;
  console.log(`seed ${seed} failed:\n  ${result.problems.join('\n  ')}`);
  if (process.argv.includes('--trace')) console.log(result.trace.map((line) => `    ${line}`).join('\n'));
}
const seconds = (performance.now() - began) / 1000;
console.log(`${seeds - failed} passed, ${failed} failed, ${seconds.toFixed(1)} s`);
process.exitCode = failed > 0 ? 1 : 0;
