/** 更正申请 as a printed form, for whichever domain the record is of. What draws is loaded when one is printed. */
import type { Correction } from '#shared/records/corrections.ts';
import { readCalendar } from '../calendar/calendar.ts';
import type { Database } from '../database/types.ts';
import { fileNameOf } from '../documents/file-name.ts';
import type { Paper } from '../exports/paper.ts';
import type { FileRequest } from '../exports/sheet.ts';
import type { CorrectedRecord } from './correction-form.ts';

export interface CorrectionRequest extends FileRequest {
  readonly id: string;
  readonly correctionId: string;
}
export type Corrected = CorrectedRecord & { readonly correction: Correction };

/** `read`: the record and its request; null: one of them is not here. */
export const correctionPaper = <Request extends CorrectionRequest>(
  read: (database: Database, request: Request) => Corrected | null,
): Paper<Request> => ({
  title: () => '更正申请',
  fileName(database, request) {
    const found = read(database, request);
    return found && `更正申请-${fileNameOf(found.subject)}`;
  },
  async print(path, request, source, progress) {
    const [{ correctionForm }, { finishedPages, unknownCharactersNote }, { openPdf }] = await Promise.all([
      import('./correction-form.ts'),
      import('../documents/form-sheet.ts'),
      import('../documents/pdf-file.ts'),
    ]);
    const { database, typeface, department } = source;
    progress(0, 1);
    const found = read(database, request);
    if (!found) return { rows: 0, bytes: 0, notes: ['本机已没有这项更正，没有打印'] };
    const document = correctionForm(found, found.correction, readCalendar(database), typeface);
    const facts = { title: document.title, author: department, createdAt: found.correction.at };
    const file = openPdf(path, facts, typeface, source);
    try {
      const { pages, unknown } = finishedPages(document, typeface);
      await file.add(pages, document);
      progress(1, 1);
      const notes = unknown.length > 0 ? [`${document.title}：${unknownCharactersNote(unknown)}`] : [];
      return { rows: 1, bytes: await file.finish(), notes };
    } catch (error) {
      file.abandon();
      throw error;
    }
  },
});
