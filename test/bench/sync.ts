/**
 * `npm run bench:sync`: the exchange with the platform. Pull and push beside the leanest program, a large attachment on a bad
 * line, a province coming back, the memory of a working day, and what one platform process sustains. Prints a table and
 * writes `.bench/sync-results.json`. Flags: runner.ts.
 */
import { benchAttachment } from './attachment.ts';
import { benchCapacity } from './capacity.ts';
import { benchDay } from './day.ts';
import { benchFleet } from './fleet.ts';
import { benchPull } from './pull.ts';
import { benchPush } from './push.ts';
import { runBenches } from './runner.ts';

await runBenches(
  {
    pull: benchPull,
    push: benchPush,
    attachment: benchAttachment,
    fleet: benchFleet,
    day: benchDay,
    capacity: benchCapacity,
  },
  'sync-results.json',
);
