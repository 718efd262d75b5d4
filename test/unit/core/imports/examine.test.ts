import { describe, expect, it } from 'vitest';
import { dateOf, examine } from '#core/imports/examine.ts';
import type { SheetRow } from '#core/imports/template.ts';
import { toyTemplate } from './workbooks.ts';

type Key = (typeof toyTemplate)['found'];
const row = (change: Partial<SheetRow<Key>> = {}): SheetRow<Key> => ({
  row: 2,
  cells: { name: '茶桌', code: '1', from: '', remark: '' },
  merged: [],
  shortened: [],
  ...change,
});

describe('a row', () => {
  it('is told where a cell is merged, cut short or missing, each once and by its column', () => {
    const cells = { name: '', code: '', from: '', remark: '4e17' };
    const { problems } = examine(row({ cells, merged: ['name'], shortened: ['remark'] }), toyTemplate);
    expect(problems.map(({ column, message }) => `${column}：${message}`)).toEqual([
      '物品名称：是合并单元格，请取消合并，逐行填写',
      '备注（说明）：是数字格式，Excel 只保留前 15 位，后几位已不是原来的数字；请把单元格格式改为文本后重新填写',
      '资产编号：必填项“资产编号”没有填写',
    ]);
    expect(examine(row(), toyTemplate).problems).toEqual([]);
  });

  it('may hold several of the known words, and is told the others', () => {
    const cells = { ...row().cells, remark: '旧；待修、 借出' };
    const { problems, among } = examine(row({ cells }), toyTemplate);
    expect(among('remark', ['借出', '旧'])).toEqual(['借出', '旧']);
    expect(problems).toEqual([{ column: '备注（说明）', message: '“待修”不在可选范围：借出、旧' }]);
  });
});

describe('a date of a template', () => {
  it.each([
    ['2000年12月30日', '2000-12-30'],
    ['2000年1月3日', '2000-01-03'],
    ['20001230', '2000-12-30'],
    ['2000/1/3', '2000-01-03'],
    ['2000年13月1日', null],
    ['2000年2月30日', null],
    ['30.12.2000', null],
    ['', null],
  ])('%s is %s', (text, date) => expect(dateOf(text)).toBe(date));
});
