import { describe, expect, test } from 'vitest';
import { drawnColumns, noColumnChoices } from '#app/lists/list-columns.ts';
import { feature } from '#app/features/inspections/feature.ts';
import { inspectionRoutes, resultLocation } from '#app/features/inspections/links.ts';
import { mostPrinted, paperChoices, printableBy } from '#app/features/inspections/paper.ts';
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

describe('columns', () => {
  test.each(Object.entries(subjectViews))('of %s: name and button stay, more can be shown', (_view, { columns }) => {
    const keys = drawnColumns(columns, noColumnChoices(), false).map(({ key }) => key);
    expect(keys[0]).toBe('name');
    expect(keys.at(-1)).toBe('action');
    const shown = (value: boolean) => Object.fromEntries(columns.map(({ key }) => [key, value]));
    const hidden = { ...noColumnChoices(), shown: shown(false) };
    expect(drawnColumns(columns, hidden, false).map(({ key }) => key)).toEqual(['name', 'action']);
    const all = { ...noColumnChoices(), shown: shown(true) };
    expect(drawnColumns(columns, all, false).length).toBeGreaterThan(keys.length);
  });
  test('beside the drawer stands nothing that is not shown otherwise', () => {
    const { columns } = subjectViews.query;
    const compact = drawnColumns(columns, noColumnChoices(), true).map(({ key }) => key);
    expect(compact).toEqual(['name', 'outcome', 'stage']);
  });
});

test('录入 that is opened from 我的抽查任务 stays there in the navigation, as the next one does', () => {
  const moduleOf = (name: unknown) => feature.routes.find((route) => route.name === name)?.meta?.module;
  const nameOf = (from?: string) => (resultLocation('ZT-1', from) as { name: string }).name;
  expect(moduleOf(nameOf(inspectionRoutes.tasks))).toBe(inspectionRoutes.tasks);
  expect(moduleOf(nameOf(inspectionRoutes.subjects))).toBe(inspectionRoutes.entry);
  expect(moduleOf(nameOf())).toBe(inspectionRoutes.entry);
});
