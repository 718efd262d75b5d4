import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { readSearch, typedOf } from '#app/features/outbox/outbox-search.ts';
import OutboxFilter from '#app/features/outbox/OutboxFilter.vue';

describe('what is looked for', () => {
  it('limits nothing where nothing is typed', () => {
    expect(readSearch({ words: ' ', from: '', to: '' }).search).toEqual({});
  });
  it('is a part of a name or a receipt, and days as clerks type them', () => {
    expect(readSearch({ words: ' 茶楼 ', from: '20261101', to: '2026年12月1日' }).search).toEqual({
      words: '茶楼',
      from: '2026-11-01',
      to: '2026-12-01',
    });
    expect(typedOf({ words: '茶楼' })).toEqual({ words: '茶楼', from: '', to: '' });
  });
  it('is not asked for with days that are none, or turned round', () => {
    expect(readSearch({ words: '', from: '20260230', to: '' })).toEqual({
      search: null,
      problems: ['没有 2026-02-30 这一天，请核对', undefined],
    });
    expect(readSearch({ words: '', from: '20261202', to: '20261201' })).toEqual({
      search: null,
      problems: [undefined, '止日早于起日'],
    });
  });
});

it('nothing is asked before 查询; 重置 asks for everything again', async () => {
  const bar = mount(OutboxFilter, { props: { search: {}, busy: false } });
  await bar.find('input').setValue('茶楼');
  expect(bar.emitted('apply')).toBeUndefined();
  await bar.find('form').trigger('submit');
  expect(bar.emitted('apply')).toEqual([[{ words: '茶楼' }]]);
  await bar
    .findAll('button')
    .find((one) => one.text().startsWith('更多条件'))!
    .trigger('click');
  await bar.find('input[aria-label="办理日期起"]').setValue('明天');
  await bar.find('form').trigger('submit');
  expect(bar.emitted('apply')).toHaveLength(1);
  expect(bar.text()).toContain('日期请按 20260105');
  await bar
    .findAll('button')
    .find((one) => one.text() === '重置')!
    .trigger('click');
  expect(bar.emitted('apply')?.at(-1)).toEqual([{}]);
  expect(bar.text()).not.toContain('日期请按');
});
