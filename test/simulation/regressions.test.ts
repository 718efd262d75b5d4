import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';

/**
 * Seeds that once failed, with what was wrong. What they found is also told step by step in
 * `test/integration/sync`, since a seed means something else once the campaign learns a new trick.
 */
const regressions: readonly (readonly [number, string])[] = [
  [10, 'after a restored backup a person was asked about work that had been accepted under its successor'],
  [359, 'the same, for a return of a notice'],
  [653, 'the same, while answers were lost'],
  [5060, 'after a restored platform a decision about later work put a version back that was older than the record'],
  [3038, 'a false page emptied a collection of a few records, and nobody was asked'],
  [3091, 'a record that was gone when the stream was read again came back with the answer to old work on it'],
  [162, 'an epoch that was accepted twice began the streams again under a running round'],
  [
    20550,
    'work that the journal brought back stayed unknown for ever after the platform had answered it with a conflict',
  ],
  [20826, 'the same, after several deaths'],
  [30170, 'after a restored backup work left that had been replaced by something that was then taken back'],
  [41016, 'a part of a file that fell silent kept operations waiting for longer than a minute'],
];

describe('seeds that failed once', () => {
  it.each(regressions)('%i: %s', async (seed) => {
    expect((await runCampaign({ seed })).problems).toEqual([]);
  });

  it('gives the same run for the same seed', async () => {
    const [once, again] = [await runCampaign({ seed: 4242 }), await runCampaign({ seed: 4242 })];
    expect(again).toEqual(once);
    expect((await runCampaign({ seed: 4243 })).trace).not.toEqual(once.trace);
  });
});
