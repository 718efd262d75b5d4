import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { features, navigation, numberTopics, recordsOf, workbenchLocation } from '#app/app/features.ts';
import { routes } from '#app/app/router.ts';
import { domainLinks, type WorkbenchLink } from '#shared/contract.ts';

const folders = readdirSync(join(import.meta.dirname, '../../../../src-renderer/features'));
const router = createRouter({ history: createMemoryHistory(), routes });

it('are all folders of features', () => expect(features).toHaveLength(folders.length));

it('lead the navigation to pages of theirs', () => {
  const entries = navigation.flatMap((group) => group.entries);
  for (const { route, title } of entries) expect(router.resolve({ name: route }).meta.title).toBe(title);
  expect(new Set(entries.map(({ route }) => route)).size).toBe(entries.length);
});

it('have a place for every number of the 工作台', () => {
  const links = ['outbox', 'conflict', 'record', 'drafts', ...domainLinks.map((schema) => schema.shape.to.value)];
  for (const to of links) {
    const link = {
      to,
      page: 'query',
      filter: {},
      states: [],
      collection: 'notices',
      recordId: 'R1',
    } as unknown as WorkbenchLink;
    expect(router.resolve(workbenchLocation(link)).matched, to).toHaveLength(1);
  }
});

it('refresh their counts with whatever collection they show, and leave one that nobody shows alone', () => {
  expect(numberTopics).toEqual(
    expect.arrayContaining(['notices', 'inspectionSubjects', 'inspectionPlans', 'inspectors', 'outbox']),
  );
  expect(recordsOf('staff')).toBeNull();
  expect(recordsOf('ofANewerClient')).toBeNull();
});
