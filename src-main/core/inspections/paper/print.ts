/** From chosen subjects to one PDF file, subject by subject, so that fifty of them need the memory of one. */
import type { PrintRequest } from '#shared/domains/inspections/requests.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Database } from '#core/database/types.ts';
import type { PaperDocument } from '#core/documents/pages.ts';
import { openPdf } from '#core/documents/pdf-file.ts';
import { shrunkBytes } from '#core/documents/jpeg-codec.ts';
import { checkPicture, type PictureCheck, type ReadFile } from '#core/documents/pictures.ts';
import type { PaperSource, Printed } from '#core/exports/paper.ts';
import { chosenSubject, type ChosenSubject, formTitles, missingFor } from './chosen.ts';
import { noticeForm } from './inspection-notice.ts';
import { recordForm } from './record-form.ts';
import { finishedPages, unknownCharactersNote } from '#core/documents/form-sheet.ts';
import { type FormInput } from './form-parts.ts';
import { specialForms } from './special.ts';

/** Photos of one file together, as they are printed; a larger file is opened by no viewer in reasonable time. */
const mostPictureBytes = 300 * 1024 * 1024;
/** Notes that a person would still read. */
const mostNotes = 50;

/**
 * Writes the forms of all subjects into one file, each numbered by itself. Throws what the database or the file system says;
 * deleting the unfinished file is the caller's. Same records and files: same bytes.
 */
export async function printInspections(
  path: string,
  request: PrintRequest,
  source: PaperSource,
  progress: (done: number, total: number) => void,
): Promise<Printed> {
  const { database, typeface, read, shrink } = source;
  const notes: string[] = [];
  const inputs: ChosenSubject[] = [];
  for (const id of request.ids) {
    const input = chosenSubject(database, request, id);
    const missing = input === null ? '本机已没有这个抽查主体' : missingFor(request, input);
    if (input !== null && missing === null) inputs.push(input);
    else notes.push(`${input?.subject.enterpriseName ?? id}：${missing ?? ''}，没有打印`);
  }
  progress(0, inputs.length);
  const pictures = budgeted(read);
  const file = openPdf(
    path,
    { title: titleOf(request, inputs), author: source.department, createdAt: dateOf(inputs) },
    typeface,
    { read, shrink },
  );
  try {
    for (const [index, input] of inputs.entries()) {
      const form = { ...input, phones: phonesOf(database, input), picture: pictures, typeface };
      for (const document of documentsOf(request, form)) {
        const { pages, unknown } = finishedPages(document, typeface);
        if (unknown.length > 0) notes.push(`${document.title}：${unknownCharactersNote(unknown)}`);
        await file.add(pages, document);
      }
      notes.push(...pictureNotes(input, request, pictures));
      progress(index + 1, inputs.length);
    }
    return { rows: inputs.length, bytes: await file.finish(), notes: shortened(notes) };
  } catch (error) {
    file.abandon();
    throw error;
  }
}

function documentsOf({ form }: PrintRequest, input: FormInput): PaperDocument[] {
  if (form === 'special') return specialForms(input);
  return [form === 'record' ? recordForm(input) : noticeForm(input)];
}

/** Looks at each picture once, and at no more of them than one file can hold. */
function budgeted(read: ReadFile): (sha256: string) => PictureCheck {
  const known = new Map<string, PictureCheck>();
  let taken = 0;
  return (sha256) => {
    let check = known.get(sha256);
    if (!check) {
      check = checkPicture(sha256, read);
      const printed = check.ok ? Math.min(check.bytes, shrunkBytes) : 0;
      if (check.ok && taken + printed > mostPictureBytes)
        check = { ok: false, why: '一次打印的照片太多，请少选几户再打印' };
      if (check.ok) taken += printed;
      known.set(sha256, check);
    }
    return check;
  };
}

function pictureNotes(
  { subject, result }: ChosenSubject,
  { form }: PrintRequest,
  picture: (sha256: string) => PictureCheck,
): string[] {
  const photos = form === 'record' ? (result?.evidence ?? []).map(({ sha256 }) => sha256) : [];
  const signatures = (result?.signatures ?? []).flatMap(({ sha256, onPaper }) =>
    // The photo of a signed page is among the photos.
    sha256 === null || onPaper ? [] : [sha256],
  );
  const failed = (hashes: readonly string[]) => hashes.filter((sha256) => !picture(sha256).ok).length;
  const words = [
    failed(photos) > 0 ? `${failed(photos)} 张照片或附件` : '',
    failed(signatures) > 0 ? `${failed(signatures)} 个签名` : '',
  ].filter((one) => one !== '');
  return words.length > 0 ? [`${subject.enterpriseName}：${words.join('、')}未能印出，原因印在原处`] : [];
}

function shortened(notes: readonly string[]): string[] {
  if (notes.length <= mostNotes) return [...notes];
  return [...notes.slice(0, mostNotes - 1), `另有 ${notes.length - mostNotes + 1} 条，见打印件`];
}

/** 联系电话 from the 执法检查人员名录. */
function phonesOf(database: Database, { subject }: ChosenSubject): Map<string, string> {
  const find = database.prepare<[string], { data: string }>(
    'SELECT data FROM inspector WHERE account = ? AND revoked = 0',
  );
  const phones = new Map<string, string>();
  for (const { account } of subject.inspectors) {
    const row = find.get(account);
    // What is stored was checked when it came.
    const phone = row ? (JSON.parse(row.data) as Inspector).phone : '';
    if (phone !== '') phones.set(account, phone);
  }
  return phones;
}

function titleOf({ form }: PrintRequest, inputs: readonly ChosenSubject[]): string {
  const [only] = inputs;
  return inputs.length === 1 && only ? `${formTitles[form]} ${only.subject.enterpriseName}` : formTitles[form];
}

/** The latest date that the records themselves name: the time of printing would make every copy another file. */
function dateOf(inputs: readonly ChosenSubject[]): string {
  const dates = inputs.map(({ subject, result }) => result?.at ?? `${subject.planFrom}T00:00:00.000Z`);
  return dates.sort().at(-1) ?? '2000-01-01T00:00:00.000Z';
}
