import { describe, expect, test } from 'vitest';
import type { List } from '#shared/lists/list.ts';
import { planListSchemas, subjectListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import { planList, subjectList } from '#shared/domains/inspections/lists.ts';
import { inspectorListSchemas } from '#shared/domains/inspectors/list-schemas.ts';
import { inspectorList } from '#shared/domains/inspectors/lists.ts';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import { noticeList } from '#shared/domains/notices/lists.ts';
import { readKept } from '#app/app/read-kept.ts';
import { planView } from '#app/features/inspections/plan-list.ts';
import { subjectViews } from '#app/features/inspections/subject-pages.ts';
import { inspectorView } from '#app/features/inspectors/inspector-list.ts';
import { noticeViews } from '#app/features/notices/pages.ts';
import { chipsOf } from '#app/lists/filter-chips.ts';
import { fieldsOn, type ListView } from '#app/lists/list-view.ts';

type AnyView = ListView<List>;
/** The types of all lists at once, without the names of each. */
const viewsOf = (views: object) => Object.values(views) as unknown as AnyView[];
const lists: { list: List; sort: Parameters<typeof readKept>[0]; views: AnyView[] }[] = [
  { list: noticeList, sort: noticeListSchemas.sort, views: viewsOf(noticeViews) },
  { list: subjectList, sort: subjectListSchemas.sort, views: viewsOf(subjectViews) },
  { list: planList, sort: planListSchemas.sort, views: viewsOf({ planView }) },
  { list: inspectorList, sort: inspectorListSchemas.sort, views: viewsOf({ inspectorView }) },
];
const everyView = lists.flatMap(({ list, sort, views }) =>
  views.map((view) => ({ memory: view.memory, list, sort, view })),
);

describe.each(lists)('the list $list.name', ({ list, views }) => {
  test('has a control for every condition that no link brings, on some page', () => {
    const asked = new Set(views.flatMap(({ daily, more = [] }) => [...daily, ...more]));
    const all = Object.entries(list.fields).flatMap(([name, { kind }]) => (kind === 'linked' ? [] : [name]));
    expect([...asked].sort()).toEqual(all.sort());
  });
});

describe.each(everyView)('$memory', ({ list, sort, view }) => {
  test('asks for each condition once, first for one that is typed', () => {
    const asked = [...view.daily, ...(view.more ?? [])];
    expect(new Set(asked).size).toBe(asked.length);
    expect(list.fields[asked[0] ?? '']?.kind).toBe('words');
  });
  test('sorts by headings as the core does, and leads back to its usual order', () => {
    const offered = view.columns.flatMap((column) => column.sort ?? []);
    for (const by of offered) expect(readKept(sort)({ by, direction: 'descending' })).not.toBeNull();
    // 主体名单确认 is short and stands in one order.
    if (view.memory !== 'inspections.confirm') expect(offered).toContain(list.pages[view.page]?.sort.by);
  });
});

test('each list is remembered by itself', () => {
  const memories = everyView.map(({ memory }) => memory);
  expect(new Set(memories).size).toBe(memories.length);
});

test('on 主体名单确认 the stages are told as the manual does, in the control and in the chip', () => {
  const fields = fieldsOn(subjectList.fields, subjectViews.confirm.looks);
  const [chip] = chipsOf(fields, { stages: ['waiting', 'entered'] }, (_list, code) => code);
  expect(chip?.label).toBe('确认状态：确认检查、待复核');
  expect(subjectList.fields.stages).toMatchObject({ label: '状态', names: { waiting: '待录入' } });
});
