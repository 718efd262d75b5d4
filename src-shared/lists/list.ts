/** A list as every root sees it: its conditions, its pages, its orders. No schema here; `schema.ts` makes the schemas. */
import type { Fields, FilterOf } from './fields.ts';

export interface Sort<Order extends string = string> {
  readonly by: Order;
  readonly direction: 'ascending' | 'descending';
}

export interface ListPage<Order extends string = string> {
  /** Name of the page, on the screen and in the head of its sheet. */
  readonly title: string;
  /** The order where none is asked for. */
  readonly sort: Sort<Order>;
}

export interface List<All extends Fields = Fields, Page extends string = string, Order extends string = string> {
  /** Names the list among all lists: of a link, of what is remembered. */
  readonly name: string;
  readonly fields: All;
  readonly pages: Readonly<Record<Page, ListPage<Order>>>;
  /** Names of the orders, as the head of a sheet tells them. */
  readonly orders: Readonly<Record<Order, string>>;
}

export type FilterOfList<One extends List> = FilterOf<One['fields']>;
export type PageOfList<One extends List> = keyof One['pages'] & string;
export type SortOfList<One extends List> = Sort<keyof One['orders'] & string>;

/** Keeps the names of pages and orders as types. */
export const listOf = <const All extends Fields, const Page extends string, const Order extends string>(
  list: Omit<List<All, Page, Order>, 'pages'> & { readonly pages: Readonly<Record<Page, ListPage<NoInfer<Order>>>> },
): List<All, Page, Order> => list;

/** The pages of a list, in their order. */
export const pagesOf = <One extends List>(list: One): PageOfList<One>[] => Object.keys(list.pages);

/** The order asked for, or the usual one of the page. */
export const sortOf = <Page extends string, Order extends string>(
  { pages }: Pick<List<Fields, Page, Order>, 'pages'>,
  page: NoInfer<Page>,
  asked: Sort<NoInfer<Order>> | undefined,
): Sort<Order> => asked ?? pages[page].sort;

/** 「按接收时间降序」 */
export const sortWords = <One extends List>({ orders }: One, { by, direction }: SortOfList<One>): string =>
  `按${orders[by] ?? by}${direction === 'ascending' ? '升序' : '降序'}`;

export const ascending = <const Order extends string>(by: Order): Sort<Order> => ({ by, direction: 'ascending' });
export const descending = <const Order extends string>(by: Order): Sort<Order> => ({ by, direction: 'descending' });
