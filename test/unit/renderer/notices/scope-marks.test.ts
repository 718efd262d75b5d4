import { expect, test } from 'vitest';
import { onlyNegated, scopeMarks } from '../../../../src-renderer/features/notices/scope-marks.ts';

const kindOf = (text: string, keyword: string) =>
  scopeMarks(text, [keyword])
    .filter((mark) => mark.kind !== 'plain')
    .map((mark) => mark.kind);

test.each([
  ['食品销售（不含餐饮服务，住宿）', '餐饮服务'],
  ['食品销售（不含餐饮服务，住宿）', '住宿'],
  ['化工产品销售（不含危险化学品及易制毒化学品）', '危险化学品'],
  ['化工产品销售（危险化学品除外）', '危险化学品'],
  ['化工产品（除危险化学品外）销售', '危险化学品'],
  ['企业管理咨询；不得从事金融业务', '金融'],
])('%s takes %s out again', (text, keyword) => {
  expect(kindOf(text, keyword)).toEqual(['negated']);
});

test.each([
  ['餐饮服务；食品销售（不含酒类）', '餐饮服务'],
  ['食品销售，法律法规禁止的除外', '食品销售'],
  ['除依法须经批准的项目外，餐饮服务', '餐饮服务'],
  ['仓储（不含危险化学品）、普通货运', '普通货运'],
])('%s still means %s', (text, keyword) => {
  expect(kindOf(text, keyword)).toEqual(['matched']);
});

test('a keyword may stand in one place and be taken out in another', () => {
  expect(kindOf('餐饮服务；食品销售（不含餐饮服务）', '餐饮服务')).toEqual(['matched', 'negated']);
  expect(onlyNegated('餐饮服务；食品销售（不含餐饮服务）', ['餐饮服务'])).toBe(false);
  expect(onlyNegated('食品销售（不含餐饮服务）', ['餐饮服务'])).toBe(true);
  expect(onlyNegated('食品销售', ['餐饮服务'])).toBe(false);
});

test('marks lose no character, and overlapping keywords join', () => {
  const text = '广告设计、广告制作服务';
  const marks = scopeMarks(text, ['广告制作', '制作服务', '']);
  expect(marks.map((mark) => mark.text).join('')).toBe(text);
  expect(marks.filter((mark) => mark.kind === 'matched').map((mark) => mark.text)).toEqual(['广告制作服务']);
});

test('a cut line starts shortly before the first mark', () => {
  expect(scopeMarks('零一二三四五六七八九餐饮', ['餐饮'], 3)[0]).toEqual({ text: '…七八九', kind: 'plain' });
});
