/**
 * One run of the fault campaign: a few people and PCs, the demo platform, a bad line, and whatever else can happen, all
 * drawn from one seed. Then everything is healed, and the oracles are asked.
 */
import type { SyncParts } from '#core/sync/phases.ts';
import { seededChance } from '../integration/core/support.ts';
import { createDemoPlatform, type DemoPlatform } from '#platform/platform.ts';
import { actionsOf, drawn, settleByHand } from './actions.ts';
import { domains } from './domains.ts';
import { pick } from './pick.ts';
import { watchParts } from './files.ts';
import { createLedger } from './ledger.ts';
import { createMembers, type Member } from './members.ts';
import {
  backUp,
  fetchFaults,
  inTheWorld,
  lineFaults,
  onThePlatform,
  type StepContext,
  type Trouble,
} from './mishaps.ts';
import { DiskFull, ProcessDied } from './mortal-database.ts';
import { createLine, type Line } from './network.ts';
import {
  agree,
  auditIsWhole,
  claimIsTrue,
  filesArrived,
  filesNotFetched,
  keptFilesAreWhole,
  nothingIsLost,
  type OnPlatform,
  onPlatform,
  platformHoldsOnlyWhatWasDone,
  publishedOnce,
  publishedSubjects,
  sharesHistory,
  unsentWorkIsSeen,
} from './oracles.ts';
import { watchPlaces } from './places.ts';
import { createWorld } from './world.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Steps before everything is healed. */
  readonly steps?: number;
  /** Deliberately wrong parts of the engine. */
  readonly parts?: Partial<SyncParts>;
  /** Whether people work on all domains, some with photos, or on the first alone; every fifth seed, unless told. */
  readonly everyDomain?: boolean;
  /** Folders that keep files from the platform without looking at them. */
  readonly carelessFolder?: boolean;
  /** What a deliberately wrong platform does behind everybody's back, after each step. */
  readonly sabotage?: (platform: DemoPlatform) => void;
}

export interface CampaignResult {
  readonly seed: number;
  readonly problems: string[];
  readonly trace: string[];
}

/** The platform at its beginning; made once, copied for every run. */
let seeded: Buffer | null = null;
const platformOptions = {
  dataDirectory: ':memory:',
  seed: 5,
  scale: 'small',
  counts: { enterprises: 40, notices: 48 },
} as const;
function seededState(): Buffer {
  if (seeded) return seeded;
  const made = createDemoPlatform({ ...platformOptions, clock: () => Date.parse('2026-03-02T01:00:00.000Z') });
  seeded = made.control.snapshot();
  made.close();
  return seeded;
}

export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, everyDomain = seed % 5 === 1 } = options;
  const [first, ...further] = domains;
  const others = everyDomain ? further : [];
  const present = [first, ...others];
  const files = present.some((domain) => domain.files);
  const chance = seededChance(seed);
  const world = createWorld(seed * 7 + 1);
  const trace: string[] = [];
  const problems = new Set<string>();
  const say = (line: string) => trace.push(`${(world.passed() / 1000).toFixed(3)} ${line}`);

  const platform: DemoPlatform = createDemoPlatform({
    ...platformOptions,
    clock: world.now,
    random: world.chance.number,
    snapshot: seededState(),
  });
  const ledger = createLedger();
  const trouble: Trouble = { rate: 0, fileRate: files ? 0.3 : 0, outage: null, acting: false };
  const line: Line = {
    fault({ method, path }) {
      const isFile = path.startsWith('/v1/attachments/');
      const rate = isFile ? Math.max(trouble.rate, trouble.fileRate) : trouble.rate;
      const faults = isFile && method === 'GET' ? fetchFaults : lineFaults;
      return trouble.outage ?? (world.chance.number() < rate ? drawn(world.chance, faults) : null);
    },
    latency: () => 2 + world.chance.number() * 60,
  };

  let cached: { changes: number; there: OnPlatform } | null = null;
  const there = (): OnPlatform => {
    // Asking changes nothing there; what the platform does of its own accord happens in the steps.
    const changes = Object.entries(platform.control.requests().byCall)
      .filter(([call]) => /^(POST|PUT)/.test(call))
      .reduce((sum, [, count]) => sum + count, 0);
    if (cached?.changes !== changes) cached = { changes, there: onPlatform(platform) };
    return cached.there;
  };
  const epochNow = (): string => platformEpoch(platform);
  const checkClaim = (member: Member): void => {
    // While a person acts, what they will be told is not written down yet.
    if (trouble.acting || member.client.clock.dead || !sharesHistory(member.client.database, epochNow())) return;
    for (const problem of claimIsTrue(ledger, member.index, member.client, there)) problems.add(problem);
  };
  const problem = (words: string): void => void problems.add(words);
  const members = createMembers({
    world,
    seed,
    parts: options.parts,
    carelessFolder: options.carelessFolder,
    beside: others.length > 0 ? { further: others.flatMap(({ collections }) => collections) } : {},
    transport: () =>
      watchPlaces(
        watchParts(
          createLine(world, () => platform, line),
          problem,
        ),
        world.passed,
        problem,
      ),
    problem,
    changed: (member, topic) => {
      if (topic === 'connection' || topic === 'outbox') checkClaim(member);
    },
  });

  const count = 2 + Math.floor(chance.number() * 4);
  const accounts = (others.length > 0 ? others : present).flatMap((domain) => domain.accounts);
  for (const account of [...new Set(accounts)].slice(0, count)) members.add(account);
  await world.advance(3000);

  const context: StepContext = {
    chance,
    world,
    platform,
    members,
    ledger,
    trouble,
    say,
    snapshots: [],
    domains: present,
    files,
  };
  const publicBefore = publishedSubjects(platform);
  context.snapshots.push(backUp(platform));
  for (const member of members.list) members.backUp(member);
  const steps = options.steps ?? 18 + Math.floor(chance.number() * 24);
  for (let step = 0; step < steps; step += 1) {
    takeStep(context);
    options.sabotage?.(platform);
    cached = null;
    await world.advance(chance.number() < 0.3 ? chance.number() * 200 : chance.number() * 12_000);
    for (const member of members.list) {
      checkClaim(member);
      if (!members.isDead(member))
        for (const problem of unsentWorkIsSeen(member.client)) problems.add(`${member.account}: ${problem}`);
    }
  }

  await heal(context);
  const quietProblems = (everybody: boolean) => {
    for (const problem of platformHoldsOnlyWhatWasDone(ledger, there().accepted)) problems.add(problem);
    for (const member of members.list) {
      const database = members.database(member);
      // Who had nothing to send may not have heard yet that the platform's history was replaced.
      if (everybody || sharesHistory(database, epochNow()))
        for (const problem of [
          ...nothingIsLost(ledger, member.index, database, there().accepted, true),
          ...filesArrived(ledger, member.index, database, platform, everybody),
        ])
          problems.add(`${member.account}: ${problem}`);
      for (const problem of [...auditIsWhole(database), ...keptFilesAreWhole(member.disk)])
        problems.add(`${member.account}: ${problem}`);
    }
  };
  quietProblems(false);

  for (let round = 0; round < 8; round += 1) {
    const settled = members.list.reduce(
      (sum, member) => sum + acting(context, member, () => settleByHand(member.client)),
      0,
    );
    // At rest: long enough for what was set aside to be read again.
    await (settled > 0 ? attended(context, 5) : attended(context, 400, 10));
    if (settled === 0) break;
  }
  const lacking = () => members.list.flatMap(({ client }) => filesNotFetched(client, there));
  // A file that was not on the platform yet is asked for again after half an hour at the latest.
  for (let minutes = 0; minutes < 40 && lacking().length > 0; minutes += 2) await attended(context, 120, 30);
  for (const problem of lacking()) problems.add(problem);
  quietProblems(true);
  for (const problem of publishedOnce(platform, publicBefore)) problems.add(problem);
  for (const member of members.list) {
    for (const problem of agree(member.client, platform)) problems.add(`${member.account}: ${problem}`);
    const { allDelivered, byState } = member.client.engine.summary();
    if (!allDelivered) problems.add(`${member.account}: not all delivered in the end: ${JSON.stringify(byState)}`);
    for (const logged of member.client.log.lines)
      if (logged.level === 'error' && !expected(logged.facts['error']))
        problems.add(`${member.account}: error in the log: ${logged.event} ${String(logged.facts['error'])}`);
  }
  members.close();
  platform.close();
  return { seed, problems: [...problems], trace };
}

const expected = (error: unknown): boolean => error instanceof ProcessDied || error instanceof DiskFull;

const platformEpoch = (platform: DemoPlatform): string => {
  const pong = platform.handle({ method: 'GET', path: '/v1/ping', headers: {}, body: '' });
  return pong.status === 200 ? (JSON.parse(pong.body.toString()) as { epoch: string }).epoch : '';
};

/** Lets a person act; what they were told is written down, a death or a full disk in between is no answer. */
function acting<Result extends string | number>(context: StepContext, member: Member, act: () => Result): Result | 0 {
  const before = member.journal.length;
  context.trouble.acting = true;
  try {
    return act();
  } catch (error) {
    if (!expected(error)) throw error;
    context.say(`${member.account}: ${error instanceof Error ? error.message : ''} while acting`);
    return 0;
  } finally {
    context.trouble.acting = false;
    context.ledger.acknowledged(member.index, member.journal.slice(before));
  }
}

function takeStep(context: StepContext): void {
  const { chance, members, domains: present } = context;
  const member = pick(chance, members.list);
  if (!member) return;
  const kind = chance.number();
  if (kind < 0.55) {
    if (members.isDead(member)) members.restart(member);
    const action = drawn(chance, actionsOf(present));
    const before = member.journal.length;
    const done = acting(context, member, () => action(chance, member.client, member.photos));
    context.say(
      `${member.account}: ${done} ${member.journal
        .slice(before)
        .map(({ id }) => id.slice(0, 8))
        .join(' ')}`,
    );
  } else if (kind < 0.72) {
    onThePlatform(context);
  } else inTheWorld(context, member);
}

/** Everything is well again; people say yes where they are asked. 60 simulated seconds later the queues must be empty. */
async function heal(context: StepContext): Promise<void> {
  const { members, platform, trouble, say } = context;
  trouble.rate = 0;
  trouble.fileRate = 0;
  trouble.outage = null;
  platform.control.faults.clear();
  platform.control.setOldestClient('0.1.0');
  for (const member of members.list) {
    member.diskFull = false;
    member.deathAfterWrites = null;
    member.deathAfterPieces = null;
    member.client.clock.skew = 0;
    if (members.isDead(member)) members.restart(member);
  }
  say('healed');
  await attended(context, 60);
}

/** Lets seconds pass with people at the PCs who say yes where they are asked. */
async function attended({ members, world, say }: StepContext, seconds: number, step = 1): Promise<void> {
  for (let second = 0; second < seconds; second += step) {
    await world.advance(step * 1000);
    for (const { account, client } of members.list) {
      const { state, problem } = client.engine.status();
      if (state !== 'paused') continue;
      say(`${account}: accepts ${problem?.class ?? ''}`);
      void client.engine.decidePause(true);
    }
  }
}
