/** One search over several domains at once. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { domains } from '#core/domains.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { searchAll } from '#core/search/search.ts';
import { contract } from '#shared/contract.ts';
import { makePlan, makeSubject } from '../inspections/fixtures.ts';
import { makeEnterprise, makeNotice, ownDepartment, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, type TestWorkspace } from '../support.ts';

let workspace: TestWorkspace;
const code = '91431299MA100777X3';
const stored = <Data extends { readonly id: string }>(data: Data) => ({ id: data.id, revision: 1, data });

beforeEach(() => {
  workspace = openTestWorkspace({ department: ownDepartment });
  const random = randomNumbers(5);
  const named = { enterpriseName: '青溪县栀白照相馆', creditCode: code };
  noticesCollection.write(
    workspace,
    Array.from({ length: 9 }, (_, index) => stored(makeNotice(index, random, { ...named, id: `N${index}` }))),
  );
  subjectsCollection.write(workspace, [stored(makeSubject(1, { ...named, id: 'S1' }))]);
  plansCollection.write(workspace, [stored(makePlan({ id: 'FA1', name: '照相行业抽查' }))]);
  enterprisesCollection.write(workspace, [
    stored(makeEnterprise(1, random, { id: 'E1', name: named.enterpriseName, creditCode: code })),
  ]);
});
afterEach(() => workspace.close());

const find = (text: string, signal?: AbortSignal) => searchAll(workspace, domains, text, 5, signal);
const found = async (text: string) =>
  Object.fromEntries((await find(text)).map(({ key, hits }) => [key, hits.map(({ recordId }) => recordId)]));

it.each(['照相', 'zbzx', code.toLowerCase(), '  栀白 '])(
  'finds notices, subjects and the enterprise by 「%s」',
  async (text) => {
    const groups = await found(text);
    expect(groups['notices']).toHaveLength(5);
    expect(groups['inspectionSubjects']).toEqual(['S1']);
    expect(groups['enterprises']).toEqual(['E1']);
  },
);

it('says that there are more, and where all of them stand', async () => {
  const notices = (await find('照相')).find(({ key }) => key === 'notices');
  expect(notices).toMatchObject({ more: true, link: { to: 'notices', page: 'query', filter: { name: '照相' } } });
  expect(notices?.hits[0]?.link).toMatchObject({ open: notices?.hits[0]?.recordId });
});

it('finds plans, leads nowhere that does not exist: an enterprise tells its facts in place', async () => {
  const groups = await find('照相');
  expect(groups.map(({ key }) => key)).toEqual(['notices', 'inspectionSubjects', 'inspectionPlans', 'enterprises']);
  for (const { hits } of groups)
    for (const { link, facts } of hits) expect(link !== null || facts.length > 0).toBe(true);
  const { outputSchema } = contract.search.find['~orpc'] as { outputSchema: { parse(value: unknown): unknown } };
  expect(() => outputSchema.parse({ groups })).not.toThrow();
});

it('finds people of the 名录, those who were revoked left out', async () => {
  const person = (id: string, name: string, revoked: boolean) =>
    workspace.database
      .prepare(
        `INSERT INTO inspector (id, revision, account, name, certificate_number, certificate_to, revoked, data)
         VALUES (?, 1, ?, ?, 'ZF1', '', ?, ?)`,
      )
      .run(
        id,
        id,
        name,
        revoked ? 1 : 0,
        JSON.stringify({ id, name, certificateNumber: 'ZF1', unit: '', revoked, department: ownDepartment }),
      );
  person('P1', '栀晓禾', false);
  person('P2', '栀晓禾', true);
  expect((await found('栀晓'))['inspectors']).toEqual(['P1']);
  expect((await found('zxh'))['inspectors']).toEqual(['P1']);
  expect(inspectorsCollection.read(workspace.database, 'P2')).not.toBeNull();
});

it('one character or signs alone find nothing', async () => {
  for (const text of ['照', '%', '（）', '  ', "'--"]) expect(await find(text), text).toEqual([]);
});

it('gives a question up when the next one comes', async () => {
  const asked = new AbortController();
  const answer = find('照相', asked.signal);
  asked.abort();
  expect(await answer).toEqual([]);
});
