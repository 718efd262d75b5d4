import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import BatchButtons from '#app/lists/BatchButtons.vue';

interface Row {
  readonly id: string;
  readonly stage: 'pending' | 'pool';
}
const rows: Row[] = [
  { id: 'a', stage: 'pending' },
  { id: 'b', stage: 'pool' },
  { id: 'c', stage: 'pending' },
];
const done: string[][] = [];
const offers = [
  { name: '批量认领', fits: (row: Row) => row.stage === 'pool', run: (ids: string[]) => done.push(ids) },
  { name: '批量接收', fits: (row: Row) => row.stage === 'pending', run: (ids: string[]) => done.push(ids) },
  { name: '批量回退', fits: () => true, run: () => undefined, second: true },
];
const buttons = (ticked: Row[], busy = false) =>
  mount(BatchButtons<Row>, {
    props: { offers, ticked: new Map(ticked.map((row) => [row.id, row])), unit: '条', busy },
  }).findAll('button');

test('is offered where it fits some of the ticked rows, and says how many where not all', async () => {
  const shown = buttons(rows);
  expect(shown.map((button) => button.text())).toEqual(['批量认领（1 条）', '批量接收（2 条）', '批量回退']);
  await shown[1]!.trigger('click');
  expect(done).toEqual([['a', 'c']]);
  expect(buttons([rows[0]!]).map((button) => button.text())).toEqual(['批量接收', '批量回退']);
});

test('the first that fits stands out, unless it is never what one would do first', () => {
  const primary = (ticked: Row[]) => buttons(ticked).map((button) => button.classes().includes('el-button--primary'));
  expect(primary(rows)).toEqual([true, false, false]);
  const onlyReturn = mount(BatchButtons<Row>, {
    props: { offers: offers.slice(2), ticked: new Map([['a', rows[0]!]]), unit: '条', busy: false },
  });
  expect(onlyReturn.find('button').classes()).not.toContain('el-button--primary');
  expect(buttons(rows, true).every((button) => button.attributes('disabled') !== undefined)).toBe(true);
});
