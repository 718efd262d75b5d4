import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import { lin, makeSubject, shen } from '../../../integration/core/inspections/fixtures.ts';
import { makeEnterprise, makeNotice, randomNumbers } from '../../../integration/core/notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

interface Named {
  readonly id: string;
  readonly phone: string;
}
/** What the three have alike, so that each proof is written once. */
interface Case {
  readonly name: string;
  readonly table: string;
  readonly beside: readonly string[];
  readonly collection: SyncedCollection;
  make(index: number): Named;
  renamed(data: Named, name: string): Named;
  /** A change of which an index has to learn. */
  readonly indexed: object;
}
const random = randomNumbers(8);
const cases: readonly Case[] = [
  {
    name: 'notices',
    table: 'notice',
    beside: ['notice_content'],
    collection: noticesCollection,
    make: (index) => makeNotice(index, random),
    renamed: (data, enterpriseName) => Object.assign({ ...data }, { enterpriseName }),
    indexed: { approvedOn: '2020-01-02' },
  },
  {
    name: 'subjects',
    table: 'inspection_subject',
    beside: ['inspection_subject_content', 'inspection_assignment'],
    collection: subjectsCollection,
    make: (index) => makeSubject(index),
    renamed: (data, enterpriseName) => Object.assign({ ...data }, { enterpriseName }),
    indexed: { planTo: '2031-01-02' },
  },
  {
    name: 'enterprises',
    table: 'enterprise',
    beside: [],
    collection: enterprisesCollection,
    make: (index) => makeEnterprise(index, random),
    renamed: (data, name) => Object.assign({ ...data }, { name }),
    indexed: { creditCode: '91431299MAZZZZZZZ9' },
  },
];

const all = <Row>(sql: string): Row[] => workspace.database.prepare<[], Row>(sql).all();
const rowsIn = (table: string): number => all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n;
const gramsFound = (table: string, gram: string): number =>
  all<{ n: number }>(`SELECT count(*) AS n FROM ${table}_text WHERE ${table}_text MATCH '"${gram}"'`)[0]!.n;

/** Fails whatever names an indexed column in an UPDATE, whether the value changes or not. */
function forbidIndexedColumns(table: string): number {
  const columns = new Set(
    all<{ name: string }>(`PRAGMA index_list(${table})`).flatMap(({ name }) =>
      all<{ name: string | null }>(`PRAGMA index_info(${name})`).map((column) => column.name),
    ),
  );
  const generated = all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${table})`).filter(
    (one) => one.hidden > 0,
  );
  for (const { name } of generated) columns.delete(name);
  columns.delete('key');
  workspace.database.exec(
    `CREATE TRIGGER watch BEFORE UPDATE OF ${[...columns].join(', ')} ON ${table} BEGIN SELECT raise(ABORT, 'an index'); END`,
  );
  return columns.size;
}

describe.each(cases)('a wide table of $name', ({ table, beside, collection, make, renamed, indexed }) => {
  const write = (data: Named, revision: number) => collection.write(workspace, [{ id: data.id, revision, data }]);
  const read = (id: string) => collection.read(workspace.database, id);

  it('gives back what was written, and nothing of it once it is removed', () => {
    const some = [1, 2, 3].map(make);
    collection.write(
      workspace,
      some.map((data, index) => ({ id: data.id, revision: index + 1, data })),
    );
    for (const [index, data] of some.entries())
      expect(read(data.id)).toEqual({ id: data.id, revision: index + 1, data });
    const ids = some.map(({ id }) => id).sort();
    expect(collection.ids(workspace.database, null, 2)).toEqual(ids.slice(0, 2));
    expect(collection.ids(workspace.database, ids[1]!, 2)).toEqual(ids.slice(2));
    expect(collection.revisions(workspace.database, [some[1]!.id, 'none'])).toEqual(new Map([[some[1]!.id, 2]]));
    expect(collection.count(workspace.database)).toBe(3);
    collection.remove(workspace.database, [...ids, 'none']);
    expect(read(ids[0]!)).toBeNull();
    for (const one of [table, `${table}_text`, ...beside]) expect(rowsIn(one), one).toBe(0);
  });

  it('names no indexed column where only a telephone number changed', () => {
    const data = make(1);
    write(data, 1);
    expect(forbidIndexedColumns(table)).toBeGreaterThan(1);
    write({ ...data, phone: '0745-1' }, 2);
    expect(read(data.id)).toEqual({ id: data.id, revision: 2, data: { ...data, phone: '0745-1' } });
    write({ ...data, phone: '0745-1' }, 2);
    expect(() => write({ ...data, ...indexed }, 3)).toThrow('an index');
  });

  it('writes the words of the index again only where they changed', () => {
    const data = renamed(make(1), '青溪县旧名商贸行');
    write(data, 1);
    expect(gramsFound(table, 'n旧名')).toBe(1);
    // Whether they are written again shows in what is missing.
    workspace.database.exec(`DELETE FROM ${table}_text`);
    write({ ...data, phone: '0745-1' }, 2);
    expect(gramsFound(table, 'n旧名')).toBe(0);
    write(renamed(data, '青溪县新名商贸行'), 3);
    expect([gramsFound(table, 'n新名'), gramsFound(table, 'n旧名')]).toEqual([1, 0]);
    expect(rowsIn(`${table}_text`)).toBe(1);
  });

  it('keeps the last of what one page says twice of a record', () => {
    const data = make(1);
    const later = renamed(data, '青溪县后来商贸行');
    collection.write(workspace, [
      { id: data.id, revision: 1, data },
      { id: data.id, revision: 2, data: later },
    ]);
    expect(read(data.id)).toEqual({ id: data.id, revision: 2, data: later });
    expect(gramsFound(table, 'n后来')).toBe(1);
  });
});

describe('what else is kept of a record', () => {
  it('follows it: inspectors of a subject, once each, also where a page names the subject twice', () => {
    const subject = makeSubject(1, { stage: 'waiting', inspectors: [lin] });
    const changed = { ...subject, inspectors: [shen, shen] };
    subjectsCollection.write(workspace, [
      { id: subject.id, revision: 1, data: subject },
      { id: subject.id, revision: 2, data: changed },
    ]);
    expect(all('SELECT account, open FROM inspection_assignment')).toEqual([{ account: shen.account, open: 1 }]);
  });
});
