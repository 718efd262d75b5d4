/** An inspector of the demo county with files on the PC, in simulated time. */
import { onTestFinished } from 'vitest';
import type { PlatformTransport } from '#core/environment.ts';
import { submitResult } from '#core/inspections/commands.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import type { Database } from '#core/database/types.ts';
import { createDemoPlatform, type DemoPlatform } from '#platform/platform.ts';
import { type Checklist, checklistSchema } from '#shared/domains/inspections/checklist.ts';
import type { Evidence } from '#shared/domains/inspections/results.ts';
import { type Client, startClient } from '../../../../simulation/client.ts';
import { createWorld, type World } from '../../../../simulation/world.ts';
import { subjectsHere } from '../../inspections/clients.ts';
import { signaturePicture, soundResult } from '../../inspections/fixtures.ts';
import { filesInMemory, sha256Of } from './files-in-memory.ts';

export interface Scene {
  readonly world: World;
  readonly platform: DemoPlatform;
  /** Signs the inspector in; with `database` as the next life of the same PC. */
  start(transport: PlatformTransport, contents: readonly Buffer[], database?: Database): Client;
  /** Enters one result with these photos. Returns the subject's id. */
  enter(client: Client, contents: readonly Buffer[]): string;
  /** Bytes that the platform has of a file. */
  onPlatform(content: Buffer): { stored: number; complete: boolean } | undefined;
}

export function createScene(seed = 1): Scene {
  const world = createWorld(seed);
  const platform = createDemoPlatform({
    dataDirectory: ':memory:',
    seed: 1,
    scale: 'small',
    clock: world.now,
    random: world.chance.number,
  });
  onTestFinished(() => platform.close());
  const signature = filesInMemory([signaturePicture.content]);
  const checklistOf = (id: string): Checklist => checklistSchema.parse(platform.control.record('checklists', id)?.data);
  return {
    world,
    platform,
    start: (transport, contents, database) => {
      const files = filesInMemory(contents);
      return startClient({
        world,
        transport,
        account: 'scjg04',
        seed: seed + 10,
        database,
        attachments: { open: (sha256) => files.open(sha256) ?? signature.open(sha256) },
        further: [checklistsCollection, plansCollection, subjectsCollection, inspectorsCollection, staffCollection],
      });
    },
    enter(client, contents) {
      const [subject] = subjectsHere(client.workspace, 'waiting', 'scjg04');
      if (!subject) throw new Error('no subject waits');
      const checklist = checklistOf(`${subject.checklistId}-v${subject.checklistVersion}`);
      const evidence = contents.map((content, index) => photo(content, index));
      const done = submitResult(client.workspace, subject.id, soundResult(checklist, { evidence }));
      if (!done.ok) throw new Error(JSON.stringify(done));
      return subject.id;
    },
    onPlatform: (content) => platform.control.attachments().find(({ sha256 }) => sha256 === sha256Of(content)),
  };
}

export const photo = (content: Buffer, index: number): Evidence => ({
  id: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
  sha256: sha256Of(content),
  bytes: content.length,
  mediaType: 'image/jpeg',
  name: `现场${index + 1}.jpg`,
  caption: '',
  takenAt: '2026-03-02T01:00:00.000Z',
  pointId: null,
});

/** Invented content that no compression makes smaller, the same for the same seed. */
export function contentOf(bytes: number, seed = 1): Buffer {
  const content = Buffer.alloc(bytes);
  let state = seed >>> 0;
  for (let at = 0; at + 4 <= bytes; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    content.writeUInt32LE(state, at);
  }
  return content;
}
