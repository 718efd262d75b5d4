/** A page of a list that changes while somebody looks at it. */
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { announce } from '#app/app/events.ts';
import { pageSize, usePagedList } from '#app/lists/use-paged-list.ts';
import { until } from '../../../support/eventually.ts';
import { installFakeCore } from '../support/fake-core.ts';

interface Row {
  readonly id: string;
}
let rows: string[] = [];
let pointed = false;
let unmount: () => void = () => undefined;
afterEach(() => unmount());

async function open(ids: string) {
  installFakeCore({});
  rows = ids.split('');
  pointed = false;
  const opened: ReturnType<typeof usePagedList<Row>>[] = [];
  const page = mount(
    defineComponent(() => {
      const list = usePagedList<Row>({
        // The cursor is the row after which the page begins.
        page: (cursor, limit) => {
          const from = cursor === null ? 0 : rows.indexOf(cursor) + 1;
          const shown = rows.slice(from, from + limit);
          const next = from + limit < rows.length ? (shown.at(-1) ?? null) : null;
          return Promise.resolve({ rows: shown.map((id) => ({ id })), nextCursor: next });
        },
        count: () => Promise.resolve({ value: rows.length, capped: false }),
        restartOn: [],
        topics: ['notices'],
        ready: Promise.resolve(),
        pointed: () => pointed,
      });
      opened.push(list);
      return () => h('div');
    }),
  );
  unmount = () => page.unmount();
  await flushPromises();
  const [list] = opened;
  if (!list) throw new Error('no list');
  return list;
}
/** Something changed elsewhere; all that follows from it has happened when this returns. */
async function news(): Promise<void> {
  announce(['notices']);
  await until(() => quiet());
  await flushPromises();
}
let quiet: () => boolean = () => true;
const ids = (list: { rows: { value: readonly Row[] } }) => list.rows.value.map(({ id }) => id).join('');

it('a row that came new waits until it is asked for, and the count tells it at once', async () => {
  const list = await open('ABC');
  quiet = () => list.waiting.value > 0;
  rows = 'XABC'.split('');
  await news();
  expect([ids(list), list.waiting.value, list.count.value?.value]).toEqual(['ABC', 1, 4]);
  await list.showWaiting();
  expect([ids(list), list.waiting.value]).toEqual(['XABC', 0]);
});

it('the first rows of an empty list are shown at once', async () => {
  const list = await open('');
  quiet = () => list.rows.value.length > 0;
  rows = 'XY'.split('');
  await news();
  expect([ids(list), list.waiting.value]).toEqual(['XY', 0]);
});

it('after a command of the page its row goes, and what came new meanwhile still waits', async () => {
  const list = await open('ABC');
  pointed = true;
  rows = 'XBC'.split('');
  await list.refresh();
  expect([ids(list), list.waiting.value]).toEqual(['BC', 1]);
});

it('what left the list stays while somebody points at the rows, and goes once nobody does', async () => {
  const list = await open('ABC');
  quiet = () => list.count.value?.value === 2;
  pointed = true;
  rows = 'AC'.split('');
  await news();
  expect(ids(list)).toBe('ABC');
  pointed = false;
  await list.pointedAway();
  expect(ids(list)).toBe('AC');
});

it('a full page keeps all its rows when others are put before them, and the next page follows them', async () => {
  const all = Array.from({ length: pageSize + 10 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
  const list = await open(all);
  const shown = ids(list);
  quiet = () => list.waiting.value > 0;
  rows = ['甲', '乙', ...rows];
  await news();
  expect([ids(list), list.waiting.value]).toEqual([shown, 2]);
  await list.next();
  expect(ids(list)).toBe(all.slice(pageSize));
});
