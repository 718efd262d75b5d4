/**
 * Import of 10,000 people from a 登记表, .xlsx and .xls, read and judged row by row, beside a reader of .xlsx written by hand.
 * Each in a process of its own, so that its memory can be read: once here for the time, once in the thread that the program
 * starts for it, whose memory has bounds.
 */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { utils, write } from '@e965/xlsx';
import { inspectorTemplate } from '#core/inspectors/template.ts';
import { type BenchContext, type BenchRow, median, megabytes, ms } from './measure.ts';
import { randomNumbers } from './province.ts';

const run = promisify(execFile);
const rounds = 5;
const formats = ['xlsx', 'xls'] as const;

interface ChildResult {
  ms: number;
  /** Of that, until the rows are read and none is judged yet. */
  reading: number;
  rows: number;
  texts: number;
  refused: number;
  /** Before the file is opened: Node, and the program's own code. */
  idle: number;
  peak: number;
}

export async function benchImport(context: BenchContext): Promise<BenchRow[]> {
  const people = Math.round(10_000 * context.scale);
  const files = makeFiles(context.directory, people);
  const child = async (how: 'project' | 'thread' | 'raw', file: string): Promise<ChildResult> => {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'import-child.ts'), how, file]);
    return JSON.parse(stdout) as ChildResult;
  };
  const raw: ChildResult[] = [];
  const ours: Record<(typeof formats)[number], ChildResult[]> = { xlsx: [], xls: [] };
  const inThread: Record<(typeof formats)[number], ChildResult[]> = { xlsx: [], xls: [] };
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await child('raw', files.xlsx));
    for (const format of formats)
      for (const [how, results] of [
        ['project', ours],
        ['thread', inThread],
      ] as const) {
        const one = await child(how, files[format]);
        const same = (['rows', 'texts', 'refused'] as const).every((count) => one[count] === raw[0]![count]);
        if (one.rows !== people || !same)
          throw new Error(`${format}: ${JSON.stringify(one)}; by hand ${JSON.stringify(raw[0])}`);
        results[format].push(one);
      }
  }
  for (const format of formats) rmSync(files[format]);
  const limit = median(raw.map((one) => one.ms));
  return formats.flatMap((format): BenchRow[] => {
    const taken = median(ours[format].map((one) => one.ms));
    const peak = median(inThread[format].map((one) => one.peak));
    return [
      {
        item: '导入名录',
        case: `.${format}，${people} 行，含逐行核对`,
        project: ms(taken),
        limit: `手写 .xlsx 读取 ${ms(limit)}`,
        ratio: taken / limit,
        target: '≤ 6 ×',
        met: taken / limit <= 6,
        note: `${ours[format][0]!.refused} rows refused, by both; ${ms(median(ours[format].map((one) => one.reading)))} of it is the library reading the file, with the merged cells, formats and dialects of Excel that a hand-written reader leaves out; none of its options that keep them made it faster`,
      },
      {
        item: '导入名录',
        case: `.${format}，${people} 行，内存峰值`,
        project: megabytes(peak),
        limit: megabytes(median(raw.map((one) => one.peak))),
        ratio: peak / median(raw.map((one) => one.peak)),
        target: '≤ 250 MB',
        met: peak <= 250e6,
        note: `the whole process with the thread that reads; ${megabytes(median(inThread[format].map((one) => one.idle)))} of it are Node and the program before the file is opened`,
      },
    ];
  });
}

/** The same people in both formats; three rows of a hundred are wrong in some way. */
function makeFiles(directory: string, people: number): Record<(typeof formats)[number], string> {
  const random = randomNumbers(12);
  const pick = (words: string) => words.split(',')[Math.floor(random() * words.split(',').length)]!;
  const rows = Array.from({ length: people }, (_, index): string[] => {
    const isWrong = index % 33 === 0;
    return [
      `${pick('周,吴,郑,王,冯,陈,褚,卫,蒋,沈')}${pick('明,丽,强,芳,伟,敏,静,磊')}${index}`,
      pick('男,女'),
      String(22 + Math.floor(random() * 38)),
      pick('本科,大专,硕士'),
      isWrong ? '临时工' : '行政执法',
      '市场监管',
      '青溪县',
      `4312${String(index).padStart(8, '0')}`,
      isWrong ? '二〇二〇年' : `2023年${1 + Math.floor(random() * 12)}月${1 + Math.floor(random() * 28)}日`,
      '2028年12月30日',
    ];
  });
  const sheet = utils.aoa_to_sheet([
    ['执法检查人员登记表'],
    inspectorTemplate.columns.map(({ title, required }) => (required ? `*${title}` : title)),
    ...rows,
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '登记表');
  const fileOf = (format: string) => join(directory, `import.${format}`);
  for (const [format, bookType] of [
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
  ] as const)
    writeFileSync(
      fileOf(format),
      write(book, { type: 'buffer', bookType, bookSST: true, compression: true }) as Buffer,
    );
  return { xlsx: fileOf('xlsx'), xls: fileOf('xls') };
}
