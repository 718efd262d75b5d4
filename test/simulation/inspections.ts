/** What inspectors and reviewers do on their PCs, and their colleagues on the platform, at random. */
import type { Chance } from '#core/environment.ts';
import { confirmSubjects, correctSubject, reassign, reviewSubjects, submitResult } from '#core/inspections/commands.ts';
import { checklistsCollection, plansCollection, readChecklist, subjectsCollection } from '#core/inspections/sync.ts';
import { allInspectors } from '#core/inspectors/queries.ts';
import { inspectorsCollection, skillsCollection, staffCollection } from '#core/inspectors/sync.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import { type Checklist, checklistSchema } from '#shared/domains/inspections/checklist.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { isAssigned, type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { type SubjectStage } from '#shared/domains/inspections/words.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { soundResult } from '../integration/core/inspections/fixtures.ts';
import type { SimulatedDomain, UserAction } from './domain.ts';
import { pick } from './pick.ts';
import type { Client } from './client.ts';
import type { PhotoBox } from './files.ts';

function subjectsIn(client: Client, stages: readonly SubjectStage[], limit = 30): Subject[] {
  return client.database
    .prepare<[string, number], { data: string }>(
      `SELECT c.data FROM inspection_subject s JOIN inspection_subject_content c ON c.key = s.key
       WHERE s.stage IN (SELECT value FROM json_each(?)) ORDER BY s.id LIMIT ?`,
    )
    .all(JSON.stringify(stages), limit)
    .map(({ data }) => JSON.parse(data) as Subject);
}

function resultOf(chance: Chance, checklist: Checklist, today: string, photos: PhotoBox | null): ResultInput {
  const count = pick(chance, [0, 1, 2, 3]) ?? 0;
  const taken = photos ? Array.from({ length: count }, () => photos.take(chance)) : [];
  return soundResult(checklist, {
    inspectedOn: today,
    handling: `检查情况正常，第${Math.floor(chance.number() * 1000)}号`,
    evidence: taken.map((photo) => ({
      id: chance.uuid(),
      ...photo,
      mediaType: 'image/jpeg',
      name: '现场.jpg',
      caption: '',
      takenAt: `${today}T01:00:00.000Z`,
      pointId: null,
    })),
  });
}

const confirm: UserAction = (chance, client) => {
  const open = subjectsIn(client, ['unconfirmed', 'waiting', 'skipped']).filter((one) => !one.confirmationClosed);
  const one = pick(chance, open);
  const decision = pick(chance, ['inspect', 'skip', 'undo'] as const) ?? 'inspect';
  const done = one ? confirmSubjects(client.workspace, [one.id], decision).done.length : 0;
  return `confirm ${one?.id ?? '-'} ${decision} ${done}`;
};

const enterIn =
  (name: string, stages: readonly SubjectStage[]): UserAction =>
  (chance, client, photos) => {
    const { workspace, database } = client;
    const one = pick(
      chance,
      subjectsIn(client, stages).filter((subject) => isAssigned(subject, workspace.actor.account)),
    );
    const checklist = one && readChecklist(database, one.checklistId, one.checklistVersion);
    if (!checklist) return `${name} -`;
    const done = submitResult(workspace, one.id, resultOf(chance, checklist, workspace.today(), photos));
    return `${name} ${one.id} ${done.ok ? 'true' : JSON.stringify(done.fields ?? done.reason)}`;
  };
const enter = enterIn('enter', ['waiting', 'sentBack']);
const replace = enterIn('replace result', ['entered']);

const review: UserAction = (chance, client) => {
  const one = pick(chance, subjectsIn(client, ['entered']));
  if (!one) return 'review -';
  const decision = chance.number() < 0.6 ? 'pass' : 'sendBack';
  const on = client.workspace.today();
  const { done } = reviewSubjects(client.workspace, [one.id], { decision, on, opinion: '模拟意见' });
  return `review ${one.id} ${decision} ${done.length}`;
};

/** What a person is there for: reviewers review, inspectors enter; now and then somebody tries the other thing. */
const daily: UserAction = (chance, client, photos) => {
  const reviews = client.workspace.roles.includes('reviewer') === chance.number() < 0.9;
  return (reviews ? review : enter)(chance, client, photos);
};

const reassignSome: UserAction = (chance, client) => {
  const one = pick(chance, subjectsIn(client, ['waiting', 'sentBack']));
  const from = pick(chance, one?.inspectors ?? []);
  const to = pick(chance, allInspectors(client.database));
  if (!one || !from || !to) return 'reassign -';
  const { account, name, certificateNumber, department } = to;
  const { done } = reassign(client.workspace, one.planId, {
    fromAccount: from.account,
    to: { account, name, certificateNumber, department },
    reason: '模拟调整',
  });
  return `reassign ${one.planId} ${from.account} to ${account} ${done.length}`;
};

const correct: UserAction = (chance, client) => {
  const one = pick(chance, subjectsIn(client, ['published']));
  const done =
    one &&
    correctSubject(client.workspace, one.id, {
      foundOn: client.workspace.today(),
      stood: '九人',
      wanted: '八人',
      reason: '抄错',
    });
  return `correct ${one?.id ?? '-'} ${done?.ok ?? ''}`;
};

const reviewerOf: Record<string, string> = { '433221101': 'scjg03', '433221102': 'wsjk03' };

/** A colleague's work on the same subjects, or what the platform itself does with them; the name of it. */
function onThePlatform(chance: Chance, { control }: DemoPlatform, now: number): string {
  const department = pick(chance, Object.keys(reviewerOf)) ?? '433221101';
  const id = pick(chance, control.visibleIds('inspectionSubjects', department));
  if (!id) return 'no subject';
  const subject = subjectSchema.parse(control.record('inspectionSubjects', id)?.data);
  const by = (account: string, kind: string, payload: unknown): string => {
    const { outcome } = control.colleagueOperation(account, {
      kind: `inspectionSubjects.${kind}`,
      recordId: id,
      payload,
    });
    return `${account} ${kind} ${id} ${outcome.outcome}`;
  };
  const draw = chance.number();
  if (draw < 0.7) {
    const today = chinaDate(now);
    const { stage, result, inspectors } = subject;
    const inspector = pick(chance, inspectors);
    if ((stage === 'waiting' || stage === 'sentBack') && inspector) {
      const version = `${subject.checklistId}-v${subject.checklistVersion}`;
      const checklist = checklistSchema.parse(control.record('checklists', version)?.data);
      return by(inspector.account, 'enterResult', { result: resultOf(chance, checklist, today, null) });
    }
    if (stage === 'entered' && result) {
      const decision = chance.number() < 0.5 ? 'pass' : 'sendBack';
      const words = { decision, on: today, opinion: '同事的意见', resultAt: result.at };
      return by(reviewerOf[department] ?? '', 'review', words);
    }
    if (stage === 'unconfirmed') return by(reviewerOf[department] ?? '', 'confirm', { decision: 'inspect' });
    return `nothing to do with ${id}`;
  }
  if (draw < 0.85) {
    control.inspections.changeSubject(id, { address: `改址${Math.floor(chance.number() * 1000)}号` });
    return `changed ${id}`;
  }
  if (draw < 0.92) {
    control.inspections.settleCorrections(id);
    return `settled corrections of ${id}`;
  }
  if (draw < 0.97) {
    control.withdraw('inspectionSubjects', id);
    return `withdrew ${id}`;
  }
  const { version } = control.inspections.newChecklistVersion(subject.checklistId);
  return `checklist ${subject.checklistId} has version ${version}`;
}

export const inspections: SimulatedDomain = {
  collections: [
    checklistsCollection,
    plansCollection,
    subjectsCollection,
    inspectorsCollection,
    staffCollection,
    skillsCollection,
  ],
  // An inspector, a reviewer, and a clerk to whom subjects are drawn too; then those of another department.
  accounts: ['scjg04', 'scjg03', 'scjg01', 'wsjk04', 'wsjk03'],
  actions: [
    [daily, 24],
    [replace, 4],
    [confirm, 4],
    [reassignSome, 2],
    [correct, 3],
  ],
  renewals: {},
  files: true,
  onThePlatform,
};
