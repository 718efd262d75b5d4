import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import { defects } from './defects.ts';

/** A defect must show within so many seeds. */
const patience = 200;

describe('the campaign sees an engine that', () => {
  it.each(Object.entries(defects))('%s', { timeout: 600_000 }, async (_name, wrong) => {
    let problems: string[] = [];
    for (let seed = 1; seed <= patience && problems.length === 0; seed += 1)
      ({ problems } = await runCampaign({ seed, parts: wrong }));
    expect(problems, `no seed of ${patience} saw it`).not.toEqual([]);
  });
});
