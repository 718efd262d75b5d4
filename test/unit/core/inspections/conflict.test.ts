import { expect, it } from 'vitest';
import { subjectsCollection } from '#core/inspections/sync.ts';
import { differencesOf } from '#core/sync/conflicts/differences.ts';

it('who entered a result, when and by which 检查表 follows from what is chosen, and is asked of nobody', () => {
  const department = { code: '430999001', name: '某局' };
  const result = (account: string, at: string, handling: string) => ({
    result: { checklistVersion: account.length, handling, person: account, account, department, at },
  });
  const mine = result('lin01', '2026-03-02T02:00:00.000Z', '已改正');
  const theirs = result('zhao0002', '2026-03-02T01:00:00.000Z', '无需处理');
  const paths = differencesOf(subjectsCollection, { result: null }, mine, theirs).map(({ path }) => path);
  expect(paths).toEqual(['result.handling']);
});
