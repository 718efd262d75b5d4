/** Whatever a department does on a record, other pages lead to it and read it: no collection with operations is forgotten. */
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { z } from 'zod';
import { recordsOf } from '#app/app/features.ts';
import { routes } from '#app/app/router.ts';
import { valueWords } from '#app/features/outbox/value-words.ts';
import { collections } from '#core/domains.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import { labelOf } from '#core/sync/conflicts/compare.ts';
import { collectionTitles } from '#shared/domains/collections.ts';
import type { ConflictDetail } from '#shared/contract/conflicts.ts';
import { installFakeCore } from '../support/fake-core.ts';
import { actor, operations, time, today } from '../support/operations.ts';

const worked = collections.filter((collection) => Object.keys(collection.operationNames).length > 0);

const recordsIn = ({ collection }: SyncedCollection) => {
  const records = recordsOf(collection);
  if (!records) throw new Error(`no feature shows ${collection}`);
  return records;
};
const wordsOf = async (collection: SyncedCollection, base: unknown, mine: unknown) => {
  const wordsFor = await recordsIn(collection).words();
  return wordsFor({ collection: collection.collection, recordId: 'R1', base, mine, theirs: null } as ConflictDetail);
};
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface Leaf {
  readonly path: string;
  /** Where only certain values can stand. */
  readonly codes: readonly string[];
}
/**
 * Every field of a schema by the path that a conflict gives it, without ids of list elements. What may be absent, or is an
 * element of a list, is compared as a whole where only one side has it: it stands there besides its parts.
 */
function leavesOf(schema: unknown, path = ''): Leaf[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return [{ path, codes: [] }, ...leavesOf(schema.unwrap(), path)];
  if (schema instanceof z.ZodArray) return [{ path, codes: [] }, ...leavesOf(schema.element, path)];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
  return [{ path, codes: schema instanceof z.ZodEnum ? schema.options.map(String) : [] }];
}
/** What is no word of Chinese is a code. */
const isCode = (value: string) => /^[\w.-]+$/.test(value);

describe.each(worked.map((collection) => [collectionTitles[collection.collection], collection] as const))(
  '%s',
  (_title, collection) => {
    // Some records stand on another page for those who keep them.
    beforeEach(() => void setActivePinia(createPinia()));
    beforeEach(() => installFakeCore({ inspections: { get: () => ({ ok: false, reason: 'notFound' }) } }));

    it('a record is reached from anywhere, each by its id', () => {
      const router = createRouter({ history: createMemoryHistory(), routes });
      const [one, other] = ['R1', 'R2'].map((id) => router.resolve(recordsIn(collection).location(id)));
      expect(one?.matched).toHaveLength(1);
      expect(one?.fullPath).not.toBe(other?.fullPath);
    });

    it.each(Object.keys(collection.operationNames))(
      '%s: what it changes has a label and is read in words',
      async (kind) => {
        const sample = operations[kind];
        if (!sample) throw new Error(`no sample of ${kind} in support/operations.ts`);
        const { before, payload } = sample;
        const operation = { id: 'O1', kind, payload, actor, time };
        const done =
          before === null
            ? collection.creation?.make('R1', operation, today)
            : collection.replay(before, operation, today);
        if (!done?.ok || !isRecord(done.record)) throw new Error(`refused: ${JSON.stringify(done)}`);
        const from = isRecord(before) ? before : {};
        const changed = Object.entries(done.record).filter(
          ([key, value]) => key !== 'id' && JSON.stringify(from[key] ?? null) !== JSON.stringify(value),
        );
        expect(changed).not.toHaveLength(0);
        expect(Object.keys(recordsIn(collection).parts)).toEqual(expect.arrayContaining(changed.map(([key]) => key)));
        const words = await wordsOf(collection, before, done.record);
        for (const [key, value] of changed) expect(valueWords(key, value, words.wordsOf), key).not.toMatch(/[a-z]{3}/i);
      },
    );

    it('parts have the label that the core gives them', () => {
      for (const [part, label] of Object.entries(recordsIn(collection).parts))
        expect([label, null], part).toContain(labelOf(part, collection.fieldLabels));
    });

    it('no field that versions are compared in stands under its name in the code', () => {
      const following = new Set(collection.followingFields);
      const bare = leavesOf(collection.schema)
        .filter(({ path }) => path !== 'id' && !following.has(path))
        .filter(({ path }) => labelOf(path, collection.fieldLabels) === null);
      expect(bare.map(({ path }) => path)).toEqual([]);
    });

    it('no code stands for itself, by its whole path', async () => {
      const words = await wordsOf(collection, null, null);
      const bare = leavesOf(collection.schema).flatMap(({ path, codes }) =>
        codes.filter((code) => isCode(code) && words.wordsOf(path, code) === null).map((code) => `${path}: ${code}`),
      );
      expect(bare).toEqual([]);
    });
  },
);
