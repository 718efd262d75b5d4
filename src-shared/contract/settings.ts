/** 设置: of the department on this PC, and what screens remember for an account. */
import { z } from 'zod';
import { lampThresholdsSchema } from '../trade/lamp-thresholds.ts';
import { ownReviews } from '../trade/rights.ts';
import { procedure, result, storageReasons } from './base.ts';

export const settingsSchema = z.object({
  lamp: lampThresholdsSchema,
  /** Folder for exported files; null: the default. */
  exportsDirectory: z.string().max(1000).nullable(),
  /** 复核 of a result by whoever entered it. */
  ownReview: z.enum(ownReviews),
  /** Seconds between rounds when all is quiet. */
  syncIntervalSeconds: z.number().int().min(15).max(3600),
  /** Seconds for which 接收, 认领, 回退 and 确认 can be undone before they leave; 0: they leave at once. */
  undoSeconds: z.union([z.literal(0), z.literal(5), z.literal(8), z.literal(15)]),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsContract = {
  get: procedure.output(
    z.object({
      settings: settingsSchema,
      facts: z.object({
        dataDirectory: z.string(),
        exportsDirectory: z.string(),
        clientVersion: z.string(),
        databaseBytes: z.number(),
        calendar: z.object({ firstYear: z.number(), lastYear: z.number(), source: z.string() }),
      }),
    }),
  ),
  update: procedure
    .input(settingsSchema.partial())
    .output(result({ settings: settingsSchema }, ['notWritable', 'diskFull', 'refused'])),
  /**
   * All that screens remember for the account (filters, columns, widths), by key: one question instead of one for each.
   * Opaque to the core.
   */
  getPreferences: procedure.output(z.record(z.string(), z.string())),
  setPreference: procedure
    .input(z.object({ key: z.string().max(100), value: z.string().max(20_000) }))
    .output(result({}, storageReasons)),
  /** Imports a calendar file (JSON as in resources/calendars); recorded in the audit. */
  importCalendar: procedure
    .input(z.object({ text: z.string().max(2_000_000) }))
    .output(result({ years: z.array(z.number()) }, ['badFile', ...storageReasons])),
};
