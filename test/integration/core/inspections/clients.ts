/** Signed-in inspectors of the demo county with the real engine, in simulated time. */
import { onTestFinished } from 'vitest';
import { checklistsCollection, plansCollection, readSubject, subjectsCollection } from '#core/inspections/sync.ts';
import { inspectorsCollection, skillsCollection, staffCollection } from '#core/inspectors/sync.ts';
import type { Workspace } from '#core/workspace.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { type Checklist, checklistSchema } from '#shared/domains/inspections/checklist.ts';
import { type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { filesInMemory } from '../sync/attachments/files-in-memory.ts';
import { signaturePicture } from './fixtures.ts';
import { type ClientOptions, startClient } from '../../../simulation/client.ts';
import { calmLine, createLine, type Line } from '../../../simulation/network.ts';
import { createWorld } from '../../../simulation/world.ts';

/** A platform and a way to sign people in; `line.cut` takes the cable out. */
export function createCounty(seed = 1) {
  const world = createWorld(seed);
  const platform = createDemoPlatform({
    dataDirectory: ':memory:',
    seed: 1,
    scale: 'small',
    clock: world.now,
    random: world.chance.number,
  });
  onTestFinished(() => platform.close());
  const signIn = (account: string, more: Pick<ClientOptions, 'database'> = {}) => {
    const line = { cut: false };
    const way: Line = { ...calmLine, fault: () => (line.cut ? 'offline' : null) };
    const client = startClient({
      world,
      transport: createLine(world, () => platform, way),
      account,
      seed: account.charCodeAt(5),
      withEnterprises: true,
      attachments: filesInMemory([signaturePicture.content]),
      further: [
        checklistsCollection,
        plansCollection,
        subjectsCollection,
        inspectorsCollection,
        staffCollection,
        skillsCollection,
      ],
      ...more,
    });
    return Object.assign(client, { line });
  };
  const onPlatform = (id: string): Subject =>
    subjectSchema.parse(platform.control.record('inspectionSubjects', id)?.data);
  const checklistOf = (subject: Subject): Checklist =>
    checklistSchema.parse(
      platform.control.record('checklists', `${subject.checklistId}-v${subject.checklistVersion}`)?.data,
    );
  return { world, platform, signIn, onPlatform, checklistOf };
}

/** Subjects here that are in a stage and drawn to all of these people. */
export const subjectsHere = (workspace: Workspace, stage: Subject['stage'], ...accounts: string[]): Subject[] =>
  subjectsCollection
    .ids(workspace.database, null, 10_000)
    .flatMap((id) => readSubject(workspace.database, id)?.data ?? [])
    .filter((subject) => subject.stage === stage)
    .filter(({ inspectors }) => accounts.every((account) => inspectors.some((one) => one.account === account)));
