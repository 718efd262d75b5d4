import { describe, expect, test } from 'vitest';
import { noticeListSchemas } from '#shared/domains/notices/list-schemas.ts';
import { readKept } from '#app/app/read-kept.ts';
import { readSavedViews, readView, withView } from '#app/lists/saved-views.ts';

const readers = {
  filter: readKept(noticeListSchemas.filter),
  sort: readKept(noticeListSchemas.sort),
  tabs: ['received', 'all'],
};
const sort = { by: 'urgent', direction: 'ascending' } as const;
const view = { name: '餐饮', filter: { name: '饭店', statuses: ['received'] }, sort, tab: 'received' };

describe('a saved view', () => {
  test('means what it meant when it was saved', () => {
    expect(readView(view, readers)).toEqual({ filter: view.filter, sort, tab: 'received' });
  });
  test.each([
    ['a condition that is no more', { ...view, filter: { ...view.filter, street: '城南' } }],
    ['a value that is no more', { ...view, filter: { statuses: ['lost'] } }],
    ['an order that is no more', { ...view, sort: { by: 'beauty', direction: 'ascending' } }],
    ['a tab that is no more', { ...view, tab: 'gone' }],
  ])('with %s is not called, rather than with less', (_what, broken) => {
    expect(readView(broken, readers)).toBeNull();
  });
});
test('what was kept by something else is no view', () => {
  expect(readSavedViews({ views: [] })).toBeNull();
  expect(readSavedViews([view, null, { name: 1, filter: {} }, { name: '没有条件' }])).toEqual([view]);
});
test('a view of the same name is replaced where it stands; what the core would not keep is refused', () => {
  const other = { ...view, name: '其他' };
  expect(withView([view, other], { ...view, filter: {} })).toEqual([{ ...view, filter: {} }, other]);
  expect(withView([view], { ...view, name: '很大', filter: { name: '长'.repeat(18_000) } })).toBeNull();
});
