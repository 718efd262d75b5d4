/** Import of a filled-in template: read and judged row by row, shown, and stored only as far as a person says. */
import { z } from 'zod';
import { batchResult, procedure, result } from './base.ts';

/** Most rows that a file may have. */
const rowNumbers = z.array(z.number().int()).max(10_000);

export const importProblemSchema = z.object({ column: z.string(), message: z.string() });
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** Rows looked at so far, of how many; null while the file is being unpacked. */
export const importProgressSchema = z.object({ done: z.number().int(), total: z.number().int().nullable() });
export type ImportProgress = z.infer<typeof importProgressSchema>;

/** A judged row: its number as Excel shows it, its outcome, what is wrong with it, and what else a domain shows of it. */
export const importRow = <const Outcomes extends readonly [string, ...string[]], Shape extends z.ZodRawShape>(
  outcomes: Outcomes,
  shape: Shape,
) =>
  z.object({
    row: z.number().int(),
    outcome: z.enum(outcomes),
    problems: z.array(importProblemSchema),
    ...shape,
  });

/** Every row of a file, and how many have which outcome. */
export const importPreview = <const Outcomes extends readonly [string, ...string[]], Row extends z.ZodType>(
  outcomes: Outcomes,
  row: Row,
) =>
  z.object({
    importId: z.uuid(),
    fileName: z.string(),
    counts: z.record(z.enum(outcomes), z.number().int()),
    rows: z.array(row),
  });

/** What a page may ask of an import. `choice`: what a person says of a row that is not clear by itself. */
export const importProcedures = <Preview extends z.ZodType, Choice extends z.ZodType>(
  preview: Preview,
  choice: Choice,
) => {
  const importId = z.object({ importId: z.uuid() });
  return {
    /** Reads an .xlsx or .xls; nothing is stored until `importCommit`. The page makes the id, to ask and to cancel by it. */
    importPreview: procedure
      .input(importId.extend({ fileName: z.string().max(260), base64: z.string().max(8_000_000) }))
      .output(result({ preview }, ['badFile', 'cancelled'])),
    /** Null: it is not being read. */
    importProgress: procedure.input(importId).output(importProgressSchema.nullable()),
    importCancel: procedure.input(importId).output(result({}, ['notFound'])),
    /** What stands in the cells of one row, by column in their order, for mending it. */
    importRow: procedure
      .input(importId.extend({ row: z.number().int() }))
      .output(
        result({ cells: z.array(z.object({ key: z.string(), title: z.string(), value: z.string() })) }, ['notFound']),
      ),
    /** Other words in the cells of one row, or no such row (`cells` null); then all rows are judged again. Nothing is stored. */
    importAmend: procedure
      .input(
        importId.extend({
          row: z.number().int(),
          cells: z.record(z.string().max(40), z.string().max(500)).nullable(),
        }),
      )
      .output(result({ preview }, ['notFound'])),
    /** All rows that may go in, in one transaction; the others are refused each by itself. */
    importCommit: procedure
      .input(importId.extend({ rows: rowNumbers, chosen: z.array(choice).max(10_000).optional() }))
      .output(batchResult),
  };
};
