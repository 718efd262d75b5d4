/** A list whose definition forgets something does not compile: `vue-tsc` reads this file, too. */
import { expect, it } from 'vitest';
import { among, text, within } from '#core/records/conditions.ts';
import { askedOf, type ListSpec } from '#core/records/list-spec.ts';
import { holding, type ShortList, sharing } from '#core/records/short-list.ts';
import { choice, type FilterOf, period, words } from '#shared/lists/fields.ts';
import { ascending, listOf } from '#shared/lists/list.ts';
import { chinaCalendar } from '../../../integration/core/support.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';

const fields = {
  name: words('名称'),
  kinds: choice('类型', { enterprise: '企业', individual: '个体' }),
  on: period('日期'),
};
const things = listOf({
  name: 'things',
  fields,
  pages: { all: { title: '全部', sort: ascending('on') } },
  orders: { on: '日期' },
});
type Things = typeof things;

const spec: Omit<ListSpec<Things>, 'where'> = {
  list: things,
  table: 'thing',
  text: 'thing_text',
  orders: { on: ['on_day'] },
  way: () => ({ from: 'thing n INDEXED BY thing_on', branches: [[]], parts: '1' }),
};
const name = text('name', 'name');
const on = within('on_day', { name: 'thing_on' });

const whole: ListSpec<Things> = { ...spec, where: { name, kinds: among('kind'), on } };
// @ts-expect-error a condition without a line
const forgotten: ListSpec<Things> = { ...spec, where: { name, kinds: among('kind') } };
// @ts-expect-error a line for a condition that the list does not have
const unknown: ListSpec<Things> = { ...spec, where: { name, kinds: among('kind'), on, until: on } };
// @ts-expect-error a period is no list of values
const mistaken: ListSpec<Things> = { ...spec, where: { name, kinds: among('kind'), on: among('on_day') } };
// @ts-expect-error not one of the values
const misspelt: FilterOf<typeof fields> = { kinds: ['enterprize'] };
// @ts-expect-error an order without columns
const unordered: ListSpec<Things> = { ...whole, orders: {} };

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}
const short: Omit<ShortList<Things, Thing>, 'where'> = { list: things, places: { on: () => [] } };
const texts = { name: holding((thing: Thing) => thing.name), kinds: sharing((thing: Thing) => [thing.kind]) };
// @ts-expect-error a condition without a line
const forgottenShort: ShortList<Things, Thing> = { ...short, where: texts };

it('leaves out what a filter does not ask for', () => {
  const view = {
    now: '2026-03-02T01:00:00.000Z',
    today: '2026-03-02',
    calendar: chinaCalendar,
    thresholds: defaultLampThresholds,
    account: 'lin01',
    department: '431299001',
  };
  const asked = askedOf(whole, { page: 'all', filter: { kinds: ['individual'], on: {} } }, view);
  expect(asked.conditions).toEqual([{ sql: 'n.kind IN (?)', values: ['individual'] }]);
  expect([asked.words, asked.ids, asked.ranges]).toEqual([null, null, []]);
  expect(askedOf(whole, { page: 'all', filter: { kinds: [], name: ' ' } }, view).conditions).toEqual([]);
  expect([forgotten, unknown, mistaken, misspelt, unordered, forgottenShort]).toHaveLength(6);
});
