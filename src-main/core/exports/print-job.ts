/** One print from a read-only connection to a finished PDF. Runs in the same thread as an export of rows. */
import { openAttachmentFiles } from '../documents/attachment-files.ts';
import { photoShrinker } from '../documents/jpeg-codec.ts';
import { readTypeface } from '../documents/typeface.ts';
import { intoPlace } from './into-place.ts';
import type { Papers, Printed } from './paper.ts';
import { ofKind } from './sheet.ts';
import type { PrintTask } from './task.ts';

/** Writes the forms of the records as they are at this moment. Throws what the database or the file system says. */
export const runPrint = (
  task: PrintTask,
  papers: Papers,
  progress: (done: number, total: number) => void,
): Promise<Printed> =>
  intoPlace(task, (database, partial) =>
    ofKind(papers, task.request).print(
      partial,
      task.request,
      {
        database,
        read: openAttachmentFiles(task.directory, task.key),
        shrink: photoShrinker(task.codec),
        typeface: readTypeface(task.typeface),
        department: task.department,
      },
      progress,
    ),
  );
