/** What a new domain could forget without a word from the compiler: every collection, every operation, asked for here by name. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract.ts';
import { collectionNames, collectionTitles, eventTopics } from '#shared/domains/collections.ts';
import { collections as platformCollections } from '#platform/collections.ts';
import { collections, countRecords, domains, papers, sheets } from '#core/domains.ts';
import { outboxColumns } from '#core/exports/outbox-workbook.ts';
import type { OutboxSheet } from '#shared/contract/exports.ts';
import { ofKind } from '#core/exports/sheet.ts';
import { dayOf } from '#core/records/day.ts';
import { countDaysAgain, tellDayCounters } from '#core/settings/days.ts';
import { insertEntry } from '#core/sync/outbox/entries.ts';
import { openTestWorkspace, type TestWorkspace } from '../../integration/core/support.ts';

let workspace: TestWorkspace;
beforeEach(() => void (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

describe('every collection', () => {
  it('is handed over by one domain, with a title and a topic', () => {
    expect(collections.map(({ collection }) => collection).toSorted()).toEqual(collectionNames.toSorted());
    for (const name of collectionNames) {
      expect(collectionTitles[name], name).toMatch(/\p{Script=Han}/u);
      expect(eventTopics, name).toContain(name);
    }
  });

  it('has a place of its own in the first download', () => {
    const places = collections.map(({ priority }) => priority);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is kept by the demo platform under the same name, with the same operations', () => {
    expect(platformCollections.map(({ name }) => name).toSorted()).toEqual(collectionNames.toSorted());
    for (const { collection, operationNames, creation } of collections) {
      const kept = platformCollections.find(({ name }) => name === collection);
      for (const kind of Object.keys(operationNames)) expect(kept?.knows(kind), kind).toBe(true);
      expect(kept?.create === undefined, collection).toBe(creation === undefined);
    }
  });

  it('can be counted in an empty database', () => {
    for (const { collection, count } of collections) expect(count(workspace.database), collection).toBe(0);
    expect(Object.keys(countRecords(workspace.database))).toEqual(
      collections.filter(({ hasOpenView }) => hasOpenView).map(({ collection }) => collection),
    );
  });
});

describe('every operation', () => {
  const kinds = collections.flatMap(({ collection, operationNames }) =>
    Object.keys(operationNames).map((kind) => ({ collection, kind })),
  );

  it('is called after its collection, by which the platform finds it', () => {
    for (const { collection, kind } of kinds) expect(kind.split('.')[0]).toBe(collection);
  });

  it('can come into conflict: its collection has labels of fields to decide on', () => {
    for (const { collection, operationNames, fieldLabels } of collections)
      if (Object.keys(operationNames).length > 0)
        expect(Object.keys(fieldLabels).length, collection).toBeGreaterThan(0);
  });

  it('has its Chinese name in 报送情况清单', () => {
    for (const [index, { collection, kind }] of kinds.entries())
      insertEntry(workspace.database, {
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        collection,
        recordId: 'R1',
        recordTitle: '记录',
        kind,
        payload: {},
        actor: workspace.actor,
        time: workspace.correctedNow(),
        deviceEpoch: 1,
        replaces: null,
      });
    const request: OutboxSheet = { kind: 'outbox', states: ['queued'] };
    const maker = { department: '', person: '', now: workspace.correctedNow() };
    const content = ofKind(sheets, request).content(workspace.database, request, dayOf(workspace), maker);
    const rows = 'rows' in content ? content.rows : [];
    const at = outboxColumns.findIndex(({ title }) => title === '操作');
    const names = [...rows].map((row) => row[at]);
    expect(names).toHaveLength(kinds.length);
    for (const name of names) expect(name).toMatch(/^\p{Script=Han}+$/u);
  });
});

describe('every request of the contract', () => {
  /** The literals of a schema's discriminator. */
  const kindsOf = (schema: unknown): string[] =>
    (schema as { options: { shape: { kind: { value: string } } }[] }).options.map(({ shape }) => shape.kind.value);

  it('finds who makes the file', () => {
    const asked = (name: 'start' | 'print') => kindsOf(contract.exports[name]['~orpc'].inputSchema).toSorted();
    expect(asked('start')).toEqual(Object.keys(sheets).toSorted());
    expect(asked('print')).toEqual(Object.keys(papers).toSorted());
  });
});

describe('after a change of the calendar', () => {
  it('whoever stores counted days counts them again, and the screens of all who count days are told', () => {
    countDaysAgain(workspace, domains);
    // First of all the workspace reads the calendar again.
    expect(workspace.topics).toEqual(['settings']);
    tellDayCounters(workspace, domains);
    expect(workspace.topics).toEqual(['settings', 'notices', 'inspectionSubjects']);
    for (const { calendarChanged, countsDays } of domains)
      if (calendarChanged) expect(countsDays?.length).toBeGreaterThan(0);
  });
});
