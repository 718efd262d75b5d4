/** A file that is being made, or was: an Excel sheet or a printed form. Watched, cancelled and opened as `exports`. */
import { z } from 'zod';

export const exportJobSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** Full path of the finished file. */
  path: z.string().nullable(),
  fileName: z.string(),
  bytes: z.number().int().nullable(),
  failure: z.object({ reason: z.string(), detail: z.string() }).nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Chinese: what the file could not hold, and of whom (照片 not on this PC, characters that the font has not). */
  notes: z.array(z.string()).optional(),
  /** Of an Excel with 打印版: the list whose columns can be chosen (`exports.printColumns`). */
  list: z.string().optional(),
});
export type ExportJob = z.infer<typeof exportJobSchema>;
