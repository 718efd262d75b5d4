/** What people do on their PCs whatever the domain, at random: through the commands that the screens call. */
import type { Chance } from '#core/environment.ts';
import { perform, inWorkTransaction } from '#core/sync/perform.ts';
import type { Side } from '#core/sync/collection.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { preselected } from '#core/sync/conflicts/differences.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { listOutbox } from '#core/sync/outbox/queries.ts';
import type { OperationEntry } from '#shared/contract/outbox.ts';
import type { Client } from './client.ts';
import type { SimulatedDomain, UserAction, Weighted } from './domain.ts';
import { domains } from './domains.ts';
import { pick } from './pick.ts';

const entriesIn = (client: Client, states: OperationEntry['state'][]): OperationEntry[] =>
  listOutbox(client.workspace, client.engine.context.collections, { states, cursor: null, limit: 50 }).rows;

const takeBack: UserAction = (chance, client) => {
  const one = pick(chance, entriesIn(client, ['queued', 'rejected']));
  const done = one ? withdraw(client.engine.context, one.id) : null;
  return `withdraw ${one?.recordId ?? '-'} ${one?.id.slice(0, 8) ?? ''} ${done?.ok ?? ''}`;
};

/** The kinds that can be renewed, and how. */
const renewalOf = (kind: string) => domains.map(({ renewals }) => renewals[kind]).find((one) => one !== undefined);

const replaceRejected: UserAction = (chance, client) => {
  const one = pick(
    chance,
    entriesIn(client, ['rejected', 'queued']).filter(({ kind }) => renewalOf(kind)),
  );
  const collection = one && client.engine.context.collections.get(one.collection);
  const renew = one && renewalOf(one.kind);
  if (!collection || !renew) return 'replace -';
  const done = inWorkTransaction(client.workspace, () =>
    perform(client.workspace, collection, {
      recordId: one.recordId,
      kind: one.kind,
      payload: renew(chance, client),
      replaces: one.id,
    }),
  );
  return `replace ${one.recordId} ${one.id.slice(0, 8)} ${done.ok}`;
};

const decide: UserAction = (chance, client) => {
  const one = pick(chance, listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 50 }).rows);
  const draw = chance.number();
  return one ? decideOne(client, one.id, draw < 0.4 ? 'mine' : draw < 0.6 ? 'both' : 'theirs') : 'decide -';
};

/** Decides one conflict for one side throughout, both where both may stand; where the rules do not allow that, for theirs. */
export function decideOne(client: Client, id: string, side: Side): string {
  const detail = conflictDetail(client.engine.context, id);
  if (!detail) return 'decide gone';
  const choices = Object.fromEntries(
    detail.fields.map((field) => [
      field.path,
      side === 'theirs' || field.changedBy === 'equal' || field.changedBy === 'theirs'
        ? 'theirs'
        : side === 'both' && field.together?.sides.some((one) => one.side === 'both')
          ? 'both'
          : (preselected(field) ?? 'mine'),
    ]),
  ) as Record<string, Side>;
  const decided = decideConflict(client.engine.context, {
    id,
    theirsRevision: detail.theirsRevision,
    choices,
    reason: '模拟决定',
  });
  if (!decided.ok && side !== 'theirs') return decideOne(client, id, 'theirs');
  return `decide ${detail.recordId} ${detail.operation.id.slice(0, 8)} ${side} ${decided.ok}`;
}

const syncNow: UserAction = (_chance, client) => {
  void client.engine.syncNow();
  return 'sync now';
};

const ownActions: Weighted<UserAction> = [
  [takeBack, 2],
  [replaceRejected, 2],
  [decide, 2],
  [syncNow, 2],
];

/** With weights, where people work on these domains. */
export const actionsOf = ([first, ...others]: readonly SimulatedDomain[]): Weighted<UserAction> => [
  ...(first?.actions ?? []),
  ...ownActions,
  ...others.flatMap(({ actions }) => actions),
];

/** Draws one by weight. */
export function drawn<Item>(chance: Chance, weighted: Weighted<Item>): Item {
  const sum = weighted.reduce((total, [, weight]) => total + weight, 0);
  let left = chance.number() * sum;
  for (const [item, weight] of weighted) {
    left -= weight;
    if (left < 0) return item;
  }
  return weighted[0]![0];
}

/** What a person does in the end with everything that waits for one. Returns how much there was. */
export function settleByHand(client: Client): number {
  let settled = 0;
  client.engine.kick();
  for (const { id } of listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 200 }).rows) {
    decideOne(client, id, settled % 2 === 0 ? 'mine' : 'theirs');
    settled += 1;
  }
  for (const one of entriesIn(client, ['rejected', 'quarantined']).toReversed()) {
    withdraw(client.engine.context, one.id);
    settled += 1;
  }
  return settled;
}
