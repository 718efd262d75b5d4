import { describe, expect, test } from 'vitest';
import type { List } from '#shared/lists/list.ts';
import { planListSchemas, subjectListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import { planList, subjectList } from '#shared/domains/inspections/lists.ts';
import { inspectorListSchemas } from '#shared/domains/inspectors/list-schemas.ts';
import { inspectorList } from '#shared/domains/inspectors/lists.ts';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import { noticeList } from '#shared/domains/notices/lists.ts';
import { readKept } from '#app/app/read-kept.ts';
import { planScreen } from '#app/features/inspections/plan-list.ts';
import { subjectViews } from '#app/features/inspections/subject-pages.ts';
import { inspectorScreen, keepingScreen } from '#app/features/inspectors/inspector-list.ts';
import { noticeScreens } from '#app/features/notices/pages.ts';
import { chipsOf } from '#app/lists/filter-chips.ts';
import { fieldsOn, type ListScreen } from '#app/lists/list-screen.ts';

type AnyScreen = ListScreen<List>;
/** The types of all lists at once, without the names of each. */
const screensOf = (screens: object) => Object.values(screens) as unknown as AnyScreen[];
const lists: { list: List; sort: Parameters<typeof readKept>[0]; screens: AnyScreen[] }[] = [
  { list: noticeList, sort: noticeListSchemas.sort, screens: screensOf(noticeScreens) },
  { list: subjectList, sort: subjectListSchemas.sort, screens: screensOf(subjectViews) },
  { list: planList, sort: planListSchemas.sort, screens: screensOf({ planScreen }) },
  { list: inspectorList, sort: inspectorListSchemas.sort, screens: screensOf({ inspectorScreen, keepingScreen }) },
];
const everyScreen = lists.flatMap(({ list, sort, screens }) =>
  screens.map((screen) => ({ memory: screen.memory, list, sort, screen })),
);

describe.each(lists)('the list $list.name', ({ list, screens }) => {
  test('has a control for every condition that no link brings, on some page', () => {
    const asked = new Set(screens.flatMap(({ daily, more = [] }) => [...daily, ...more]));
    const all = Object.entries(list.fields).flatMap(([name, { kind }]) => (kind === 'linked' ? [] : [name]));
    expect([...asked].sort()).toEqual(all.sort());
  });
});

describe.each(everyScreen)('$memory', ({ list, sort, screen }) => {
  test('asks for each condition once, first for one that is typed', () => {
    const asked = [...screen.daily, ...(screen.more ?? [])];
    expect(new Set(asked).size).toBe(asked.length);
    expect(list.fields[asked[0] ?? '']?.kind).toBe('words');
  });
  test('sorts by headings as the core does, and leads back to its usual order', () => {
    const offered = screen.columns.flatMap((column) => column.sort ?? []);
    for (const by of offered) expect(readKept(sort)({ by, direction: 'descending' })).not.toBeNull();
    // 主体名单确认 is short and stands in one order.
    if (screen.memory !== 'inspections.confirm') expect(offered).toContain(list.pages[screen.page]?.sort.by);
  });
});

test('each list is remembered by itself', () => {
  const memories = everyScreen.map(({ memory }) => memory);
  expect(new Set(memories).size).toBe(memories.length);
});

test('on 主体名单确认 the stages are told as the manual does, in the control and in the chip', () => {
  const fields = fieldsOn(subjectList.fields, subjectViews.confirm.looks);
  const [chip] = chipsOf(fields, { stages: ['waiting', 'entered'] }, (_list, code) => code);
  expect(chip?.label).toBe('确认状态：确认检查、待复核');
  expect(subjectList.fields.stages).toMatchObject({ label: '状态', names: { waiting: '待录入' } });
});
