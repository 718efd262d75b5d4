import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImport, type ShownRow } from '#core/imports/import.ts';
import { readSheet } from '#core/imports/sheet.ts';
import { readSheetInThread } from '#core/imports/sheet-thread.ts';
import type { ImportProgress } from '#shared/contract/imports.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';
import { fileOf, sheetWith, toyHeader, toyTemplate } from './workbooks.ts';
import { effortOf } from '../../../support/effort.ts';

let workspace: TestWorkspace;
beforeEach(() => void (workspace = openTestWorkspace()));
afterEach(() => workspace.close());

interface ToyRow extends ShownRow {
  readonly outcome: 'ready' | 'unclear' | 'wrong';
}
interface ToyChoice {
  readonly row: number;
  readonly shelf: string;
}
/** Puts its rows into `setting`; a row without a remark asks for a shelf, a code of 0 is wrong. */
const toys = createImport({
  template: toyTemplate,
  outcomes: ['ready', 'unclear', 'wrong'],
  collection: 'enterprises',
  judge: (_, rows) =>
    rows.map(({ row, cells }) => {
      const outcome = cells.code === '0' ? 'wrong' : cells.remark === '' ? 'unclear' : 'ready';
      const shown: ToyRow = { row, name: cells.name, outcome, problems: [] };
      return { shown, input: outcome === 'wrong' ? null : cells };
    }),
  storing({ database }) {
    const insert = database.prepare("INSERT INTO setting (account, key, value) VALUES ('toys', ?, ?)");
    const seen = new Set<string>();
    const refuse = (code: string) => [{ field: '', code, message: code }];
    return ({ input }, choice: ToyChoice | undefined) => {
      if (!input) return refuse('wrong');
      if (seen.has(input.code)) return refuse('twice');
      const shelf = input.remark || choice?.shelf;
      if (!shelf) return refuse('noShelf');
      if (shelf === 'broken') throw new Error('the shelf broke');
      seen.add(input.code);
      insert.run(input.code, `${input.name} ${shelf}`);
      return `id-${input.code}`;
    };
  },
});
const stored = () => workspace.database.prepare("SELECT value FROM setting WHERE account = 'toys'").pluck().all();
async function preview(rows: string[][], importId = randomUUID()) {
  const previewed = await toys.preview(workspace, {
    importId,
    fileName: '清单.xlsx',
    content: fileOf(sheetWith([toyHeader, ...rows])),
  });
  if (!previewed.ok) throw new Error(JSON.stringify(previewed));
  return previewed.preview;
}
/** Made once: it takes longer than most of what is done with it. */
const many = fileOf(sheetWith([toyHeader, ...Array.from({ length: 10_000 }, (_, index) => [`物品${index}`, '1'])]));

describe('an import', () => {
  it('shows every row and counts its outcomes, those that nothing has too; nothing is stored', async () => {
    const importId = randomUUID();
    expect(
      await preview(
        [
          ['茶桌', '1', '', '东'],
          ['茶杯', '2', '', '西'],
        ],
        importId,
      ),
    ).toEqual({
      importId,
      fileName: '清单.xlsx',
      counts: { ready: 2, unclear: 0, wrong: 0 },
      rows: [
        { row: 2, name: '茶桌', outcome: 'ready', problems: [] },
        { row: 3, name: '茶杯', outcome: 'ready', problems: [] },
      ],
    });
    expect(stored()).toEqual([]);
    expect(workspace.topics).toEqual([]);
  });

  it('tells what is wrong with the file', async () => {
    const content = new Uint8Array(0);
    expect(await toys.preview(workspace, { importId: randomUUID(), fileName: '空.xls', content })).toEqual({
      ok: false,
      reason: 'badFile',
      fields: [{ field: '', code: 'badFile', message: '不是 Excel 文件（.xls 或 .xlsx）' }],
    });
  });

  it('puts in what was wanted, and refuses each other row by itself', async () => {
    const { importId } = await preview([
      ['茶桌', '1', '', '东'],
      ['茶杯', '2'],
      ['茶壶', '0'],
      ['茶盘', '1', '', '南'],
      ['茶叶', '3', '', '北'],
      ['茶罐', '4'],
    ]);
    const outcome = toys.commit(workspace, importId, [2, 3, 3, 4, 5, 7, 99], [{ row: 3, shelf: '西' }]);
    expect(outcome?.done).toEqual(['id-1', 'id-2']);
    expect(outcome?.refused.map(({ id, name, reasons }) => `${id} ${name} ${reasons[0]!.code}`)).toEqual([
      'row-4 茶壶 wrong',
      'row-5 茶盘 twice',
      'row-7 茶罐 noShelf',
      'row-99 第99行 noRow',
    ]);
    expect(stored()).toEqual(['茶桌 东', '茶杯 西']);
    expect(workspace.topics).toContain('enterprises');
  });

  it('puts in nothing where one row breaks', async () => {
    const { importId } = await preview([
      ['茶桌', '1', '', '东'],
      ['茶杯', '2', '', 'broken'],
    ]);
    expect(() => toys.commit(workspace, importId, [2, 3], [])).toThrow('the shelf broke');
    expect(stored()).toEqual([]);
  });

  it('is known until three others were read after it, and never under another id', async () => {
    const { importId } = await preview([['茶桌', '1', '', '东']]);
    for (let index = 0; index < 2; index += 1) await preview([['茶杯', '2']]);
    expect(toys.commit(workspace, importId, [], [])).toEqual({ done: [], operations: [], refused: [], undo: null });
    await preview([['茶杯', '2']]);
    expect(toys.commit(workspace, importId, [2], [])).toBeNull();
    expect(toys.commit(workspace, randomUUID(), [2], [])).toBeNull();
  });
});

describe('reading a large file', () => {
  it('leaves the core free for others, and says how far it is', async () => {
    const readingHere = effortOf(() => void readSheet(many, toyTemplate));
    const before = process.threadCpuUsage();
    await readSheetInThread(many, toyTemplate, () => undefined).ended;
    const { user, system } = process.threadCpuUsage(before);
    // Taking over what was read is a fraction of reading it.
    expect(user + system).toBeLessThan(readingHere / 2);
    const importId = randomUUID();
    const seen: (ImportProgress | null)[] = [];
    const watch = setInterval(() => void seen.push(toys.progress(workspace, importId)), 1);
    const previewed = await toys.preview(workspace, { importId, fileName: '清单.xlsx', content: many });
    clearInterval(watch);
    expect(previewed.ok).toBe(true);
    expect(seen).toContainEqual({ done: 0, total: null });
    expect(toys.progress(workspace, importId), 'when it has ended').toBeNull();
  });

  it('can be cancelled, and leaves nothing', async () => {
    const importId = randomUUID();
    const reading = toys.preview(workspace, { importId, fileName: '清单.xlsx', content: many });
    expect(await toys.cancel(workspace, importId)).toBe(true);
    expect(await reading).toEqual({ ok: false, reason: 'cancelled' });
    expect(await toys.cancel(workspace, importId)).toBe(false);
    expect(toys.commit(workspace, importId, [2], [])).toBeNull();
  });

  it('is told to nobody who signed out meanwhile', async () => {
    const other = openTestWorkspace();
    const reading = toys.preview(other, { importId: randomUUID(), fileName: '清单.xlsx', content: many });
    other.close();
    expect(await reading).toEqual({ ok: false, reason: 'cancelled' });
  });
});
