/** What is wrong with the cells of one row, whatever the template; and reading what people write into cells. */
import type { ImportProblem } from '#shared/contract/imports.ts';
import { dateSchema } from '#shared/platform-api/common.ts';
import type { SheetRow, Template } from './template.ts';

export interface Examination<Key extends string> {
  /** Everything said so far, in its order. */
  readonly problems: ImportProblem[];
  /** Says what is wrong with a cell, under its column's own words. */
  say(key: Key, message: string): void;
  /** The words of a cell that are among the known ones, in their order; says which are not. */
  among<Word extends string>(key: Key, known: readonly Word[]): Word[];
}

/** Begins with what no template allows: merged cells, numbers that Excel cut short, required cells that are empty. */
export function examine<Key extends string>(
  { cells, merged, shortened }: SheetRow<Key>,
  { columns }: Template<Key>,
): Examination<Key> {
  const problems: ImportProblem[] = [];
  const say = (key: Key, message: string) =>
    void problems.push({ column: columns.find((one) => one.key === key)?.title ?? key, message });
  for (const key of merged) say(key, '是合并单元格，请取消合并，逐行填写');
  for (const key of shortened)
    say(key, '是数字格式，Excel 只保留前 15 位，后几位已不是原来的数字；请把单元格格式改为文本后重新填写');
  for (const { key, title, required } of columns)
    if (required && cells[key] === '' && !merged.includes(key)) say(key, `必填项“${title}”没有填写`);
  return {
    problems,
    say,
    among(key, known) {
      const words = wordsOf(cells[key]);
      for (const word of words)
        if (!(known as readonly string[]).includes(word)) say(key, `“${word}”不在可选范围：${known.join('、')}`);
      return known.filter((word) => words.includes(word));
    },
  };
}

const wordsOf = (text: string): string[] => text.split(/[,，、;；\s]+/).filter(Boolean);

/** `2000年12月30日` as templates ask; also 2000-12-30, 2000/12/30, 20001230. Null: no date, or one that does not exist. */
export function dateOf(text: string): string | null {
  const plain = text.normalize('NFKC');
  const match =
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(plain) ??
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dateSchema.safeParse(date).success ? date : null;
}
