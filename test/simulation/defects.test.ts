import { describe, expect, it } from 'vitest';
import { type CampaignOptions, runCampaign } from './campaign.ts';
import { defects, wrongFetching, wrongPlatforms } from './defects.ts';

/** A defect must show within so many seeds. */
const patience = 200;

/** Problems of the first seed that has any. */
async function firstProblems(wrong: Omit<CampaignOptions, 'seed'>): Promise<string[]> {
  for (let seed = 1; seed <= patience; seed += 1) {
    const { problems } = await runCampaign({ seed, ...wrong });
    if (problems.length > 0) return problems;
  }
  return [];
}

describe('the campaign sees an engine that', () => {
  it.each(Object.entries(defects))('%s', { timeout: 600_000 }, async (_name, parts) => {
    expect(await firstProblems({ parts }), `no seed of ${patience} saw it`).not.toEqual([]);
  });
});

/** By the words of the oracle that is there for it, not by whatever else goes wrong then. */
describe('the oracles of files and of publications can fail:', () => {
  it.each([
    ['takes a file for delivered although the answer was lost', 'is shown as delivered and is not there'],
    ['sends a file from its beginning after every cut', 'sent from 0, the platform stood at'],
    ['gives a file up at the first trouble', 'never arrived: failed'],
    ['shows a file as delivered before it is sent', '「全部已同步」 although file'],
  ])('an engine that %s', { timeout: 600_000 }, async (name, words) => {
    const seen: string[] = [];
    for (let seed = 1; seed <= patience && !seen.some((one) => one.includes(words)); seed += 5)
      seen.push(...(await runCampaign({ seed, parts: defects[name] })).problems);
    expect(seen.join('\n')).toContain(words);
  });

  it.each(wrongFetching)('an engine that %s', { timeout: 600_000 }, async (_name, wrong, words) => {
    const seen: string[] = [];
    for (let seed = 1; seed <= patience && !seen.some((one) => one.includes(words)); seed += 5)
      seen.push(...(await runCampaign({ seed, ...wrong })).problems);
    expect(seen.join('\n')).toContain(words);
  });

  it.each([
    ['makes results public a second time', 'made public twice'],
    ['shows a result as public that nobody made so', 'public, yet never made so'],
  ])('a platform that %s', { timeout: 600_000 }, async (name, words) => {
    const sabotage = wrongPlatforms[name];
    expect((await firstProblems({ sabotage, everyDomain: true })).join('\n')).toContain(words);
  });
});
