/** What clerks do with 告知 on their PCs, at random: through the commands that the screens call; and their colleagues on the platform. */
import { performOnMany, submitFeedback } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { feedbackInputSchema, type FeedbackInput, type Notice } from '#shared/domains/notices/record.ts';
import { addDays } from '#shared/trade/working-days.ts';
import type { Chance } from '#core/environment.ts';
import { departmentOf } from '#platform/county.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import type { Client } from './client.ts';
import type { SimulatedDomain, UserAction } from './domain.ts';
import { pick } from './pick.ts';
import { later } from './world.ts';

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
  const drawn = chance.number();
  const issued = drawn < 0.6;
  const refused = drawn >= 0.85;
  const number = String(Math.floor(chance.number() * 40));
  return feedbackInputSchema.parse({
    result: issued ? 'issued' : refused ? 'refused' : 'otherLevel',
    feedbackOn: chance.number() < 0.9 ? today : addDays(today, -1),
    certificateNumber: issued ? `ZJ-${number}` : '',
    certificateName: issued ? '经营许可证' : '',
    issuingOrgan: refused ? '' : '澧安县演示局',
    issuedOn: issued ? addDays(today, -1) : null,
    validFrom: issued ? today : null,
    validTo: null,
    longTerm: issued,
    permitContent: issued ? '演示内容' : '',
    remark: refused ? `不符合条件${number}` : chance.number() < 0.3 ? `备注${number}` : '',
  });
}

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

/** Dated tomorrow, because all clocks of the PC are a day ahead for a moment: the platform will refuse it. */
const feedbackByWrongClock: UserAction = (chance, client, photos) =>
  later(client.clock, 86_400_000, () => `a day ahead: ${feedback(chance, client, photos)}`);

const amend: UserAction = (chance, client) => {
  const one = pick(chance, noticesIn(client, 'answered', 12));
  if (!one) return 'amend -';
  const old = chance.number() < 0.7 ? pick(chance, one.feedbacks) : undefined;
  const done = submitFeedback(client.workspace, one.id, old?.id ?? null, feedbackOf(chance, client));
  return `amend ${one.id} ${old ? 'old' : 'another'} ${done.ok}`;
};

function onThePlatform(chance: Chance, { control }: DemoPlatform): string | number {
  const department = pick(chance, ['433221101', '433221102', '433221106']) ?? '433221101';
  const id = pick(chance, control.visibleIds('notices', department));
  const draw = chance.number();
  if (draw < 0.25) {
    const pushed = control.notices.push({
      reviewDepartment: departmentOf(pick(chance, ['scjg', 'wsjk', 'nync'] as const) ?? 'scjg'),
      stage: 'pending',
    });
    return `new notice ${pushed.id}`;
  }
  if (id === undefined || draw >= 0.7) return draw;
  if (draw < 0.45) {
    const account = department === '433221101' ? 'scjg04' : department === '433221102' ? 'wsjk02' : 'nync02';
    const kinds = ['notices.receive', 'notices.claim', 'notices.return'];
    const operation = pick(chance, kinds) ?? 'notices.receive';
    const payload = operation === 'notices.return' ? { reason: 'notOurArea', words: '不在辖区' } : {};
    const { outcome } = control.colleagueOperation(account, { kind: operation, recordId: id, payload });
    return `${account} ${operation} ${id} ${outcome.outcome}`;
  }
  if (draw < 0.53) {
    control.notices.reassign(id, departmentOf(pick(chance, ['scjg', 'wsjk', 'nync'] as const) ?? 'scjg'));
    return `reassigned ${id}`;
  }
  if (draw < 0.58) {
    control.withdraw('notices', id);
    return `withdrew ${id}`;
  }
  if (draw < 0.63) {
    control.notices.close(id);
    return `closed ${id}`;
  }
  control.notices.change(id, { address: `改址${Math.floor(chance.number() * 1000)}号` });
  return `changed ${id}`;
}

export const notices: SimulatedDomain = {
  collections: [noticesCollection],
  accounts: ['scjg01', 'wsjk01', 'scjg02', 'nync01', 'scjg03'],
  actions: [
    [receive, 6],
    [feedback, 6],
    [feedbackByWrongClock, 2],
    [amend, 3],
    [claim, 2],
    [giveBack, 2],
  ],
  renewals: {
    'notices.feedback': (chance, client) => ({
      feedbackId: client.workspace.environment.chance.uuid(),
      feedback: feedbackOf(chance, client),
    }),
  },
  files: false,
  onThePlatform,
};
