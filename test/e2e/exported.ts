/** What the tray of exports has made: sheets read as Excel and as LibreOffice read them, pages of a PDF as text and as pictures. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { expect, type Locator, type Page } from '@playwright/test';

const run = promisify(execFile);

export const exportTray = (page: Page): Locator => page.getByRole('region', { name: '导出任务' });

/** Waits until the newest job is a file, and says where it lies. */
export async function exportedFile(page: Page): Promise<string> {
  const newest = exportTray(page).getByRole('listitem').first();
  await expect(newest.getByRole('button', { name: '打开文件' })).toBeVisible();
  const path = await newest.locator('p.file').getAttribute('title');
  if (!path) throw new Error('the tray does not say where the file lies');
  return path;
}

export const printPreview = (page: Page): Locator => page.getByRole('dialog', { name: /^打印预览/ });

/** Waits for the preview that a finished print opens, closes it, and says where the file lies. */
export async function printedFile(page: Page): Promise<string> {
  const preview = printPreview(page);
  const path = await preview.locator('p.path').getAttribute('title');
  if (!path) throw new Error('the preview does not say where the file lies');
  await preview.getByRole('button', { name: '关闭' }).click();
  await expect(preview).toBeHidden();
  return path;
}

export interface ReadSheet {
  /** Everything above the heading of the table. */
  readonly head: string;
  /** Numbered rows, by column title. */
  readonly rows: Record<string, string>[];
  /** Rows below them that have no number: totals. */
  readonly rest: Record<string, string>[];
  /** Types of the filled cells, but those of 序. */
  readonly types: Set<number>;
}

/** The sheet of all columns in a workbook: texts of the rows below the heading, by column title. */
export async function readSheet(path: string): Promise<ReadSheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheet = workbook.worksheets.at(-1);
  if (!sheet) throw new Error('the workbook is empty');
  const all: ExcelJS.Row[] = [];
  sheet.eachRow((row) => all.push(row));
  const at = all.findIndex((row) => row.getCell(1).text === '序');
  const heading = all[at];
  if (!heading) throw new Error('the sheet has no heading');
  const titles = Array.from({ length: heading.cellCount }, (_, index) => heading.getCell(index + 1).text);
  const types = new Set<number>();
  const named = (row: ExcelJS.Row) =>
    Object.fromEntries(titles.map((title, index) => [title, row.getCell(index + 1).text]));
  const below = all.slice(at + 1);
  const numbered = below.filter((row) => /^\d+$/.test(row.getCell(1).text));
  for (const row of numbered)
    titles.forEach((title, index) => {
      if (title !== '序' && row.getCell(index + 1).text !== '') types.add(row.getCell(index + 1).type);
    });
  return {
    head: all
      .slice(0, at)
      .map((row) => row.getCell(1).text)
      .join('\n'),
    rows: numbered.map(named),
    rest: below.filter((row) => row.getCell(1).text === '').map(named),
    types,
  };
}

/** Waits for the newest export and reads its sheet. */
export const readExport = async (page: Page): Promise<ReadSheet> => readSheet(await exportedFile(page));

/** The same sheet as LibreOffice writes it after opening it. */
export async function readInLibreOffice(path: string): Promise<ReadSheet> {
  return inFolder(async (folder) => {
    const out = join(folder, 'converted');
    await run('soffice', [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      out,
      path,
    ]);
    const [converted] = readdirSync(out);
    if (!converted) throw new Error('LibreOffice wrote nothing');
    return readSheet(join(out, converted));
  });
}

/** Text of a PDF page by page, without the spaces that only the layout puts in. */
export async function pdfPages(path: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', path, '-'], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replaceAll(/\s/g, ''));
}

/** Pictures in a PDF: photos and signatures. */
export async function pdfPictures(path: string): Promise<number> {
  const { stdout } = await run('pdfimages', ['-list', path]);
  return stdout.split('\n').filter((line) => /^\s*\d+\s+\d+\s+image/.test(line)).length;
}

/** Share of dark dots of each page, as a viewer draws it: an empty page has none. */
export async function pdfInk(path: string): Promise<number[]> {
  return inFolder(async (folder) => {
    await run('pdftoppm', ['-gray', '-r', '40', path, join(folder, 'page')]);
    return readdirSync(folder)
      .toSorted()
      .map((name) => {
        const picture = readFileSync(join(folder, name));
        // «P5 width height 255», then a byte a dot.
        const header = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(picture.toString('latin1', 0, 40))?.[0].length ?? 0;
        const dots = picture.subarray(header);
        return dots.filter((dot) => dot < 200).length / dots.length;
      });
  });
}

async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'client-exported-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
