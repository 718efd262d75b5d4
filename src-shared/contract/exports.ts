/** Files for the archive: Excel sheets and printed forms, made beside other work. What there is to make, domains say. */
import { z } from 'zod';
import { procedure, result, storageReasons } from './base.ts';
import { oneOf, type RequestSchema } from './domain.ts';
import { exportJobSchema } from './export-job.ts';
import { mostPrintColumns } from './print-columns.ts';
import { outboxConditionsSchema } from './outbox.ts';

/** 报送情况清单: entries of the outbox with what was sent, the platform's reasons and its own text. */
export const outboxSheetSchema = outboxConditionsSchema.extend({
  kind: z.literal('outbox'),
  states: outboxConditionsSchema.shape.states.min(1),
});
export type OutboxSheet = z.infer<typeof outboxSheetSchema>;

/** Of a job: the kind of its request, with the page where there are several. */
const listNameSchema = z.string().max(80);

/** Most bytes of a file in one answer of `read`. */
export const pieceBytes = 512 * 1024;

const begun = result({ job: exportJobSchema }, ['nothingToExport', ...storageReasons]);

/** `sheets`, `papers`: the requests that domains know how to answer. */
export const exportsContract = <Sheet extends RequestSchema, Paper extends RequestSchema>(
  sheets: readonly Sheet[],
  papers: readonly Paper[],
) => ({
  /** An Excel. Begins at once and answers at once; the list may be used meanwhile. */
  start: procedure.input(oneOf('kind', [outboxSheetSchema, ...sheets])).output(begun),
  /** One PDF of forms. Records of which the form cannot be made are left out and told of. */
  print: procedure.input(oneOf('kind', papers)).output(begun),
  /** The columns of a list's Excel, in their order, and which of them 打印版 has for this account. Empty: no such list. */
  printColumns: procedure
    .input(z.object({ list: listNameSchema }))
    .output(z.array(z.object({ title: z.string(), chosen: z.boolean(), usual: z.boolean() }))),
  /** Remembers them for the account and the list, from the next export on; none: the usual ones again. */
  choosePrintColumns: procedure
    .input(z.object({ list: listNameSchema, titles: z.array(z.string().max(60)).max(mostPrintColumns) }))
    .output(result({}, storageReasons)),
  list: procedure.output(z.array(exportJobSchema)),
  cancel: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound'])),
  /** Opens the file, or the folder that holds it, with the system's own program. Only files made here. */
  open: procedure
    .input(z.object({ id: z.uuid(), what: z.enum(['file', 'folder']) }))
    .output(result({}, ['notFound', 'refused'])),
  /** A finished PDF, piece by piece, for the preview. `base64`: the bytes from `offset` on; none from its end on. */
  read: procedure
    .input(z.object({ id: z.uuid(), offset: z.number().int().min(0) }))
    .output(
      result({ base64: z.base64().max(Math.ceil(pieceBytes / 3) * 4), total: z.number().int() }, [
        'paperGone',
        'paperChanged',
        'fileInUse',
      ]),
    ),
});
