/** Files for the archive: Excel sheets and printed forms, made beside other work. What there is to make, domains say. */
import { z } from 'zod';
import { procedure, result, storageReasons } from './base.ts';
import { oneOf, type RequestSchema } from './domain.ts';
import { exportJobSchema } from './export-job.ts';
import { outboxConditionsSchema } from './outbox.ts';

/** 报送情况清单: entries of the outbox with what was sent, the platform's reasons and its own text. */
export const outboxSheetSchema = outboxConditionsSchema.extend({
  kind: z.literal('outbox'),
  states: outboxConditionsSchema.shape.states.min(1),
});
export type OutboxSheet = z.infer<typeof outboxSheetSchema>;

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
  list: procedure.output(z.array(exportJobSchema)),
  cancel: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound'])),
  /** Opens the file, or the folder that holds it, with the system's own program. Only files made here. */
  open: procedure
    .input(z.object({ id: z.uuid(), what: z.enum(['file', 'folder']) }))
    .output(result({}, ['notFound', 'refused'])),
});
