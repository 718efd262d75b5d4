/** What people do on their PCs, at random: through the commands that the screens call. */
import { performOnMany, submitFeedback } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { perform, inWorkTransaction } from '#core/sync/perform.ts';
import { decideConflict, preselected, type Side } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { listOutbox } from '#core/sync/outbox/queries.ts';
import { feedbackInputSchema, type FeedbackInput, type Notice } from '#shared/domains/notices/record.ts';
import { addDays } from '#shared/trade/working-days.ts';
import type { OperationEntry } from '#shared/contract/outbox.ts';
import type { Chance } from '#core/environment.ts';
import type { Client } from './client.ts';
import type { PhotoBox } from './files.ts';
import { pick } from './pick.ts';

/** Some notices as this client sees them, by stage. */
function noticesIn(client: Client, stage: Notice['stage'], limit: number): Notice[] {
  return client.database
    .prepare<[string, number], { data: string }>(
      'SELECT c.data FROM notice n JOIN notice_content c ON c.key = n.key WHERE n.stage = ? ORDER BY n.id LIMIT ?',
    )
    .all(stage, limit)
    .map(({ data }) => JSON.parse(data) as Notice);
}

function feedbackOf(chance: Chance, client: Client): FeedbackInput {
  const today = client.workspace.today();
  const issued = chance.number() < 0.6;
  const number = String(Math.floor(chance.number() * 40));
  return feedbackInputSchema.parse({
    result: issued ? 'issued' : 'otherLevel',
    feedbackOn: chance.number() < 0.9 ? today : addDays(today, -1),
    certificateNumber: issued ? `ZJ-${number}` : '',
    certificateName: issued ? '经营许可证' : '',
    issuingOrgan: '澧安县演示局',
    issuedOn: issued ? addDays(today, -1) : null,
    validFrom: issued ? today : null,
    validTo: null,
    longTerm: issued,
    permitContent: issued ? '演示内容' : '',
    remark: chance.number() < 0.3 ? `备注${number}` : '',
  });
}

/** What people did, with the photos on their PC; the name of it, for the trace. */
export type UserAction = (chance: Chance, client: Client, photos: PhotoBox) => string;

const receive: UserAction = (chance, client) => {
  const pending = noticesIn(client, 'pending', 12).filter(() => chance.number() < 0.35);
  const done = performOnMany(
    client.workspace,
    'notices.receive',
    pending.map(({ id }) => id),
    {},
  );
  return `receive ${done.done.length}`;
};

const claim: UserAction = (chance, client) => {
  const one = pick(chance, noticesIn(client, 'pool', 12));
  if (one) performOnMany(client.workspace, 'notices.claim', [one.id], {});
  return `claim ${one?.id ?? '-'}`;
};

const giveBack: UserAction = (chance, client) => {
  const one = pick(chance, [...noticesIn(client, 'pending', 8), ...noticesIn(client, 'received', 4)]);
  if (one)
    performOnMany(client.workspace, 'notices.return', [one.id], {
      reason: 'notOurBusiness',
      words: '不在本部门职责范围',
    });
  return `return ${one?.id ?? '-'}`;
};

const feedback: UserAction = (chance, client) => {
  const one = pick(chance, noticesIn(client, 'received', 12));
  if (!one) return 'feedback -';
  const done = submitFeedback(client.workspace, one.id, null, feedbackOf(chance, client));
  return `feedback ${one.id} ${done.ok}`;
};

/** Dated tomorrow, because the PC's clock is a day ahead for a moment: the platform will refuse it. */
const feedbackByWrongClock: UserAction = (chance, client, photos) => {
  const { skew } = client.clock;
  client.clock.skew = skew + 86_400_000;
  try {
    return `a day ahead: ${feedback(chance, client, photos)}`;
  } finally {
    client.clock.skew = skew;
  }
};

const amend: UserAction = (chance, client) => {
  const one = pick(chance, noticesIn(client, 'answered', 12));
  if (!one) return 'amend -';
  const old = chance.number() < 0.7 ? pick(chance, one.feedbacks) : undefined;
  const done = submitFeedback(client.workspace, one.id, old?.id ?? null, feedbackOf(chance, client));
  return `amend ${one.id} ${old ? 'old' : 'another'} ${done.ok}`;
};

const entriesIn = (client: Client, states: OperationEntry['state'][]): OperationEntry[] =>
  listOutbox(client.database, client.engine.context.collections, { states, cursor: null, limit: 50 }).rows;

const takeBack: UserAction = (chance, client) => {
  const one = pick(chance, entriesIn(client, ['queued', 'rejected']));
  const done = one ? withdraw(client.engine.context, one.id) : null;
  return `withdraw ${one?.recordId ?? '-'} ${one?.id.slice(0, 8) ?? ''} ${done?.ok ?? ''}`;
};

const replaceRejected: UserAction = (chance, client) => {
  const one = pick(
    chance,
    entriesIn(client, ['rejected', 'queued']).filter(({ kind }) => kind === 'notices.feedback'),
  );
  if (!one) return 'replace -';
  const done = inWorkTransaction(client.workspace, () =>
    perform(client.workspace, noticesCollection, {
      recordId: one.recordId,
      kind: one.kind,
      payload: { feedbackId: client.workspace.environment.chance.uuid(), feedback: feedbackOf(chance, client) },
      replaces: one.id,
    }),
  );
  return `replace ${one.recordId} ${one.id.slice(0, 8)} ${done.ok}`;
};

const decide: UserAction = (chance, client) => {
  const one = pick(chance, listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 50 }).rows);
  return one ? decideOne(client, one.id, chance.number() < 0.5 ? 'mine' : 'theirs') : 'decide -';
};

/** Decides one conflict for one side throughout; where the rules do not allow mine, for theirs. */
export function decideOne(client: Client, id: string, side: Side): string {
  const detail = conflictDetail(client.engine.context, id);
  if (!detail) return 'decide gone';
  const choices = Object.fromEntries(
    detail.fields.map((field) => [
      field.path,
      side === 'theirs' || field.changedBy === 'equal' || field.changedBy === 'theirs'
        ? 'theirs'
        : (preselected(field) ?? 'mine'),
    ]),
  ) as Record<string, Side>;
  const decided = decideConflict(client.engine.context, {
    id,
    theirsRevision: detail.theirsRevision,
    choices,
    reason: '模拟决定',
  });
  if (!decided.ok && side === 'mine') return decideOne(client, id, 'theirs');
  return `decide ${detail.recordId} ${detail.operation.id.slice(0, 8)} ${side} ${decided.ok}`;
}

const syncNow: UserAction = (_chance, client) => {
  void client.engine.syncNow();
  return 'sync now';
};

/** With weights. */
export const userActions: readonly (readonly [UserAction, number])[] = [
  [receive, 6],
  [feedback, 6],
  [feedbackByWrongClock, 2],
  [amend, 3],
  [claim, 2],
  [giveBack, 2],
  [takeBack, 2],
  [replaceRejected, 2],
  [decide, 2],
  [syncNow, 2],
];

/** Draws one by weight. */
export function drawn<Item>(chance: Chance, weighted: readonly (readonly [Item, number])[]): Item {
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
