/**
 * Draws laid-out pages into a PDF file with pdfkit. The same pages give the same bytes: every date comes from the records, the
 * file's id is made by pdfkit from its title and date, and pictures are embedded in the order of the pages.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { type Line, type PictureLine, type Piece, singleLine, type TextLine } from './lines.ts';
import { contentWidth, type Mark, type Page, paper } from './pages.ts';
import type { ShrinkPhoto } from './jpeg-codec.ts';
import type { ReadFile } from './pictures.ts';
import type { Typeface } from './typeface.ts';

export interface PdfFacts {
  readonly title: string;
  readonly author: string;
  /** ISO instant, from the records. */
  readonly createdAt: string;
}

export interface PdfFile {
  /** Adds one document with page numbers of its own. Waits for what was drawn so far to be written. */
  add(pages: readonly Page[], document: { title: string; footer: string; isDraft?: boolean }): Promise<void>;
  /** Brings everything to disk. Returns the size in bytes. */
  finish(): Promise<number>;
  /** Lets go of an unfinished file; deleting it is the caller's. */
  abandon(): void;
}

/** Names of the fonts within pdfkit. */
const weights = { regular: 'regular', bold: 'bold' } as const;

const ruleWidth = 0.6;
const footerSize = 9;
/** Of the size: where letters stand in the line of 1.35. */
const baseline = 1.02;

/** Begins a file at the path; what was there is overwritten. Throws what the file system says. */
export function openPdf(
  path: string,
  facts: PdfFacts,
  typeface: Typeface,
  { read, shrink }: { read: ReadFile; shrink: ShrinkPhoto },
): PdfFile {
  const file = openSync(path, 'w');
  let bytes = 0;
  const state: { failure: Error | null } = { failure: null };
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [paper.width, paper.height],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    fontLayoutCache: false,
    // None: its own default is looked up beside its script, which a bundle has not, and a font that was opened before it had its
    // name here is read anew each time that the name is asked for.
    font: '',
    info: { Title: facts.title, Author: facts.author, Producer: 'pdfkit', CreationDate: new Date(facts.createdAt) },
  });
  document.registerFont(weights.regular, Buffer.from(typeface.bytes.regular));
  document.registerFont(weights.bold, Buffer.from(typeface.bytes.bold));
  document.on('data', (piece: Uint8Array) => {
    try {
      for (let at = 0; at < piece.length && state.failure === null;) at += writeSync(file, piece, at);
      bytes += piece.length;
    } catch (error) {
      // Thrown here it would end the thread as a bug; `settled` throws it where a full disk is understood.
      state.failure = error instanceof Error ? error : new Error(String(error));
    }
  });
  const ended = new Promise<void>((resolve) => document.once('end', () => resolve()));
  const pictures: Pictures = new Map();
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (state.failure) throw state.failure;
  };

  return {
    async add(pages, { title, footer, isDraft }) {
      for (const [index, page] of pages.entries()) {
        document.addPage({ size: [paper.width, paper.height], margin: 0 });
        if (index === 0) document.outline.addItem(title);
        if (isDraft) drawDraft(document);
        document.lineWidth(ruleWidth).strokeColor('black').fillColor('black');
        for (const mark of page.marks) {
          const picture = mark.kind === 'line' && mark.line.kind === 'picture' ? mark.line : null;
          if (picture) await open(document, picture, pictures, { read, shrink });
          drawMark(document, mark, pictures);
          // pdfkit unpacks transparent pictures beside what goes on: waiting here keeps the order of the file, and its bytes.
          if (picture) await embedded(pictures.get(picture.picture.sha256));
        }
        drawFooter(
          document,
          typeface,
          isDraft ? `草稿，未提交　${footer}` : footer,
          `第 ${index + 1} 页 共 ${pages.length} 页`,
        );
        await settled();
      }
    },
    async finish() {
      document.end();
      await ended;
      await settled();
      fsyncSync(file);
      closeSync(file);
      return bytes;
    },
    abandon() {
      closeSync(file);
    },
  };
}

type Document = InstanceType<typeof PDFDocument>;
/** Public in pdfkit's documentation, missing in its types. */
interface OpensImages {
  openImage(source: Buffer): EmbeddedPicture;
}
/** What pdfkit makes of a picture; of a PNG `imgData` is set until it is in the file. */
interface EmbeddedPicture {
  readonly imgData?: unknown;
}
type Pictures = Map<string, EmbeddedPicture>;

async function embedded(picture: EmbeddedPicture | undefined): Promise<void> {
  while (picture?.imgData) await new Promise((resolve) => setImmediate(resolve));
}

/** Makes a picture ready for its first place, and no larger than that place needs. */
async function open(
  document: Document,
  { picture: { sha256 }, width, height }: PictureLine,
  pictures: Pictures,
  { read, shrink }: { read: ReadFile; shrink: ShrinkPhoto },
): Promise<void> {
  if (pictures.has(sha256)) return;
  const bytes = read(sha256);
  if (bytes === null || bytes === 'damaged') throw new Error(`a picture was there and is gone: ${sha256}`);
  const small = await shrink(bytes, { width, height });
  pictures.set(sha256, (document as Document & OpensImages).openImage(Buffer.from(small)));
}

function drawMark(document: Document, mark: Mark, pictures: Pictures): void {
  if (mark.kind === 'rule') document.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).stroke();
  else drawLine(document, mark.line, mark.x, mark.y, pictures);
}

function drawLine(document: Document, line: Line, x: number, y: number, pictures: Pictures): void {
  if (line.kind === 'text') {
    drawText(document, line, x, y);
    return;
  }
  // pdfkit takes what `openImage` made, and embeds it once; its types know the source only.
  document.image(pictures.get(line.picture.sha256) as unknown as Buffer, x, y, {
    fit: [line.width, line.height],
    align: 'center',
    valign: 'center',
  });
}

function drawText(document: Document, line: TextLine, x: number, y: number): void {
  const base = y + (line.height - line.size * 1.35) / 2 + line.size * baseline;
  for (const piece of line.pieces) {
    const at = x + piece.x;
    if (piece.kind === 'text') write(document, piece.text, at, base, line.size, line.bold);
    else if (piece.kind === 'box')
      spoken(document, piece.ticked ? '☑' : '☐', () => drawBox(document, piece, at, base, line.size));
    else spoken(document, piece.character, () => drawUnknown(document, piece.character, at, base, line.size));
  }
}

/** Below all that is written, light enough to read through, in no printer to be overlooked. */
function drawDraft(document: Document): void {
  const [x, y] = [paper.width / 2, paper.height / 2];
  const size = 150;
  document
    .save()
    .rotate(-45, { origin: [x, y] })
    .fillColor('#e2e2e2')
    .font(weights.regular)
    .fontSize(size);
  document.text('草稿', x - size, y + size * 0.35, { lineBreak: false, baseline: 'alphabetic' });
  document.restore();
}

function write(document: Document, text: string, x: number, base: number, size: number, bold: boolean): void {
  document.font(bold ? weights.bold : weights.regular).fontSize(size);
  document.text(text, x, base, { lineBreak: false, baseline: 'alphabetic' });
}

/** What is drawn is still text for whoever copies or searches (ISO 32000-1, 14.9.4, ActualText). */
function spoken(document: Document, actual: string, draw: () => void): void {
  document.markContent('Span', { actual });
  draw();
  document.endMarkedContent();
}

function drawBox(
  document: Document,
  piece: Extract<Piece, { kind: 'box' }>,
  x: number,
  base: number,
  size: number,
): void {
  // The font has the empty square; a reader that copies text wants a letter to hang the spoken one on.
  write(document, '□', x, base, size, false);
  if (!piece.ticked) return;
  const side = size * 0.8;
  const [left, top] = [x + size * 0.1, base - size * 0.76];
  document
    .lineWidth(size * 0.1)
    .moveTo(left + side * 0.18, top + side * 0.52)
    .lineTo(left + side * 0.42, top + side * 0.8)
    .lineTo(left + side * 0.86, top + side * 0.16)
    .stroke()
    .lineWidth(ruleWidth);
}

/** A frame with the character's number in it: never a blank, and enough to write the character in by hand. */
function drawUnknown(document: Document, character: string, x: number, base: number, size: number): void {
  const side = size * 0.9;
  const [left, top] = [x + size * 0.05, base - side + size * 0.1];
  document.lineWidth(0.4).rect(left, top, side, side).stroke();
  const number = character.codePointAt(0)!.toString(16).toUpperCase().padStart(6, '0');
  write(document, number.slice(0, 3), left + side * 0.08, top + side * 0.45, size * 0.42, false);
  write(document, number.slice(3), left + side * 0.08, top + side * 0.88, size * 0.42, false);
}

function drawFooter(document: Document, typeface: Typeface, words: string, pageNumber: string): void {
  const y = paper.height - paper.footer - footerSize;
  const number = singleLine(pageNumber, { size: footerSize }, typeface);
  const room = contentWidth - number.width - footerSize * 2;
  drawText(document, shortened(words, room, typeface), paper.left, y);
  drawText(document, number, paper.width - paper.right - number.width, y);
}

function shortened(words: string, room: number, typeface: Typeface): TextLine {
  const characters = [...words];
  for (let length = characters.length; length > 0; length -= 1) {
    const text = length === characters.length ? words : `${characters.slice(0, length).join('')}…`;
    const line = singleLine(text, { size: footerSize }, typeface);
    if (line.width <= room) return line;
  }
  return singleLine('', { size: footerSize }, typeface);
}
