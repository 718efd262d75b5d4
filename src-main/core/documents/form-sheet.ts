/** What printed forms are put together from, whatever their domain: cells, paragraphs, dates, and the finished pages. */
import { breakLines, type Line, singleLine, type TextStyle, unknownCharacters } from './lines.ts';
import { type Block, contentWidth, layOut, type Page, type PaperDocument } from './pages.ts';
import { type Cell, padding, type Row } from './table.ts';
import type { Typeface } from './typeface.ts';

export const tick = (ticked: boolean): string => (ticked ? '☑' : '☐');
const small: TextStyle = { size: 10.5 };
/** A date, to be filled in by hand. */
export const emptyDate = '　　　年　　月　　日';

/** `2026-03-02` as written on paper. */
export const paperDate = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日`;
};
/** An instant as the date in China. */
export const paperDateOf = (instant: string): string =>
  paperDate(new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10));
export const paperTimeOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Makes cells and blocks in one typeface. */
export class Sheet {
  readonly typeface: Typeface;

  constructor(typeface: Typeface) {
    this.typeface = typeface;
  }

  lines(text: string, width: number, style: TextStyle = small): Line[] {
    return breakLines(text, width, style, this.typeface);
  }
  /** A cell whose text grows downwards. */
  cell(text: string, width: number, change: Partial<Cell> = {}, style: TextStyle = small): Cell {
    return { width, lines: text === '' ? [] : this.lines(text, width - 2 * padding.x, style), ...change };
  }
  /** Name of what stands in the next cell. */
  label(text: string, width: number, change: Partial<Cell> = {}): Cell {
    return this.cell(text, width, { align: 'center', ...change });
  }
  /** Choices one after the other, none of them divided between two lines. */
  choices(all: readonly string[], width: number): string {
    const room = width - 2 * padding.x;
    const widthOf = (text: string) => singleLine(text, small, this.typeface).width;
    let line = '';
    const lines: string[] = [];
    for (const choice of all) {
      const longer = line === '' ? choice : `${line}　${choice}`;
      if (line !== '' && widthOf(longer) > room) {
        lines.push(line);
        line = choice;
      } else line = longer;
    }
    return [...lines, line].join('\n');
  }
  heading(text: string, size = 18, after = 6): Block {
    return {
      kind: 'lines',
      align: 'center',
      after,
      withNext: true,
      lines: this.lines(text, contentWidth, { size, bold: true }),
    };
  }
  paragraph(text: string, style: TextStyle = small, change: Partial<Extract<Block, { kind: 'lines' }>> = {}): Block {
    return { kind: 'lines', lines: this.lines(text, contentWidth, style), ...change };
  }
  headerRow(titles: readonly string[], widths: readonly number[]): Row {
    return {
      whole: true,
      cells: titles.map((title, index) =>
        this.cell(title, widths[index]!, { align: 'center' }, { ...small, bold: true }),
      ),
    };
  }
}

/** Shares of the content width, in points. */
export const widthsOf = (...shares: number[]): number[] => {
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (contentWidth * share) / sum);
};

/** Of a name and of what stands beside it, across the sheet. */
export const [labelWidth = 0, restWidth = 0] = widthsOf(15, 85);

/** A name and a text across the sheet; room to write where there is no text. */
export function textRow(sheet: Sheet, title: string, text: string, room = 40): Row {
  return { minimum: room, cells: [sheet.label(title, labelWidth), sheet.cell(text, restWidth)] };
}

/** Pages of a document; where characters are missing, with a line at its end that says which. */
export function finishedPages(document: PaperDocument, typeface: Typeface): { pages: Page[]; unknown: string[] } {
  const unknown = unknownCharacters(document.blocks.flatMap(linesOf));
  if (unknown.length === 0) return { pages: layOut(document.blocks), unknown };
  const note = new Sheet(typeface).paragraph(unknownCharactersNote(unknown), { size: 9 });
  return { pages: layOut([...document.blocks, note]), unknown };
}

function linesOf(block: Block): readonly Line[] {
  if (block.kind === 'break') return [];
  if (block.kind === 'lines') return block.lines;
  return [...(block.header ?? []), ...block.rows].flatMap(({ cells }) => cells.flatMap(({ lines }) => lines));
}

/** Told at the end of the form: which characters have to be written in by hand. */
export function unknownCharactersNote(characters: readonly string[]): string {
  const named = characters.map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`);
  return `本机字库没有下列 ${named.length} 个文字，已用带编号的方框标出，请手工填写：${named.join('、')}`;
}
