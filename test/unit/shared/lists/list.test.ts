import { expect, it } from 'vitest';
import { planList, subjectList } from '#shared/domains/inspections/lists.ts';
import { inspectorList } from '#shared/domains/inspectors/lists.ts';
import { noticeList } from '#shared/domains/notices/lists.ts';
import { pagesOf, sortOf, sortWords } from '#shared/lists/list.ts';

it('tells an order in words', () => {
  expect(sortWords(noticeList, { by: 'receivedAt', direction: 'descending' })).toBe('按接收时间降序');
  expect(sortWords(planList, { by: 'endsOn', direction: 'ascending' })).toBe('按截止日期升序');
});

it('takes the usual order of the page where none is asked for', () => {
  expect(sortOf(subjectList, 'mine', undefined)).toEqual({ by: 'planTo', direction: 'ascending' });
  expect(sortOf(subjectList, 'query', undefined)).toEqual({ by: 'planTo', direction: 'descending' });
  const byName = { by: 'enterpriseName', direction: 'ascending' } as const;
  expect(sortOf(subjectList, 'query', byName)).toBe(byName);
});

it('has an order for every page among the orders of its list, and a name of its own', () => {
  const lists = [noticeList, subjectList, planList, inspectorList];
  for (const list of lists)
    for (const page of pagesOf(list)) {
      const pages: Readonly<Record<string, { sort: { by: string } } | undefined>> = list.pages;
      expect(Object.keys(list.orders), page).toContain(pages[page]?.sort.by);
    }
  expect(new Set(lists.map(({ name }) => name)).size).toBe(lists.length);
});
