import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';

/** Seeds of `npm test` in all; more with `npm run simulate`. */
const seeds = 1000;
/** Files that share them, so that they run beside each other. */
const files = 2;
const testsOfFile = 5;

/** The tests of one of the files. */
export function campaignTests(file: 0 | 1): void {
  const share = seeds / files;
  describe(`the fault campaign, part ${file + 1} of ${files}`, () => {
    for (let part = 0; part < testsOfFile; part += 1) {
      const from = 1 + share * file + Math.floor((share * part) / testsOfFile);
      const to = share * file + Math.floor((share * (part + 1)) / testsOfFile);
      it(
        `loses nothing, doubles nothing, claims nothing false: seeds ${from} to ${to}`,
        { timeout: 600_000 },
        async () => {
          const failed: string[] = [];
          for (let seed = from; seed <= to; seed += 1) {
            const { problems } = await runCampaign({ seed });
            if (problems.length > 0)
              failed.push(`npm run simulate -- --seeds=1 --from=${seed} --trace\n  ${problems.join('\n  ')}`);
          }
          expect(failed).toEqual([]);
        },
      );
    }
  });
}
