import { describe, expect, test } from 'vitest';
import type { NoticePage } from '#shared/domains/notices/lists.ts';
import {
  type ColumnChoices,
  drawnColumns,
  noColumnChoices,
  orderAfterMove,
  readColumnChoices,
} from '#app/lists/list-columns.ts';
import { columnsOf } from '#app/features/notices/columns.ts';
import { shortAddress } from '#app/app/short-address.ts';
import { fitsBatch, rowAction } from '#app/features/notices/row-actions.ts';

const keys = (page: NoticePage, choices: ColumnChoices, compact: boolean) =>
  drawnColumns(columnsOf(page), choices, compact).map((column) => column.key);

test('the list has the manual’s columns in the manual’s order, then 期限, 状态 and 操作', () => {
  const all = { ...noColumnChoices(), shown: { establishedOn: true } };
  expect(drawnColumns(columnsOf('query'), all, false).map((column) => column.title)).toEqual([
    '主体名称 / 统一社会信用代码/注册号',
    '经营范围',
    '住所/街道',
    '成立日期',
    '最近业务核准日期',
    '申请类型',
    '后置审批事项',
    '期限',
    '状态',
    '操作',
  ]);
  expect(keys('receive', noColumnChoices(), false)).toContain('establishedOn');
  expect(keys('feedback', { ...noColumnChoices(), shown: { receivedAt: true } }, false)).toContain('receivedAt');
  expect(keys('receive', noColumnChoices(), false)).not.toContain('status');
});

test.each(['receive', 'feedback', 'query'] as const)(
  'nothing that %s shows by itself is out of sight on a screen of 1280 px',
  (page) => {
    const [navigation, margins, ticksAndLamp, scrollBar] = [178, 34, 73, 17];
    const widths = drawnColumns(columnsOf(page), noColumnChoices(), false).map((column) => column.px);
    expect(widths.reduce((sum, px) => sum + px, 0)).toBeLessThanOrEqual(
      1280 - navigation - margins - ticksAndLamp - scrollBar,
    );
  },
);

test('name and action cannot be hidden, others can, and spare ones can be shown', () => {
  const choices = { ...noColumnChoices(), shown: { name: false, action: false, address: false, pushedAt: true } };
  const shown = keys('query', choices, false);
  expect(shown).toEqual(expect.arrayContaining(['name', 'action', 'pushedAt']));
  expect(shown).not.toContain('address');
});

test('beside the drawer only what identifies a row is left', () => {
  expect(keys('query', noColumnChoices(), true)).toEqual(['name', 'permitItem', 'deadline']);
});

test.each([
  ['receive', 'urgent'],
  ['feedback', 'urgent'],
  // Deadlines of two kinds: no one order of both.
  ['query', undefined],
] as const)('on %s the heading 期限 sorts by %s, what is most urgent first', (page, sort) => {
  const deadline = columnsOf(page).find(({ key }) => key === 'deadline');
  expect(deadline?.sort).toBe(sort);
  expect(deadline?.ascendingFirst === true).toBe(sort !== undefined);
});

describe('where the window is too narrow for all columns', () => {
  const within = (room: number, choices = noColumnChoices()) =>
    drawnColumns(columnsOf('query'), choices, false, room).map(({ key }) => key);
  test('what matters less gives way, and the name, 期限, 状态 and 操作 never do', () => {
    expect(within(2000)).toContain('address');
    expect(within(900)).not.toContain('address');
    for (let room = 100; room < 1100; room += 50)
      expect(within(room)).toEqual(expect.arrayContaining(['name', 'deadline', 'status', 'action']));
  });
  test('a column that somebody has asked for stays', () => {
    expect(within(500, { ...noColumnChoices(), shown: { address: true } })).toContain('address');
  });
});

describe('columns that were moved', () => {
  const order = (moved: string[]) => keys('query', { ...noColumnChoices(), order: moved }, false);
  test('stand in the order wished for, between the name and the button', () => {
    expect(order(['status', 'deadline']).slice(0, 3)).toEqual(['name', 'status', 'deadline']);
    expect(order(['action', 'name']).at(0)).toBe('name');
    expect(order(['action', 'name']).at(-1)).toBe('action');
  });
  test('go before the one on which they are dropped, from the left behind it', () => {
    const choices = noColumnChoices();
    const after = (key: string, target: string) => order(orderAfterMove(columnsOf('query'), choices, key, target));
    expect(after('status', 'businessScope').slice(1, 3)).toEqual(['status', 'businessScope']);
    expect(after('businessScope', 'deadline').slice(-4)).toEqual(['deadline', 'businessScope', 'status', 'action']);
    expect(orderAfterMove(columnsOf('query'), choices, 'status', 'action')).toEqual([]);
  });
  test('are remembered, and columns that are no more are not', () => {
    expect(readColumnChoices(columnsOf('query'), { order: ['status', 'gone', 7] })?.order).toEqual(['status']);
  });
});

describe('beside the drawer nothing is cut off at its edge', () => {
  const beside = (room: number, choices = noColumnChoices()) => drawnColumns(columnsOf('query'), choices, true, room);
  test.each([
    [150, ['name']],
    [300, ['name', 'deadline']],
    // What is left of 1280 px beside the form.
    [410, ['name', 'permitItem', 'deadline']],
    [500, ['name', 'applicationType', 'permitItem', 'deadline']],
    [2000, drawnColumns(columnsOf('query'), noColumnChoices(), false).map(({ key }) => key)],
  ])('in %d px', (room, expected) => {
    expect(beside(room).map(({ key }) => key)).toEqual(expected);
  });
  test('the name in full goes before one column more', () => {
    const [name] = columnsOf('query');
    expect(beside(470).map(({ key, px }) => [key, px])[0]).toEqual(['name', name!.width]);
    expect(beside(470)).toHaveLength(3);
  });
  test('a column that somebody has hidden stays hidden, whatever room there is', () => {
    const choices = { ...noColumnChoices(), shown: { permitItem: false } };
    for (const room of [410, 800, 2000])
      expect(beside(room, choices).map(({ key }) => key)).not.toContain('permitItem');
  });
  test('in any room that takes the name', () => {
    for (let room = 178; room < 1100; room += 7)
      expect(beside(room).reduce((sum, { px }) => sum + px, 0)).toBeLessThanOrEqual(room);
  });
});

test('a remembered width is kept within reason, nonsense is not used', () => {
  expect(
    readColumnChoices(columnsOf('query'), { widths: { name: 9999, address: 'wide' }, shown: { address: 'no' } }),
  ).toEqual({
    shown: {},
    widths: { name: 900 },
    order: [],
  });
  expect(readColumnChoices(columnsOf('query'), 'old')).toBeNull();
});

const row = { closed: false, feedbackCount: 0 };
test.each([
  ['pending', 'receive'],
  ['pool', 'claim'],
  ['received', 'feedback'],
  ['answered', 'view'],
  ['returned', 'view'],
] as const)('a %s row offers %s', (stage, action) => {
  expect(rowAction({ ...row, stage })).toBe(action);
});

test('what the platform closed is only looked at', () => {
  expect(rowAction({ ...row, stage: 'received', closed: true })).toBe('view');
  expect(fitsBatch({ ...row, stage: 'received', closed: true }, 'return')).toBe(false);
});

test('a batch takes only the rows that it fits', () => {
  expect(fitsBatch({ ...row, stage: 'pending' }, 'receive')).toBe(true);
  expect(fitsBatch({ ...row, stage: 'pool' }, 'receive')).toBe(false);
  expect(fitsBatch({ ...row, stage: 'pool' }, 'claim')).toBe(true);
  expect(fitsBatch({ ...row, stage: 'received' }, 'return')).toBe(true);
  expect(fitsBatch({ ...row, stage: 'received', feedbackCount: 1 }, 'return')).toBe(false);
});

test('a list leaves out what leads every address of the county, and nothing else', () => {
  expect(shortAddress('湖南省湘澧市澧安县石桥堰镇石板冲村21组')).toBe('石桥堰镇石板冲村21组');
  expect(shortAddress('湖南省湘澧市鹿鸣路9号')).toBe('鹿鸣路9号');
  expect(shortAddress('石桥堰镇11号')).toBe('石桥堰镇11号');
  expect(shortAddress('湖南省湘澧市澧安县')).toBe('湖南省湘澧市澧安县');
});
