/** What the forms of 双随机抽查 are put together from: letters, cells, the blocks that several forms share. */
import {
  type CheckWay,
  checkWayNames,
  checkWays,
  type FollowUp,
  followUpNames,
  followUps,
  type InspectionOutcome,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { breakLines, type Line, singleLine, type TextStyle } from '#core/documents/lines.ts';
import { type Block, contentWidth } from '#core/documents/pages.ts';
import type { PictureCheck } from '#core/documents/pictures.ts';
import { type Cell, padding, type Row } from '#core/documents/table.ts';
import type { Typeface } from '#core/documents/typeface.ts';

export type Result = NonNullable<Subject['result']>;

/** Everything that a form is made of. */
export interface FormInput {
  readonly subject: Subject;
  readonly plan: Plan | null;
  /** The version that the form is in; null: it has not arrived on this PC. */
  readonly checklist: Checklist | null;
  /** Null: the form is to be filled in by hand. */
  readonly result: Result | null;
  /** The result is not submitted: every page says so, and what is open stays open. */
  readonly isDraft: boolean;
  /** 联系电话 of the inspectors, by account, where the 名录 has one. */
  readonly phones: ReadonlyMap<string, string>;
  readonly picture: (sha256: string) => PictureCheck;
  readonly typeface: Typeface;
}

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

export const codeOf = (subject: Subject): string => subject.creditCode ?? subject.registrationNumber ?? '';

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

const [labelWidth = 0, restWidth = 0] = widthsOf(15, 85);

/** 检查方式 */
export function checkWaysRow(sheet: Sheet, chosen: readonly CheckWay[]): Row {
  return {
    whole: true,
    cells: [
      sheet.label('检查方式', labelWidth),
      sheet.cell(
        sheet.choices(
          checkWays.map((way) => `${tick(chosen.includes(way))} ${checkWayNames[way]}`),
          restWidth,
        ),
        restWidth,
      ),
    ],
  };
}

/** What was found stands left, what is still to be done or has become of the subject stands right. */
const foundOutcomes: readonly InspectionOutcome[] = [
  'noIssue',
  'notPublished',
  'falseInformation',
  'noContact',
  'corrected',
  'uncooperative',
  'noActivity',
];
const stateOutcomes: readonly InspectionOutcome[] = ['closed', 'deregistered', 'revoked', 'cancelled', 'movedAway'];

/** 检查结果 */
export function outcomesRow(sheet: Sheet, chosen: readonly InspectionOutcome[]): Row {
  const line = (outcome: InspectionOutcome, indent = '') =>
    `${indent}${tick(chosen.includes(outcome))} ${inspectionOutcomeTable[outcome].name}`;
  const left = restWidth * 0.54;
  return {
    whole: true,
    cells: [
      sheet.label('检查结果', labelWidth),
      sheet.cell(foundOutcomes.map((outcome) => line(outcome)).join('\n'), left, { vertical: 'top' }),
      sheet.cell(
        [line('followUp'), '主体存续情况：', ...stateOutcomes.map((outcome) => line(outcome, '　　'))].join('\n'),
        restWidth - left,
        { vertical: 'top' },
      ),
    ],
  };
}

/** 后续处置, in two columns; the words to it stand below them. */
export function followUpRows(sheet: Sheet, chosen: FollowUp | null, words: string): Row[] {
  const choice = (one: FollowUp) => `${tick(one === chosen)} ${followUpNames[one]}`;
  const half = Math.ceil(followUps.length / 2);
  const [left, right] = [followUps.slice(0, half), followUps.slice(half)];
  const said = chosen === null || chosen === 'other' ? `其他（写明）：${words}` : `说明：${words}`;
  const choices: Row = {
    whole: true,
    cells: [
      sheet.label('后续处置', labelWidth),
      sheet.cell(left.map(choice).join('\n'), restWidth / 2, { vertical: 'top' }),
      sheet.cell(right.map(choice).join('\n'), restWidth / 2, { vertical: 'top' }),
    ],
  };
  if (chosen !== null && chosen !== 'other' && words.trim() === '') return [choices];
  return [
    choices,
    { minimum: 22, cells: [{ width: labelWidth, lines: [], joined: true }, sheet.cell(said, restWidth)] },
  ];
}

/** A name and a text across the sheet; room to write where there is no text. */
export function textRow(sheet: Sheet, title: string, text: string, room = 40): Row {
  return { minimum: room, cells: [sheet.label(title, labelWidth), sheet.cell(text, restWidth)] };
}

/** Told at the end of the form: which characters have to be written in by hand. */
export function unknownCharactersNote(characters: readonly string[]): string {
  const named = characters.map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`);
  return `本机字库没有下列 ${named.length} 个文字，已用带编号的方框标出，请手工填写：${named.join('、')}`;
}
