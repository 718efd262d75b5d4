/** One print from a read-only connection to a finished PDF. Runs in the same thread as an export of rows. */
import type { PrintRequest } from '#shared/domains/inspections/contract.ts';
import { openAttachmentFiles } from '../documents/attachment-files.ts';
import { printInspections, type Printed } from '../inspections/paper/print.ts';
import type { CodecFiles } from '../documents/codec-path.ts';
import { photoShrinker } from '../documents/jpeg-codec.ts';
import { readTypeface } from '../documents/typeface.ts';
import { intoPlace } from './job.ts';
import type { ExportTask } from './task.ts';

/** Everything that the thread needs; plain values only. */
export interface PrintTask extends Pick<ExportTask, 'database' | 'key' | 'path'> {
  readonly print: PrintRequest;
  /** Folder of the department, for photos and signatures. */
  readonly directory: string;
  /** Path of the font. */
  readonly typeface: string;
  /** Paths of the JPEG codec. */
  readonly codec: CodecFiles;
  /** Name of the department. */
  readonly department: string;
}

/** Writes the forms of the subjects as they are at this moment. Throws what the database or the file system says. */
export const runPrint = (task: PrintTask, progress: (done: number, total: number) => void): Promise<Printed> =>
  intoPlace(task, (database, partial) =>
    printInspections(
      partial,
      task.print,
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
