/** What happens around the people of a run: on the platform, on the line, to clocks, disks and processes. */
import type { Chance } from '#core/environment.ts';
import { departmentOf } from '#platform/county.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import type { SimulatedDomain } from './domain.ts';
import { pick } from './pick.ts';
import type { Ledger } from './ledger.ts';
import type { Member, Members } from './members.ts';
import type { LineFault } from './network.ts';
import type { World } from './world.ts';

/** What may happen to an exchange, with weights. */
export const lineFaults: readonly (readonly [LineFault, number])[] = [
  ['offline', 1],
  ['refused', 2],
  ['requestLost', 3],
  ['answerLost', 4],
  ['timeoutBefore', 1],
  ['timeoutAfter', 2],
  ['cutBody', 2],
  ['halfJson', 2],
  ['portal', 2],
  ['portalAfter', 1],
  ['redirect', 1],
  ['serverFault', 2],
  ['serverFaultAfter', 2],
  ['gateway', 1],
  ['rateLimited', 1],
  ['wrongContentType', 1],
  ['cursorUnknown', 1],
  ['deliveredTwice', 2],
  ['deliveredLate', 1],
  ['slow', 2],
];

/** What may happen to a range of a file on its way here. */
export const fetchFaults: typeof lineFaults = [...lineFaults, ['damagedRange', 4], ['wrongRange', 2]];

export interface Trouble {
  /** Share of exchanges that something happens to. */
  rate: number;
  /** The same for exchanges about files, where it is higher: long transfers break more often. */
  fileRate: number;
  /** What happens to all of them. */
  outage: LineFault | null;
  /** A person is acting at this moment. */
  acting: boolean;
}

export interface StepContext {
  readonly chance: Chance;
  readonly world: World;
  readonly platform: DemoPlatform;
  readonly members: Members;
  readonly ledger: Ledger;
  readonly trouble: Trouble;
  readonly snapshots: Buffer[];
  /** What people work on. */
  readonly domains: readonly SimulatedDomain[];
  /** Photos travel with some of it. */
  readonly files: boolean;
  say(line: string): void;
}

/** Other people's work on the platform, and the platform's own mishaps. */
export function onThePlatform(context: StepContext): void {
  const { chance, platform, domains, say, world } = context;
  const [first, ...others] = domains;
  // Half of it is about the others, one number for whether and for which.
  const draw = others.length > 0 ? chance.number() * 2 : 1;
  const domain = others[Math.floor(draw * others.length)] ?? first;
  const done = domain?.onThePlatform(chance, platform, world.now()) ?? 1;
  if (typeof done === 'string') say(`platform: ${done}`);
  else mishap(context, done);
}

/** What goes wrong on the platform; `draw` from 0 to 1, small where a domain had nothing to do. */
function mishap({ chance, platform, domains, say, snapshots, files }: StepContext, draw: number): void {
  const { control } = platform;
  if (draw < 0.75) {
    control.expireSessions();
    say('platform: sessions expired');
  } else if (draw < 0.77) {
    // Operations, or parts of files.
    const method = files && chance.number() < 0.5 ? 'PUT' : 'POST';
    control.faults.add({ kind: 'damageRequest', count: 2, match: { method } });
    say(`line: two requests with ${method} will be damaged`);
  } else if (draw < 0.8) {
    control.faults.add({ kind: 'expireMidBatch', count: 1, afterOperations: 1, match: { path: '/v1/operations' } });
    say('platform: session will expire in mid-batch');
  } else if (draw < 0.85) {
    const kind =
      pick(chance, [
        'reorderPage',
        'repeatPage',
        'doubleRows',
        'unknownField',
        'missingField',
        'foreignRecord',
        'massRemoval',
      ] as const) ?? 'reorderPage';
    control.faults.add({ kind, count: 1, match: { path: '/v1/changes' } });
    say(`platform: page fault ${kind}`);
  } else if (draw < 0.88) {
    const collection =
      pick(
        chance,
        domains.flatMap(({ collections }) => collections),
      )?.collection ?? 'notices';
    control.faults.add({ kind: 'cursorCircle', match: { path: `/v1/changes.*collection=${collection}&` } });
    say(`platform: ${collection} go round in a circle`);
  } else if (draw < 0.9) {
    control.setOldestClient('9.0.0');
    say('platform: client too old');
  } else if (draw < 0.92) {
    snapshots.push(backUp(platform));
    say('platform: backed up');
  } else if (draw < 0.98) {
    const snapshot = pick(chance, snapshots);
    if (snapshot) {
      control.restore(snapshot, { changeEpoch: true });
      changeOldest(platform, '恢复后改址');
    }
    say(`platform: restored ${snapshot ? 'a backup' : 'nothing'}`);
  } else {
    control.changeEpoch();
    say('platform: new epoch');
  }
}

/**
 * A backup of the platform. What is done first after it has the revision of what is done first after it was restored: whoever does not see that
 * the history is another one takes one for the other.
 */
export function backUp(platform: DemoPlatform): Buffer {
  const snapshot = platform.control.snapshot();
  changeOldest(platform, '备份后改址');
  return snapshot;
}
function changeOldest({ control }: DemoPlatform, address: string): void {
  const [oldest] = control.visibleIds('notices', departmentOf('scjg').code);
  if (oldest) control.notices.change(oldest, { address });
}

/** Lines, clocks, disks, deaths. */
export function inTheWorld({ chance, members, trouble, say, world, files }: StepContext, member: Member): void {
  const draw = chance.number();
  if (draw < 0.3) {
    trouble.rate = chance.number() < 0.3 ? 0 : chance.number() * 0.6;
    say(`line: ${Math.round(trouble.rate * 100)} % faults`);
  } else if (draw < 0.4) {
    trouble.outage = trouble.outage
      ? null
      : (pick(chance, ['offline', 'refused', 'timeoutBefore', 'portal', 'serverFault'] as const) ?? null);
    say(`line: ${trouble.outage ?? 'back'}`);
  } else if (files && draw < 0.47) {
    member.deathAfterPieces = Math.floor(chance.number() * 12);
    say(`${member.account}: dies after ${member.deathAfterPieces} pieces of files`);
  } else if (draw < 0.55) {
    members.kill(member);
    world.after(chance.number() * 20_000, () => {
      if (members.isDead(member)) members.restart(member);
    });
    say(`${member.account}: killed`);
  } else if (draw < 0.7) {
    member.deathAfterWrites = Math.floor(chance.number() * 25);
    say(`${member.account}: dies after ${member.deathAfterWrites} writes`);
  } else if (draw < 0.78) {
    const jumps = [86_400_000, -86_400_000, 8 * 3_600_000, -8 * 3_600_000, -world.now(), 0];
    member.client.clock.skew = pick(chance, jumps) ?? 0;
    say(`${member.account}: clock off by ${member.client.clock.skew} ms`);
  } else if (draw < 0.84) {
    member.diskFull = !member.diskFull;
    say(`${member.account}: disk ${member.diskFull ? 'full' : 'free'}`);
  } else if (draw < 0.92) {
    members.backUp(member);
    say(`${member.account}: backed up`);
  } else {
    const backup = pick(chance, member.backups);
    const properly = chance.number() < 0.7;
    member.diskFull = false;
    if (backup) members.restore(member, backup, properly);
    say(`${member.account}: ${backup ? `database set back${properly ? '' : ' behind its back'}` : 'no backup'}`);
  }
}
