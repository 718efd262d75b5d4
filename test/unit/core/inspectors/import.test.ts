import { randomUUID } from 'node:crypto';
import { utils, type WorkSheet } from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectorImport } from '#core/inspectors/import.ts';
import { allInspectors } from '#core/inspectors/queries.ts';
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import { fileOf } from '../imports/workbooks.ts';

const department = { code: '431299001', name: '青溪县文化广电局' };
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = openTestWorkspace({ department, roles: ['rosterKeeper'] });
  staffCollection.write(
    workspace,
    [
      person('lin01', '林知夏'),
      person('shen02', '沈岸舟'),
      person('gu03', '顾青禾'),
      person('gu04', '顾青禾'),
      person('old05', '旧人员', false),
    ].map((data) => ({ id: data.id, revision: 1, data })),
  );
});
afterEach(() => workspace.close());

const person = (id: string, name: string, active = true): Staff => ({ id, name, department, unit: '执法队', active });

const group = ['', '', '', '', '', '监督检查证（执法证、有效证件等）'];
const header = ['*姓名', '性别', '年龄', '学历', '*人员类型', '*监督检查（执法）种类', '监督检查（执法）区域', '编号'];
const from = '有效期限 起始时间';
const to = '有效期限\n截止时间';
const good = (name: string, change: Record<number, string | number> = {}): (string | number)[] => {
  const row: (string | number)[] = [
    name,
    '女',
    '34',
    '大学本科',
    '行政执法',
    '市场监管',
    '青溪县',
    '青执0012',
    '2020年1月1日',
    '2030年12月30日',
  ];
  for (const [index, value] of Object.entries(change)) row[Number(index)] = value;
  return row;
};

/** The template: a title over all columns, the header in two rows, as the platform hands it out. */
function sheetOf(rows: (string | number)[][], merges: string[] = []): WorkSheet {
  const sheet = utils.aoa_to_sheet([
    ['执法检查人员名录库登记表'],
    ['*姓名', '性别', '年龄', '学历', '*人员类型', '监督检查证（执法证、有效证件等）'],
    [...group.slice(0, 5).map(() => ''), ...header.slice(5), from, to],
    ...rows,
  ]);
  sheet['!merges'] = ['A1:J1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:J2', ...merges].map((range) =>
    utils.decode_range(range),
  );
  return sheet;
}
const read = (content: Uint8Array) =>
  inspectorImport.preview(workspace, { importId: randomUUID(), fileName: '名录.xlsx', content });
const preview = async (content: Uint8Array) => {
  const previewed = await read(content);
  if (!previewed.ok) throw new Error(JSON.stringify(previewed));
  return previewed.preview;
};

describe('importing the 名录', () => {
  it.each(['biff8', 'xlsx'] as const)(
    'judges the rows of the template in a %s file by the five outcomes',
    async (type) => {
      const content = fileOf(
        sheetOf([
          good('林知夏'),
          good('顾青禾'),
          good('陌生人'),
          good('林知夏'),
          good('沈岸舟', { 5: '' }),
          good('旧人员'),
        ]),
        type,
      );
      const { rows, counts } = await preview(content);
      expect(rows.map(({ row, name, outcome }) => `${row} ${name} ${outcome}`)).toEqual([
        '4 林知夏 ready',
        '5 顾青禾 ambiguous',
        '6 陌生人 unknownPerson',
        '7 林知夏 repeated',
        '8 沈岸舟 incomplete',
        '9 旧人员 unknownPerson',
      ]);
      expect(counts).toEqual({ ready: 1, ambiguous: 1, unknownPerson: 2, repeated: 1, incomplete: 1 });
      expect(rows[1]!.candidates.map(({ id }) => id)).toEqual(['gu03', 'gu04']);
      expect(rows[3]!.problems).toEqual([{ column: '姓名', message: '与第4行重复' }]);
      expect(rows[4]!.problems).toEqual([
        { column: '监督检查（执法）种类', message: '必填项“监督检查（执法）种类”没有填写' },
      ]);
      expect(allInspectors(workspace.database)).toEqual([]);
    },
  );

  it('puts in what was chosen, in one transaction, with dates and codes as they were written', async () => {
    const { importId } = await preview(
      fileOf(sheetOf([good('林知夏', { 7: '007100020011X' }), good('顾青禾'), good('陌生人')])),
    );
    const outcome = inspectorImport.commit(workspace, importId, [4, 5, 6, 99], [{ row: 5, account: 'gu04' }]);
    expect(outcome?.done).toHaveLength(2);
    expect(outcome?.refused.map(({ id, name, reasons }) => `${id} ${name} ${reasons[0]!.code}`)).toEqual([
      'row-6 陌生人 unknownPerson',
      'row-99 第99行 noRow',
    ]);
    expect(allInspectors(workspace.database)).toMatchObject([
      {
        account: 'lin01',
        certificateNumber: '007100020011X',
        gender: 'female',
        age: 34,
        types: ['行政执法'],
        certificateFrom: '2020-01-01',
        certificateTo: '2030-12-30',
        department,
      },
      { account: 'gu04' },
    ]);
    expect(workspace.journalled.map(({ kind }) => kind)).toEqual(['inspectors.add', 'inspectors.add']);
    expect(inspectorsCollection.count(workspace.database)).toBe(2);
    // A second click puts nothing in twice.
    expect(inspectorImport.commit(workspace, importId, [4, 5], [{ row: 5, account: 'gu04' }])?.done).toEqual([]);
    expect(inspectorImport.commit(workspace, '00000000-0000-4000-8000-000000000000', [4], [])).toBeNull();
  });

  it('puts in nothing for somebody who does not keep it, each row with the reason', async () => {
    const reader: TestWorkspace = { ...workspace, roles: ['clerk'] };
    const importId = randomUUID();
    await inspectorImport.preview(reader, {
      importId,
      fileName: '登记表.xlsx',
      content: fileOf(sheetOf([good('林知夏')])),
    });
    const outcome = inspectorImport.commit(reader, importId, [4], []);
    expect(outcome).toMatchObject({ done: [], refused: [{ reasons: [{ code: 'noRight' }] }] });
    expect(allInspectors(workspace.database)).toEqual([]);
  });

  it('asks who is meant before an ambiguous row goes in', async () => {
    const { importId } = await preview(fileOf(sheetOf([good('顾青禾')])));
    expect(inspectorImport.commit(workspace, importId, [4], [])?.refused[0]!.reasons[0]!.code).toBe('ambiguous');
    expect(inspectorImport.commit(workspace, importId, [4], [{ row: 4, account: 'lin01' }])?.done).toEqual([]);
  });

  it('tells every wrong cell of a row by column and reason', async () => {
    const { rows } = await preview(
      fileOf(
        sheetOf([
          good('林知夏', { 1: '不详', 2: '5', 4: '行政执法、巡警', 8: '2001年2月30日', 9: '明年' }),
          good('沈岸舟', { 8: '2030年1月1日', 9: '2020年1月1日' }),
        ]),
      ),
    );
    expect(rows[0]!.problems.map(({ column, message }) => `${column}：${message}`)).toEqual([
      '性别：“不详”应为男或女',
      '年龄：“5”不是 16 至 80 的整数',
      '人员类型：“巡警”不在可选范围：综合管理、专业技术、行政执法、其他',
      '有效期限起始时间：“2001年2月30日”不是日期，应如 2000年12月30日',
      '有效期限截止时间：“明年”不是日期，应如 2000年12月30日',
    ]);
    expect(rows[1]!.problems).toEqual([{ column: '有效期限截止时间', message: '有效期截止早于起始' }]);
  });

  it('says of somebody who was revoked how to find and restore the entry', async () => {
    const file = () => preview(fileOf(sheetOf([good('林知夏')])));
    inspectorImport.commit(workspace, (await file()).importId, [4], []);
    const listed = allInspectors(workspace.database)[0]!;
    const again = (await file()).rows[0]!;
    expect(again.problems).toEqual([{ column: '姓名', message: '该人员已在执法检查人员名录库中' }]);
    const revoked = { ...listed, revoked: true };
    inspectorsCollection.write(workspace, [{ id: listed.id, revision: 2, data: revoked }]);
    const row = (await file()).rows[0]!;
    expect(row.outcome).toBe('repeated');
    expect(row.problems[0]!.message).toContain('名录状态选“已撤销”可以查到并恢复');
  });

  it('tells merged cells among the people, row by row', async () => {
    const { rows } = await preview(
      fileOf(sheetOf([good('林知夏'), good('', { 5: '' }), good('沈岸舟')], ['F4:F5', 'A4:A5'])),
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['incomplete', 'incomplete', 'ready']);
    expect(rows[1]!.problems.map(({ column }) => column)).toEqual(['姓名', '监督检查（执法）种类']);
    expect(rows[1]!.problems[0]!.message).toContain('合并单元格');
  });

  it.each(['biff8', 'xlsx'] as const)(
    'takes codes in cells of numbers digit by digit in a %s file, and refuses those that Excel cut short',
    async (type) => {
      const codes = [123_456_789_012, 123_456_789_012_345, 12, 4.312001990010112e17];
      const sheet = sheetOf(codes.map((code, index) => good(`人员${index}`, { 7: code })));
      (sheet['H6'] as { z: string }).z = '000000';
      (sheet['H7'] as { z: string }).z = '0';
      const { rows } = await preview(fileOf(sheet, type));
      expect(rows.slice(0, 3).map(({ certificateNumber }) => certificateNumber)).toEqual([
        '123456789012',
        '123456789012345',
        '000012',
      ]);
      expect(rows.map(({ outcome }) => outcome)).toEqual([...Array<string>(3).fill('unknownPerson'), 'incomplete']);
      expect(rows[3]!.problems).toEqual([
        { column: '编号', message: expect.stringContaining('Excel 只保留前 15 位') as string },
      ]);
    },
  );

  it('lets a row be mended in place and judges all rows again: what repeated one that is gone is sound', async () => {
    const content = fileOf(sheetOf([good('林知夏'), good('林知夏', { 7: '青执0099' }), good('沈岸舟', { 5: '' })]));
    const { importId, rows } = await preview(content);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ready', 'repeated', 'incomplete']);
    expect(rows[0]).toMatchObject({ lines: '市场监管', organ: department.name });
    const cells = inspectorImport.cells(workspace, importId, 6)!;
    expect(cells.find(({ key }) => key === 'name')).toEqual({ key: 'name', title: '姓名', value: '沈岸舟' });
    const mended = inspectorImport.amend(workspace, importId, 6, { lines: ' 价格检查 ', nonsense: 'x' })!;
    expect(mended.rows[2]).toMatchObject({ row: 6, outcome: 'ready', problems: [], lines: '价格检查' });
    const without = inspectorImport.amend(workspace, importId, 4, null)!;
    expect(without.rows.map(({ row, outcome }) => `${row} ${outcome}`)).toEqual(['5 ready', '6 ready']);
    expect(without.counts).toMatchObject({ ready: 2, repeated: 0, incomplete: 0 });
    expect(inspectorImport.commit(workspace, importId, [4, 5, 6], [])?.refused).toMatchObject([{ id: 'row-4' }]);
    expect(allInspectors(workspace.database)).toMatchObject([
      { name: '林知夏', certificateNumber: '青执0099', unit: '执法队' },
      { name: '沈岸舟', lines: ['价格检查'] },
    ]);
    expect(inspectorImport.amend(workspace, importId, 99, {})).toBeNull();
    expect(inspectorImport.cells(workspace, randomUUID(), 4)).toBeNull();
  });

  it('takes a typed value for what it is, where a cell was merged or cut short by Excel', async () => {
    const { importId, rows } = await preview(fileOf(sheetOf([good('林知夏', { 7: 1234567890123456 })])));
    expect(rows[0]!.outcome).toBe('incomplete');
    const untouched = inspectorImport.amend(workspace, importId, 4, { area: '全县' })!;
    expect(untouched.rows[0]!.outcome).toBe('incomplete');
    const typed = inspectorImport.amend(workspace, importId, 4, { certificateNumber: '1234567890123456' + '7' })!;
    expect(typed.rows[0]).toMatchObject({ outcome: 'ready', certificateNumber: '12345678901234567' });
  });

  it('reads skills, telephones and 学历 of the newer form by the names of the tables; the older form has none', async () => {
    const newer = utils.aoa_to_sheet([
      ['*姓名', '*人员类型', '*监督检查（执法）种类', '学历', '专业技能', '电话', '手机号码'],
      ['林知夏', '行政执法', '市场监管', '本科', '食品检验、看相、食品检验', '0700-1', '19900000000'],
      ['沈岸舟', '行政执法', '市场监管', '私塾', '', '', ''],
    ]);
    const { importId } = await preview(fileOf(newer));
    inspectorImport.commit(workspace, importId, [2, 3], []);
    expect(allInspectors(workspace.database)).toMatchObject([
      { education: '大学本科', skills: ['食品检验', '看相'], phone: '0700-1', mobile: '19900000000' },
      { education: '私塾', skills: [], phone: '' },
    ]);
  });

  it.each([
    [
      'a header without a required column',
      () => [
        ['姓名', '性别'],
        ['林知夏', '女'],
      ],
      '表头缺少“人员类型”一列',
    ],
    ['no header', () => [['企业名称', '代码']], '找不到表头：前几行里应有“姓名”一列'],
    ['nobody', () => [['姓名', '人员类型', '监督检查种类']], '表里没有人员'],
  ])('refuses a sheet with %s, in the words of the 名录', async (_, rows, words) => {
    const previewed = await read(fileOf(utils.aoa_to_sheet(rows())));
    expect(previewed).toMatchObject({ ok: false, reason: 'badFile' });
    expect(JSON.stringify(previewed)).toContain(words);
  });

  it('tells all 300 errors of 10,000 rows in one pass', async () => {
    const staff = Array.from({ length: 10_000 }, (_, index) => person(`p${index}`, `人员${index}`));
    staffCollection.write(
      workspace,
      staff.map((data) => ({ id: data.id, revision: 1, data })),
    );
    const rows = staff.map(({ name }, index) => good(name, index % 33 === 0 && index < 9900 ? { 8: '无' } : {}));
    const { counts, rows: judged } = await preview(fileOf(sheetOf(rows)));
    expect(counts).toMatchObject({ ready: 9700, incomplete: 300 });
    const wrong = judged.filter(({ outcome }) => outcome === 'incomplete').map(({ row }) => row);
    expect(wrong.slice(0, 3)).toEqual([4, 37, 70]);
  });
});
