import { describe, expect, test } from 'vitest';
import { drawnColumns, type ListColumn, noColumnChoices } from '#app/lists/list-columns.ts';
import { mostPrinted, paperChoices, printableBy } from '#app/features/inspections/paper.ts';
import {
  askedOf,
  inspectorChips,
  inspectorColumns,
  readInspectorFilter,
} from '#app/features/inspectors/inspector-list.ts';
import { planChips, planColumns, readPlanFilter } from '#app/features/inspections/plan-list.ts';
import { sheetRequest } from '#app/features/inspections/sheets.ts';
import { newestFirst, readPlanSort, readSubjectSort, usualPlanSort } from '#app/features/inspections/sorts.ts';
import { readInspectorSort, usualInspectorSort } from '#app/features/inspectors/sorts.ts';
import { subjectViews } from '#app/features/inspections/subject-pages.ts';
import { printRequestSchema } from '#shared/domains/inspections/requests.ts';

describe('打印', () => {
  const subjects = [
    { id: 'a', entered: true },
    { id: 'b', entered: false },
  ];
  test('blank forms are made of all, completed ones of those that have a result', () => {
    const of = Object.fromEntries(paperChoices.map((choice) => [choice.key, printableBy(choice, subjects)]));
    expect(of).toEqual({
      'record-blank': ['a', 'b'],
      record: ['a'],
      'special-blank': ['a', 'b'],
      special: ['a'],
      notice: ['a', 'b'],
    });
  });
  test('offers no more than the core takes', () => {
    const ask = (count: number) =>
      printRequestSchema.safeParse({
        kind: 'inspectionForms',
        ids: Array.from({ length: count }, String),
        form: 'record',
        blank: true,
      }).success;
    expect([ask(mostPrinted), ask(mostPrinted + 1)]).toEqual([true, false]);
  });
});

describe('导出 Excel', () => {
  test('asks for exactly what the list shows: the page, its filter and its order, on 复核 only what waits', () => {
    const filter = { planName: '食品' };
    const sort = { by: 'enterpriseName', direction: 'ascending' } as const;
    expect(sheetRequest('tasks', 'mine', filter, sort)).toEqual({
      kind: 'inspectionTasks',
      page: 'mine',
      filter,
      sort,
    });
    expect(sheetRequest('results', 'review', filter, sort)).toEqual({
      kind: 'inspectionResults',
      filter: { ...filter, stages: ['entered'] },
      sort,
    });
    expect(sheetRequest('statistics', 'query', filter, sort)).toEqual({ kind: 'inspectionStatistics', filter });
  });
  test('of ticked rows only these', () => {
    expect(sheetRequest('results', 'query', {}, newestFirst, ['a'])).toMatchObject({ ids: ['a'] });
  });
});

describe('columns', () => {
  test.each(Object.entries(subjectViews))('of %s: name and button stay, more can be shown', (_view, { columns }) => {
    const keys = drawnColumns(columns, noColumnChoices(), false).map(({ key }) => key);
    expect(keys[0]).toBe('name');
    expect(keys.at(-1)).toBe('action');
    const hidden = { shown: Object.fromEntries(columns.map(({ key }) => [key, false])), widths: {} };
    expect(drawnColumns(columns, hidden, false).map(({ key }) => key)).toEqual(['name', 'action']);
    const all = { shown: Object.fromEntries(columns.map(({ key }) => [key, true])), widths: {} };
    expect(drawnColumns(columns, all, false).length).toBeGreaterThan(keys.length);
  });
  test('beside the drawer stands nothing that is not shown otherwise', () => {
    const { columns } = subjectViews.query;
    const compact = drawnColumns(columns, noColumnChoices(), true).map(({ key }) => key);
    expect(compact).toEqual(['name', 'outcome', 'stage']);
  });
});

describe('orders', () => {
  test('of every list: the usual one is that of a heading, so that there is a way back to it', () => {
    const offered = (columns: readonly ListColumn[]) => columns.flatMap(({ sort }) => sort ?? []);
    expect(offered(planColumns)).toContain(usualPlanSort.by);
    expect(offered(inspectorColumns)).toContain(usualInspectorSort.by);
    for (const view of ['entry', 'review', 'query'] as const)
      expect(offered(subjectViews[view].columns), view).toContain(subjectViews[view].sort.by);
  });
  test('of headings are understood by the core, remembered nonsense is not', () => {
    const down = (by: string | undefined) => (by === undefined ? [] : [{ by, direction: 'descending' }]);
    const every = (columns: readonly ListColumn[]) => columns.flatMap(({ sort }) => down(sort));
    for (const { columns } of Object.values(subjectViews))
      for (const sort of every(columns)) expect(readSubjectSort(sort)).toEqual(sort);
    for (const sort of every(planColumns)) expect(readPlanSort(sort)).toEqual(sort);
    for (const sort of every(inspectorColumns)) expect(readInspectorSort(sort)).toEqual(sort);
    expect(readSubjectSort({ by: 'approvedOn', direction: 'descending' })).toBeNull();
  });
});

describe('remembered filters', () => {
  test('of plans and people are read back, nonsense is not used', () => {
    const plans = { name: '食品', stages: ['confirming' as const] };
    expect(readPlanFilter(plans)).toEqual(plans);
    expect(readPlanFilter({ name: 3, stages: ['never'] })).toEqual({});
    expect(readPlanFilter('old')).toBeNull();
    const people = { name: '易', types: ['行政执法'], state: 'expiring' as const };
    expect(readInspectorFilter(people)).toEqual(people);
    expect(readInspectorFilter({ state: 'listed', lines: ['无此种类'] })).toEqual({});
    expect(readInspectorFilter(null)).toBeNull();
  });
  test('each condition is a chip; 名录内 is none', () => {
    expect(planChips({ number: '00014' })).toEqual([{ key: 'number', label: '抽查编号：00014' }]);
    expect(inspectorChips({})).toEqual([]);
    expect(inspectorChips({ state: 'revoked', name: '易' }).map(({ label }) => label)).toEqual([
      '人员姓名：易',
      '名录状态：已撤销',
    ]);
  });
  test('certificates that end soon are asked for from today', () => {
    expect(askedOf({ state: 'expiring' }, '2026-11-20')).toEqual({
      revoked: false,
      certificateEndsBefore: '2027-01-19',
    });
    expect(askedOf({}, '2026-11-20')).toEqual({ revoked: false });
  });
});
